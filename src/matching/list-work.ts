import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import type { Ranked } from '#libs/matching/top';
import type { Member } from './corpus';
import {
  type Edition,
  type HeldList,
  type NewList,
  type Range,
  readLists,
  readRange,
  readTouched,
  writeLists,
} from './lists';
import { bestOf, isSame, patch, rankedAnew, type Side, whole } from './sides';

const NOBODY: ReadonlySet<number> = new Set();

const listOf = ({ id, num, rev }: Member<unknown>, entries: Ranked[]): NewList => ({ id, num, rev, entries });

/** Computes the lists of these owners whole and writes them, until it is late; returns whose list is done, or has no owner. */
export async function writeWhole<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  nums: Iterable<number>,
  isLate: () => boolean = () => false,
): Promise<Set<number>> {
  const breath = new Breath();
  const lists: NewList[] = [];
  const done = new Set<number>();
  for (const num of nums) {
    if (isLate()) break;
    const own = side.owners.get(num);
    if (own) lists.push(listOf(own, whole(side, own)));
    done.add(num);
    await breath.taken();
  }
  await writeLists(tx, side.kind, edition, lists);
  return done;
}

/**
 * Brings the lists that a change of others touches up to date by patching them. `due`: whose list is to be computed whole
 * anyway, and is left alone. Returns whose list must be computed whole now: somebody left it, and who comes next is not known.
 */
export async function patchTouched<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  due: ReadonlySet<number>,
): Promise<Set<number>> {
  const left = new Set<number>();
  if (side.changedOthers.size === 0) return left;
  const breath = new Breath();
  const anew = await rankedAnew(side, breath);
  const touched = await readTouched(tx, side.kind, edition, [...anew.keys()], bestOf(anew, side.decisions));
  const lists: NewList[] = [];
  for (const [num, { rev, entries = [] }] of touched) {
    const own = side.owners.get(num);
    // Of another revision: its owner changed and has it computed whole.
    if (own?.rev !== rev || due.has(num)) continue;
    const patched = patch(side, own, entries, anew);
    if (patched === undefined) left.add(num);
    else if (patched !== 'same') lists.push(listOf(own, patched));
    await breath.taken();
  }
  await writeLists(tx, side.kind, edition, lists);
  return left;
}

/** Lists written; `more`: some were left. */
export interface Written {
  written: number;
  more: boolean;
  /** Who is no longer due. */
  settled: Set<number>;
}

/** True when the list answers to its owner, apart from what others changed. */
const isFresh = <Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  held: HeldList | undefined,
  due: ReadonlySet<number>,
): held is HeldList => held?.rev === own.rev && !side.changedOwners.has(own.num) && !due.has(own.num);

/**
 * Brings every list of one side up to date: patched where others changed, computed whole where that is not enough, where it
 * is `due` and where its owner changed. When it is late, what is not yet current waits; what is stays so.
 */
export async function updateSide<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  due: ReadonlySet<number>,
  isLate: (id: string) => boolean,
): Promise<Written> {
  const breath = new Breath();
  const anew = await rankedAnew(side, breath);
  const stored = await readLists(tx, side.kind, edition, [...anew.keys()], bestOf(anew, side.decisions));
  const lists: NewList[] = [];
  let more = false;
  for (const own of side.owners.values()) {
    await breath.taken();
    const held = stored.get(own.num);
    const fresh = isFresh(side, own, held, due);
    if (fresh && !held.entries) continue;
    const patched = fresh && held.entries ? patch(side, own, held.entries, anew) : undefined;
    if (patched === 'same') continue;
    if (!patched && !fresh && isLate(own.id)) {
      more = true;
      continue;
    }
    lists.push(listOf(own, patched ?? whole(side, own)));
  }
  await writeLists(tx, side.kind, edition, lists);
  const written = new Set(lists.map(({ num }) => num));
  const settled = new Set([...due].filter((num) => written.has(num) || !side.owners.has(num)));
  return { written: lists.length, more, settled };
}

/** Computes the lists of a range whole, and writes those that differ from what is kept; those that are `due` are not compared. */
export async function repairSide<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  range: Range,
  due: ReadonlySet<number> = NOBODY,
): Promise<{ compared: number; differing: readonly NewList[] }> {
  const breath = new Breath();
  const differing: NewList[] = [];
  let compared = 0;
  for (const [num, { rev, entries = [] }] of await readRange(tx, edition, range)) {
    const own = side.owners.get(num);
    if (own?.rev !== rev || due.has(num)) continue;
    const list = whole(side, own);
    compared++;
    if (!isSame(list, entries)) differing.push(listOf(own, list));
    await breath.taken();
  }
  await writeLists(tx, side.kind, edition, differing);
  return { compared, differing };
}
