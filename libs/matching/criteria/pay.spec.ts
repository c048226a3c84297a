import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { pay } from './pay';

describe('pay', () => {
  const profile = { dailyRateMin: 400, dailyRateTarget: 500 };

  it.each([
    [550, 1000, 'pay.target'],
    [450, 800, 'pay.minimum'],
    [400, 600, 'pay.minimum'],
    [300, 300, 'pay.below'],
    [200, 0, 'pay.below'],
  ])('of %i € for a minimum of 400 and a wish of 500 is worth %i: %s', (rateMax, value, reason) => {
    const pair = pairOf({ rateMax }, profile);
    expect(pay.measure(...pair)).toBe(value);
    expect(pay.rows(...pair)[0]?.reason.code).toBe(reason);
  });

  it('has no data when either side keeps silent', () => {
    expect(pay.measure(...pairOf({}, profile))).toBe(NO_DATA);
    expect(pay.measure(...pairOf({ rateMax: 400 }, {}))).toBe(NO_DATA);
  });
});
