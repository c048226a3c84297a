import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { experience } from './experience';

describe('experience', () => {
  it.each([
    [10, 1000, 'experience.enough'],
    [5, 1000, 'experience.enough'],
    [3, 600, 'experience.short'],
    [0, 0, 'experience.short'],
  ])('of %i years against 5 is worth %i: %s', (experienceYears, value, reason) => {
    const pair = pairOf({ experienceYears: 5 }, { experienceYears });
    expect(experience.measure(...pair)).toBe(value);
    expect(experience.rows(...pair)[0]?.reason.code).toBe(reason);
  });

  it('has no data when none is asked or none is told', () => {
    expect(experience.measure(...pairOf({}, { experienceYears: 3 }))).toBe(NO_DATA);
    expect(experience.measure(...pairOf({ experienceYears: 5 }, {}))).toBe(NO_DATA);
  });
});
