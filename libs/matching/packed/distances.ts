import { distanceValue } from '../criteria/distance';
import { placeValue } from '../criteria/place';
import { kilometresApart } from '../place';
import type { Dictionaries } from './dictionary';
import { NOWHERE } from './kernel';

/** Distances kept at a time, and one that nobody asked for yet. */
const KEPT = 1 << 22;
const NOT_KNOWN = -2;
/** Reaches, in km, up to which what distances are worth is kept. */
export const USUAL = 500;

/** Bits of a value, in a pair of them. */
const VALUE_BITS = 10;
const VALUE = (1 << VALUE_BITS) - 1;
/** Of what `worth` gives: the value of the place to the mission, and of the way there to the person. */
export const placeIn = (worth: number): number => worth >> VALUE_BITS;
export const wayIn = (worth: number): number => worth & VALUE;

/** What that many kilometres are worth to somebody of that reach, as `placeIn` and `wayIn` read it. */
export const worthOf = (km: number, reach: number): number =>
  (placeValue(km, reach) << VALUE_BITS) | distanceValue(km, reach);

/** The same of every usual reach, as far as its double: `reach * reach` numbers come before those of a reach. */
export const WORTHS = Int32Array.from({ length: (USUAL + 1) ** 2 }, (_, at) => {
  const reach = Math.floor(Math.sqrt(at));
  return reach === 0 ? 0 : worthOf(at - reach * reach, reach);
});

/** Kilometres between places, and what they are worth: each reckoned once. */
export class Distances {
  readonly #from = new Map<number, Int16Array>();

  constructor(readonly places: Dictionaries['places']) {}

  /** Distances from a place, for `km`; undefined from nowhere (0). */
  from(place: number): Int16Array | undefined {
    if (place === 0) return undefined;
    const { size } = this.places;
    const known = this.#from.get(place);
    if (known && known.length >= size) return known;
    if ((this.#from.size + 1) * size > KEPT) this.#from.clear();
    const distances = new Int16Array(size).fill(NOT_KNOWN);
    this.#from.set(place, distances);
    return distances;
  }

  /** Kilometres between two places, `distances` being those from the first; NOWHERE without both. */
  km(distances: Int16Array | undefined, from: number, to: number): number {
    if (distances === undefined || to === 0) return NOWHERE;
    const known = distances[to]!;
    if (known !== NOT_KNOWN) return known;
    // Every place is three whole numbers, the first place being number 1.
    const { entries } = this.places;
    const a = 3 * (from - 1);
    const b = 3 * (to - 1);
    const km = kilometresApart(
      entries[a]! - entries[b]!,
      entries[a + 1]! - entries[b + 1]!,
      entries[a + 2]! - entries[b + 2]!,
    );
    distances[to] = km;
    return km;
  }

  /** What that many kilometres are worth to somebody of that reach, as `placeIn` and `wayIn` read it. */
  worth(km: number, reach: number): number {
    if (km > 2 * reach) return 0;
    return reach > USUAL ? worthOf(km, reach) : WORTHS[reach * reach + km]!;
  }
}
