import { tieBreak } from './tie-break';

describe('the tie-break', () => {
  it('is the same for a pair every time, and favours nobody by number', () => {
    expect(tieBreak(12, 345)).toBe(tieBreak(12, 345));
    let older = 0;
    for (let mission = 1; mission <= 2_000; mission++) if (tieBreak(mission, 1) > tieBreak(mission, 1_000)) older++;
    expect(older).toBeGreaterThan(900);
    expect(older).toBeLessThan(1_100);
  });
});
