import { type GroupCount, impactRatios } from './fairness';

const shown = (group: string, selected: number, people: number): GroupCount => ({
  measure: 'SHOWN',
  dimension: 'WORK',
  group,
  people,
  selected,
});

describe('impact ratios', () => {
  it('are what one reckons by hand, and exactly four fifths is enough', () => {
    // 20 of 40 is 0.5, the most; 12 of 30 is 0.4, four fifths of it; 7 of 20 is 0.35, seven tenths of it.
    expect(impactRatios([shown('A', 20, 40), shown('B', 12, 30), shown('C', 7, 20)])).toEqual([
      {
        measure: 'SHOWN',
        dimension: 'WORK',
        group: 'A',
        people: 40,
        selected: 20,
        rate: 500,
        ratio: 1000,
        under: false,
      },
      {
        measure: 'SHOWN',
        dimension: 'WORK',
        group: 'B',
        people: 30,
        selected: 12,
        rate: 400,
        ratio: 800,
        under: false,
      },
      { measure: 'SHOWN', dimension: 'WORK', group: 'C', people: 20, selected: 7, rate: 350, ratio: 700, under: true },
    ]);
  });

  it('flag what rounds to four fifths and is less', () => {
    // 2,399 of 6,000 against one in two: 0.79967, which reads 800.
    const [, line] = impactRatios([shown('A', 3_000, 6_000), shown('B', 2_399, 6_000)]);
    expect(line).toMatchObject({ ratio: 800, under: true });
  });

  it('say nothing of fewer than ten people, and take no measure from them', () => {
    const [few, many] = impactRatios([shown('A', 9, 9), shown('B', 5, 10)]);
    expect(few).toMatchObject({ people: 9, selected: null, rate: null, ratio: null, under: false });
    expect(many).toMatchObject({ rate: 500, ratio: 1000, under: false });
  });

  it('compare nothing where nobody was selected, and each measure and dimension by itself', () => {
    expect(
      impactRatios([shown('A', 0, 40), shown('B', 0, 30)]).map(({ rate, ratio, under }) => [rate, ratio, under]),
    ).toEqual([
      [0, null, false],
      [0, null, false],
    ]);
    const lines = impactRatios([
      shown('A', 10, 20),
      { ...shown('A', 20, 20), measure: 'PROPOSED' },
      { ...shown('X', 5, 20), dimension: 'OVERSEAS' },
    ]);
    expect(lines.map(({ ratio }) => ratio)).toEqual([1000, 1000, 1000]);
  });
});
