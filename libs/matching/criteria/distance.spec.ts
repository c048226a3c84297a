import { NO_DATA } from '../arithmetic';
import { pointOf } from '../place';
import { pairOf } from '../testing/facts';
import { distance } from './distance';

const PARIS = pointOf(48.8566, 2.3522, 'Paris');
const LYON = pointOf(45.764, 4.8357, 'Lyon');
const VILLEURBANNE = pointOf(45.7719, 4.8902, 'Villeurbanne');

describe('the distance from home', () => {
  it('is best near, worth less at the end of the reach, nothing at twice it', () => {
    expect(distance.measure(...pairOf({ place: LYON }, { place: VILLEURBANNE, mobilityKm: 50 }))).toBe(1000);
    expect(distance.measure(...pairOf({ place: PARIS }, { place: LYON, mobilityKm: 391 }))).toBe(600);
    expect(distance.measure(...pairOf({ place: PARIS }, { place: LYON, mobilityKm: 100 }))).toBe(0);
  });

  it('has no data for work done at a distance, or without both towns', () => {
    expect(distance.measure(...pairOf({ remoteMode: 'REMOTE', place: PARIS }, { place: LYON }))).toBe(NO_DATA);
    expect(distance.measure(...pairOf({ place: PARIS }, {}))).toBe(NO_DATA);
  });
});
