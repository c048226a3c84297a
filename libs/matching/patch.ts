import { NOT_LISTED } from './score';
import { LIST_LENGTH, type Ranked, Top } from './top';

/**
 * A list after some of its candidates were ranked anew: `changes` holds their new ranks, NOT_LISTED for those who leave.
 * Equal to computing the list from scratch; undefined when the list alone cannot tell, because somebody left a full list
 * and whoever stood behind its end is not known here. `tie` gives a candidate’s tie-break in this list.
 */
export function patchList(
  list: readonly Ranked[],
  changes: readonly Ranked[],
  tie: (num: number) => number,
  length: number = LIST_LENGTH,
): Ranked[] | undefined {
  const changed = new Set(changes.map(({ num }) => num));
  const top = new Top(length);
  for (const { num, rank } of list) if (!changed.has(num)) top.offer(num, rank, tie(num));
  for (const { num, rank } of changes) top.offer(num, rank, tie(num));
  const patched = top.list();
  const end = list[length - 1];
  if (!end) return patched;
  // Everybody outside a full list stands behind its end: places down to that end are certain, those after are not.
  const last = patched[length - 1];
  if (!last) return undefined;
  const behind =
    last.rank < end.rank ||
    (last.rank === end.rank &&
      (tie(last.num) < tie(end.num) || (tie(last.num) === tie(end.num) && last.num > end.num)));
  return behind ? undefined : patched;
}

/** True when a candidate ranked anew can change the list: they stand in it, or would stand before its end. */
export function touches(
  list: readonly Ranked[],
  { num, rank }: Ranked,
  tie: (num: number) => number,
  length: number = LIST_LENGTH,
): boolean {
  if (list.some((entry) => entry.num === num)) return true;
  if (rank === NOT_LISTED) return false;
  const end = list[length - 1];
  return !end || rank > end.rank || (rank === end.rank && tie(num) >= tie(end.num));
}
