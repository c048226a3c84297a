import { NO_DATA } from '../arithmetic';
import { TODAY, pairOf } from '../testing/facts';
import { availability, availabilityBlocks } from './availability';

const START = 20_700;

describe('availability', () => {
  it.each([
    [START - 30, 1000, 'availability.in-time'],
    [START, 1000, 'availability.in-time'],
    [START + 15, 750, 'availability.late'],
    [START + 60, 0, 'availability.late'],
  ])('from day %i is worth %i: %s', (availableFromDay, value, reason) => {
    const pair = pairOf({ startDay: START }, { availableFromDay });
    expect(availability.measure(...pair)).toBe(value);
    expect(availability.rows(...pair)[0]?.reason.code).toBe(reason);
  });

  it('counts the days a week when fewer than asked', () => {
    const pair = pairOf({ startDay: START, daysPerWeek: 5 }, { availableFromDay: START, daysPerWeek: 3 });
    expect(availability.measure(...pair)).toBe(600);
    expect(availability.rows(...pair)[0]?.reason).toEqual({
      code: 'availability.part-time',
      params: { days: 3, asked: 5 },
    });
  });

  it('blocks more than 60 days after the start', () => {
    expect(availabilityBlocks(...pairOf({ startDay: START }, { availableFromDay: START + 60 }))).toBe(false);
    expect(availabilityBlocks(...pairOf({ startDay: START }, { availableFromDay: START + 61 }))).toBe(true);
  });

  it('counts from today when the start is past', () => {
    expect(availability.measure(...pairOf({ startDay: TODAY - 90 }, { availableFromDay: TODAY }))).toBe(1000);
  });

  it('has no data when either side keeps silent', () => {
    expect(availability.measure(...pairOf({}, { availableFromDay: START }))).toBe(NO_DATA);
    expect(availability.measure(...pairOf({ startDay: START, daysPerWeek: 5 }, {}))).toBe(NO_DATA);
  });
});
