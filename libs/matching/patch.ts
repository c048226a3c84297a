import { NOT_LISTED } from './score';
import { type Places, PLACES, reachOf } from './served';
import { filledTo, type Ranked, standing } from './top';

type Tie = (num: number) => number;

/** True when one stands behind another. */
const isBehind = (one: Ranked, other: Ranked, tie: Tie): boolean =>
  one.rank < other.rank ||
  (one.rank === other.rank &&
    (tie(one.num) < tie(other.num) || (tie(one.num) === tie(other.num) && one.num > other.num)));

/** Where one stands among those in order: behind so many of them. */
function placeOf(one: Ranked, sorted: readonly Ranked[], tie: Tie): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBehind(one, sorted[middle]!, tie)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * A stored list after some of its candidates were ranked anew: `changes` holds their new ranks, NOT_LISTED for those who
 * leave. A beginning of the list computed from scratch, no shorter than what is served of it; undefined when the list alone
 * cannot tell, because so many left that nobody is in reserve any more. `tie` gives a candidate’s tie-break in this list.
 */
export function patchList(
  list: readonly Ranked[],
  changes: readonly Ranked[],
  tie: Tie,
  places: Places = PLACES,
): Ranked[] | undefined {
  const changed = new Set(changes.map(({ num }) => num));
  const sorted = list.filter(({ num }) => !changed.has(num));
  for (const one of changes) if (one.rank !== NOT_LISTED) sorted.splice(placeOf(one, sorted, tie), 0, one);
  const best = standing(sorted.slice(0, places.stored), places.stored);
  const last = list.at(-1);
  const reach = last && reachOf(list.length, last.rank, places);
  if (!last || reach === 'everybody') return best;
  // Somebody unknown may stand before whoever is no better than those outside.
  const unsure = best.findIndex((one) => (reach === 'everybody free' ? one.rank < 0 : isBehind(one, last, tie)));
  const sure = unsure < 0 ? best : best.slice(0, unsure);
  const needed = list.length < places.served ? filledTo(places.served) : places.served;
  return sure.length < needed ? undefined : sure;
}
