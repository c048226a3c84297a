import { filledTo, LIST_LENGTH, type Ranked, standing } from './top';

/**
 * How many places of a list are served. What is stored beyond them is a reserve: whoever leaves a list is followed by those
 * behind, and nobody need be looked for. What is stored is a beginning of the whole list (`Top`, LIST_LENGTH places) no
 * shorter than what is served. How far it reaches is seen in the list itself (`reachOf`).
 */
export const SERVED_LENGTH = 100;

/** How many places are served and how many stored. */
export interface Places {
  served: number;
  /** More than `served`; a quarter of it less. */
  stored: number;
}

export const PLACES: Places = { served: SERVED_LENGTH, stored: LIST_LENGTH };

/** What is served of a stored list: the whole list of so many places. */
export const served = (list: readonly Ranked[], length: number = SERVED_LENGTH): Ranked[] =>
  standing(list.slice(0, length), length);

/**
 * Who may stand outside of a stored list: nobody, when blocked ones do not fill it; only blocked ones, when the free do not; else
 * whoever ranks behind its last.
 */
export type Reach = 'everybody' | 'everybody free' | 'as far as its last';

/** How far a stored list of this length and with this rank at its end reaches. */
export function reachOf(length: number, lastRank: number, places: Places = PLACES): Reach {
  if (length < filledTo(places.served)) return 'everybody';
  return length < places.served && lastRank >= 0 ? 'everybody free' : 'as far as its last';
}

/** The least rank that enters a stored list of this length and with this rank at its end: whoever ranks below changes nothing. */
export function entersFrom(length: number, lastRank: number, places: Places = PLACES): number {
  const reach = reachOf(length, lastRank, places);
  if (reach === 'everybody') return Number.NEGATIVE_INFINITY;
  return reach === 'everybody free' ? 0 : lastRank;
}

/** True of two stored lists that serve the same and differ in nothing but how much is in reserve. */
export function agree(one: readonly Ranked[], other: readonly Ranked[], places: Places = PLACES): boolean {
  const both = Math.min(one.length, other.length);
  for (let at = 0; at < both; at++)
    if (one[at]!.num !== other[at]!.num || one[at]!.rank !== other[at]!.rank) return false;
  return served(one, places.served).length === served(other, places.served).length;
}
