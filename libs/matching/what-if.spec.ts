import { needs, owns, pairOf } from './testing/facts';
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
    const trade = { occupations: [{ occupation: 7, weight: 255 }] };
    const [other, person] = pairOf(
      { skills: [needs(30, 'COBOL', { must: true })] },
      { ...trade, skills: [owns(10, 'NestJS', { level: 4 })] },
    );
    const [partly] = pairOf({ skills: [needs(10, 'NestJS'), needs(11, 'Kafka', { must: true })] }, {});
    const [same] = pairOf(
      { ...trade, skills: [needs(12, 'Figma'), needs(13, 'Sketch', { importance: 'PREFERRED' })] },
      {},
    );
    const missions = new Map([
      [1, other],
      [2, partly],
      [3, same],
    ]);
    const tried = (found: [number, number][], most = 9) =>
      skillsToTry(person, new Map(found), (num) => missions.get(num), most).map(({ label }) => label);

    it('that missions of their trade ask and they lack, the indispensable before the asked before the liked', () => {
      const both: [number, number][] = [
        [2, -201],
        [3, 400],
      ];
      expect(tried(both)).toEqual(['Kafka', 'Figma', 'Sketch']);
      expect(tried(both, 1)).toEqual(['Kafka']);
    });

    it('of missions that are neither open nor another trade', () => {
      expect(tried([[1, -900]])).toEqual([]);
      expect(tried([[2, POSSIBLE]])).toEqual([]);
      expect(tried([[7, 400]])).toEqual([]);
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
