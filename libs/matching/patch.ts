import { filledTo, LIST_LENGTH, type Ranked, Top } from './top';

type Tie = (num: number) => number;

/** True when one stands behind another. */
const isBehind = (one: Ranked, other: Ranked, tie: Tie): boolean =>
  one.rank < other.rank ||
  (one.rank === other.rank &&
    (tie(one.num) < tie(other.num) || (tie(one.num) === tie(other.num) && one.num > other.num)));

/**
 * A list after some of its candidates were ranked anew: `changes` holds their new ranks, NOT_LISTED for those who leave.
 * Equal to computing the list from scratch; undefined when the list alone cannot tell, because somebody left it and
 * whoever stood behind its end is not known here. `tie` gives a candidate’s tie-break in this list.
 */
export function patchList(
  list: readonly Ranked[],
  changes: readonly Ranked[],
  tie: Tie,
  length: number = LIST_LENGTH,
): Ranked[] | undefined {
  const changed = new Set(changes.map(({ num }) => num));
  const top = new Top(length);
  for (const { num, rank } of list) if (!changed.has(num)) top.offer(num, rank, tie(num));
  for (const { num, rank } of changes) top.offer(num, rank, tie(num));
  const patched = top.list();
  // Who stands outside? Behind the last of a full list; blocked, where the free alone fill a quarter; else behind the last.
  const last = list.at(-1);
  const end = patched.at(-1);
  const isFull = list.length === length;
  if (!last || list.length < filledTo(length)) return patched;
  const needed = isFull && last.rank >= 0 ? length : filledTo(length);
  if (!end || patched.length < needed) return undefined;
  const onlyBlockedOutside = !isFull && last.rank >= 0;
  return (onlyBlockedOutside ? end.rank < 0 : isBehind(end, last, tie)) ? undefined : patched;
}
