import { NO_DATA } from '../arithmetic';
import { kilometres, pointOf } from '../place';
import { pairOf } from '../testing/facts';
import { place, remoteOnlyBlocks, unreachable } from './place';

const PARIS = pointOf(48.8566, 2.3522, 'Paris');
const LYON = pointOf(45.764, 4.8357, 'Lyon');
const VILLEURBANNE = pointOf(45.7719, 4.8902, 'Villeurbanne');
const SAINT_DENIS = pointOf(-20.8789, 55.4481, 'Saint-Denis');

describe('the distance between two places', () => {
  it('is that of the map, near and far', () => {
    expect(kilometres(PARIS, LYON)).toBe(391);
    expect(kilometres(LYON, VILLEURBANNE)).toBe(4);
    expect(kilometres(PARIS, PARIS)).toBe(0);
    expect(kilometres(PARIS, SAINT_DENIS)).toBeGreaterThan(8_000);
  });
});

describe('the place of a mission', () => {
  it('is within reach, then less and less up to twice the reach', () => {
    const at = (mobilityKm: number) =>
      place.measure(...pairOf({ remoteMode: 'HYBRID', place: PARIS }, { place: LYON, mobilityKm }));
    expect(at(400)).toBe(1000);
    expect(at(300)).toBe(697);
    expect(at(100)).toBe(0);
  });

  it('does not matter when the work is done at a distance', () => {
    const pair = pairOf({ remoteMode: 'REMOTE' }, { place: LYON });
    expect(place.measure(...pair)).toBe(1000);
    expect(place.rows(...pair)[0]?.reason.code).toBe('place.remote');
  });

  it('blocks on site beyond the mobility a person stated, never beyond a usual one', () => {
    expect(unreachable(...pairOf({ remoteMode: 'ONSITE', place: PARIS }, { place: LYON, mobilityKm: 50 }))).toBe(true);
    expect(unreachable(...pairOf({ remoteMode: 'ONSITE', place: PARIS }, { place: LYON }))).toBe(false);
    expect(unreachable(...pairOf({ remoteMode: 'HYBRID', place: PARIS }, { place: LYON, mobilityKm: 50 }))).toBe(false);
  });

  it('blocks whoever works at a distance only when it is on site', () => {
    expect(remoteOnlyBlocks(...pairOf({ remoteMode: 'ONSITE' }, { remoteModes: ['REMOTE'] }))).toBe(true);
    expect(remoteOnlyBlocks(...pairOf({ remoteMode: 'ONSITE' }, { remoteModes: ['REMOTE', 'HYBRID'] }))).toBe(false);
    expect(remoteOnlyBlocks(...pairOf({ remoteMode: 'ONSITE' }, {}))).toBe(false);
  });

  it('has no data without both towns', () => {
    expect(place.measure(...pairOf({ remoteMode: 'ONSITE', place: PARIS }, {}))).toBe(NO_DATA);
  });
});
