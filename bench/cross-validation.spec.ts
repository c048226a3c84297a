import { crossValidate, ndcg10 } from './cross-validation';

describe('cross-validation', () => {
  const groups = Array.from({ length: 20 }, (_, at) => `g${at % 10}`);
  const how = { folds: 5, repeats: 3, seed: 1 };

  it('finds a setting that is better everywhere, with its whole gain', () => {
    const values = [groups.map(() => 0.5), groups.map(() => 0.7)];
    const found = crossValidate({ settings: ['old', 'new'], values, groups }, 0, how);
    expect(found.gain).toBeCloseTo(0.2, 12);
    expect(found.error).toBeCloseTo(0, 12);
    expect(found.chosen).toEqual([{ setting: 'new', times: 15 }]);
  });

  it('promises nothing of a setting that is better by chance: what it gains in learning it loses held out', () => {
    // Each of ten settings shines on one group only, where nobody else does.
    const settings = Array.from({ length: 10 }, (_, at) => `s${at}`);
    const values: number[][] = settings.map((_, setting) =>
      groups.map((group): number => (group === `g${setting}` ? 1 : 0)),
    );
    const found = crossValidate({ settings, values, groups }, 0, how);
    const inSample = Math.max(...values.map((row) => row.reduce((a: number, b) => a + b, 0) / row.length));
    expect(Math.max(...found.heldOut)).toBeLessThan(inSample);
  });

  it('measures rankings as the judged split is scored', () => {
    const grades = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    expect(ndcg10(['a', 'b'], grades)).toBe(1);
    // 1/log2(2) + 7/log2(3) against 7/log2(2) + 1/log2(3).
    expect(ndcg10(['b', 'a'], grades)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 12);
    expect(ndcg10(['x'], grades)).toBe(0);
  });
});
