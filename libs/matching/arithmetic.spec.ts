import fc from 'fast-check';
import { NO_DATA, mutualOf, ramp, shareOut } from './arithmetic';

describe('the two sides as one score', () => {
  it.each([
    [1000, 1000, 1000],
    [800, 800, 800],
    [900, 300, 450],
    [1000, 0, 0],
    [0, 0, 0],
    [700, NO_DATA, 700],
    [NO_DATA, 650, 650],
    [NO_DATA, NO_DATA, 0],
  ])('of %i and %i is %i', (fit, wish, mutual) => {
    expect(mutualOf(fit, wish)).toBe(mutual);
    expect(mutualOf(wish, fit)).toBe(mutual);
  });
});

describe('a ramp', () => {
  it('is flat outside and straight inside', () => {
    expect([0, 10, 15, 20, 30].map((x) => ramp(x, 10, 20, 1000, 0))).toEqual([1000, 1000, 500, 0, 0]);
    expect(ramp(7, 7, 7, 1000, 0)).toBe(1000);
  });
});

describe('sharing out', () => {
  it('adds up exactly, each within one of its quota, nothing where nothing is due', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 }), (total, quotas) => {
        const sum = quotas.reduce((a, b) => a + b, 0);
        const parts = shareOut(total, quotas);
        if (sum === 0) return expect(parts.every((part) => part === 0)).toBe(true);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        parts.forEach((part, at) => {
          expect(Math.abs(part - (quotas[at]! * total) / sum)).toBeLessThan(1);
          if (quotas[at] === 0) expect(part).toBe(0);
        });
      }),
    );
  });
});
