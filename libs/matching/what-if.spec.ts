import { needs, pairOf } from './testing/facts';
import { gained, openOf, POSSIBLE, skillsToTry, stepsToTell } from './what-if';

describe('what if', () => {
  const ranks = new Map([
    [1, POSSIBLE],
    [2, POSSIBLE - 1],
    [3, 900],
    [4, -101],
    [5, 0],
  ]);

  it('opens what nothing blocks and reaches the band “possible”, as far as it may be seen', () => {
    expect([...openOf(ranks).keys()]).toEqual([1, 3]);
    expect([...openOf(ranks, (num) => num !== 3).keys()]).toEqual([1]);
  });

  it('tells what came, the best first, then by number', () => {
    const after = new Map([
      [1, 500],
      [9, 600],
      [8, 700],
      [7, 600],
    ]);
    expect(gained(openOf(ranks), after)).toEqual([8, 7, 9]);
    expect(gained(after, openOf(ranks))).toEqual([3]);
    expect(gained(after, after)).toEqual([]);
  });

  describe('tries skills', () => {
    const [far] = pairOf({ skills: [needs(30, 'COBOL', { must: true })] }, {});
    const [near] = pairOf({ skills: [needs(10, 'NestJS'), needs(11, 'Kafka', { must: true })] }, {});
    const [nearer] = pairOf({ skills: [needs(12, 'Figma'), needs(13, 'Sketch', { importance: 'PREFERRED' })] }, {});
    const missions = new Map([
      [1, far],
      [2, near],
      [3, nearer],
    ]);
    const tried = (found: [number, number][], owned: number[] = [], most = 9) =>
      skillsToTry(new Map(found), (num) => missions.get(num), new Set(owned), most).map(({ label }) => label);

    it('that near missions ask, the indispensable before the asked before the liked', () => {
      expect(
        tried([
          [2, -201],
          [3, 400],
        ]),
      ).toEqual(['Kafka', 'NestJS', 'Figma', 'Sketch']);
      expect(
        tried(
          [
            [2, -201],
            [3, 400],
          ],
          [],
          1,
        ),
      ).toEqual(['Kafka']);
    });

    it('that the person lacks, of missions that are neither open nor far', () => {
      expect(tried([[2, -201]], [11])).toEqual(['NestJS']);
      expect(
        tried([
          [2, POSSIBLE],
          [1, -900],
          [7, 400],
        ]),
      ).toEqual([]);
    });
  });

  it('tells the first step that brings anything, and the first that brings most', () => {
    const steps = (...gains: number[]) => stepsToTell(gains.map((gain, at) => ({ at, gain }))).map(({ at }) => at);
    expect(steps(0, 2, 2, 5, 5)).toEqual([1, 3]);
    expect(steps(3, 3)).toEqual([0]);
    expect(steps(0, 0)).toEqual([]);
    expect(steps()).toEqual([]);
  });
});
