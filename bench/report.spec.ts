import { interleaved, median, quantile, ratioOf } from './measure';
import { fallsAgainst, type Figure, lineOf, ratiosOf, surroundings, tableOf } from './report';

const figure = (values: number[], ratio: number, exact = true): Figure => ({
  suite: 'core',
  case: 'top100',
  size: 'xl',
  n: 1_000_000,
  m: 200,
  unit: 'ms/mission',
  values,
  ratios: [{ vs: 'loop', median: ratio, lo: ratio - 1, hi: ratio + 1 }],
  exact,
});

describe('what the bench says', () => {
  it('compares variants round by round, the first round left out', async () => {
    const took = { slow: [900, 10, 40, 30], fast: [1, 5, 2, 10] };
    const at = { slow: 0, fast: 0 };
    const names = ['slow', 'fast'] as const;
    const rounds = await interleaved(
      names.map((name) => ({ name, run: () => took[name][at[name]++]! })),
      3,
    );
    expect(ratioOf(rounds, 'fast', 'slow')).toEqual({ vs: 'slow', median: 3, lo: 2, hi: 20 });
  });

  it('takes quantiles by the nearest rank', () => {
    expect([median([3, 1, 2]), quantile([4, 1, 3, 2], 0.95), quantile([7], 0.01)]).toEqual([2, 4, 7]);
  });

  it('judges figures by their goals: a time that must stay under, a ratio that must be reached', () => {
    const said = (it: Figure) => tableOf([it]).split('\n');
    expect(said(figure([7, 8], 60))[1]).toContain('P3: 8 reached');
    expect(said(figure([9, 10], 60))[1]).toContain('P3: 8 MISSED');
    expect(said(figure([7], 60))[2]).toContain('P2: 25 reached');
    expect(said(figure([7], 24))[2]).toContain('P2: 25 MISSED');
    expect(said(figure([7, 7, 41], 60))[1]).toContain('P3 (p99): 40 MISSED');
    expect(said(figure([7, 7, 39], 60))[1]).toContain('P3 (p99): 40 reached');
    expect(said(figure([7], 60, false))[1]).toContain('NOT EXACT');
    expect(lineOf(figure([9], 24), 'v', surroundings())).toMatchObject({
      median: 9,
      goal: { id: 'P3', pass: false },
      ratios: [{ vs: 'loop', goal: { id: 'P2', pass: false } }],
      engine: 'v',
    });
  });

  it('tells a fall of more than a fifth, more than two fifths on a busy machine, and nothing of what is new', () => {
    const now = ratiosOf([figure([7], 70)]);
    expect(fallsAgainst({ 'xl core.top100 vs loop': 80 }, now, false)).toEqual([]);
    expect(fallsAgainst({ 'xl core.top100 vs loop': 100 }, now, false)).toEqual([
      'xl core.top100 vs loop: 70, it was 100',
    ]);
    expect(fallsAgainst({ 'xl core.top100 vs loop': 100 }, now, true)).toEqual([]);
    expect(fallsAgainst({}, now, false)).toEqual([]);
  });
});
