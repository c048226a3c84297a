import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { duration } from './duration';

describe('the length of a mission', () => {
  it.each([
    [12, 1000, 'duration.fits'],
    [6, 500, 'duration.short'],
    [3, 0, 'duration.short'],
    [36, 500, 'duration.long'],
  ])('of %i weeks for who wants 8 to 24 is worth %i: %s', (durationWeeks, value, reason) => {
    const pair = pairOf({ durationWeeks }, { missionWeeksMin: 8, missionWeeksMax: 24 });
    expect(duration.measure(...pair)).toBe(value);
    expect(duration.rows(...pair)[0]?.reason.code).toBe(reason);
  });

  it('has no data when either side keeps silent', () => {
    expect(duration.measure(...pairOf({ durationWeeks: 4 }, {}))).toBe(NO_DATA);
    expect(duration.measure(...pairOf({}, { missionWeeksMin: 8 }))).toBe(NO_DATA);
  });
});
