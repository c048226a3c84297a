import { dayNumber } from '#libs/kernel/clock';
import { filtersOf, widerThan, withoutEach } from './asked';

describe('a search as it is asked', () => {
  it('becomes the engine’s filters: a town a point, a date a day number', () => {
    expect(filtersOf({ q: 'react', place: 'Lyon', availableBy: '2027-01-05', rateMax: 500 })).toEqual({
      rateMax: 500,
      availableBy: dayNumber('2027-01-05'),
      near: { lat: expect.closeTo(45.76, 1), lon: expect.closeTo(4.84, 1), km: 50 },
    });
  });

  it.each([
    [{ rateMin: 600, rateMax: 500 }, 'search/range-inverted', 'rateMin'],
    [{ km: 20 }, 'search/place-needed', 'place'],
    [{ place: 'Zzyzx' }, 'search/place-unknown', 'place'],
  ])('is refused naming the field: %j', (asked, code, path) => {
    expect(() => filtersOf(asked)).toThrow(
      expect.objectContaining({ code, errors: [expect.objectContaining({ path })] }),
    );
  });

  it('widens its radius step by step, never narrower than asked', () => {
    const kms = (km?: number) => widerThan(filtersOf({ place: 'Lyon', km })).map(({ near }) => near?.km);
    expect(kms()).toEqual([100, 200, 500]);
    expect(kms(150)).toEqual([200, 500]);
    expect(kms(500)).toEqual([]);
    expect(widerThan(filtersOf({ q: 'react' }))).toEqual([]);
  });

  it('is taken apart filter by filter, the radius going with its place', () => {
    const asked = { q: 'react', skills: [1, 2], place: 'Lyon', km: 20, caseload: 'true' as const };
    expect(withoutEach(asked)).toEqual([
      { removed: { filter: 'skills', value: '1' }, left: { ...asked, skills: [2] } },
      { removed: { filter: 'skills', value: '2' }, left: { ...asked, skills: [1] } },
      { removed: { filter: 'q', value: null }, left: { ...asked, q: undefined } },
      { removed: { filter: 'place', value: null }, left: { ...asked, place: undefined, km: undefined } },
      { removed: { filter: 'caseload', value: null }, left: { ...asked, caseload: undefined } },
    ]);
    expect(withoutEach({ skills: Array.from({ length: 20 }, (_, at) => at + 1) })).toHaveLength(12);
  });
});
