import { NO_DATA } from '../arithmetic';
import { blockersOf } from '../blockers';
import { pairOf } from '../testing/facts';
import { rate, rateBlocks } from './rate';

describe('the rate', () => {
  it.each([
    [{ dailyRateMin: 400, dailyRateTarget: 450 }, 1000, 'rate.within'],
    [{ dailyRateMin: 400, dailyRateTarget: 600 }, 850, 'rate.negotiable'],
    [{ dailyRateMin: 550 }, 525, 'rate.above'],
    [{ dailyRateMin: 700 }, 0, 'rate.above'],
  ] as const)('of %j against a budget of 500 € is worth %i: %s', (profile, value, reason) => {
    const pair = pairOf({ rateMax: 500 }, profile);
    expect(rate.measure(...pair)).toBe(value);
    expect(rate.rows(...pair)[0]?.reason.code).toBe(reason);
  });

  it('blocks above 1.4 times the budget, not at it', () => {
    expect(rateBlocks(...pairOf({ rateMax: 500 }, { dailyRateMin: 700 }))).toBe(false);
    expect(rateBlocks(...pairOf({ rateMax: 500 }, { dailyRateMin: 701 }))).toBe(true);
  });

  it('stands the right way up when the two bounds are reversed', () => {
    expect(rate.measure(...pairOf({ rateMax: 500 }, { dailyRateMin: 450, dailyRateTarget: 400 }))).toBe(1000);
  });

  it('never tells a budget the employer keeps to themselves', () => {
    const pair = pairOf({ rateMax: 500, rateVisible: false }, { dailyRateMin: 600 });
    expect(JSON.stringify(rate.rows(...pair))).not.toMatch(/500|100/);
    expect(rate.rows(...pair)[0]?.mission.code).toBe('says.budget-hidden');
  });

  it('never tells a rate the person keeps to themselves', () => {
    const pair = pairOf({ rateMax: 500 }, { dailyRateMin: 720, rateVisible: false });
    expect(JSON.stringify([rate.rows(...pair), blockersOf(...pair)])).not.toMatch(/720|220/);
  });

  it('has no data when either side keeps silent', () => {
    expect(rate.measure(...pairOf({}, { dailyRateMin: 400 }))).toBe(NO_DATA);
    expect(rate.measure(...pairOf({ rateMax: 500 }, {}))).toBe(NO_DATA);
  });
});
