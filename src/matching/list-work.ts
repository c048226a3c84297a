import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import { agree } from '#libs/matching/served';
import { rankedOf } from '#libs/matching/packed/pools';
import type { Ranked } from '#libs/matching/top';
import type { Member } from './corpus';
import { type Edition, type NewList, readLists } from './lists';
import { type Anew, bestOf, patch, rankedAnew, type Side, whole } from './sides';

const listOf = ({ id, num, rev }: Member<unknown>, entries: Ranked[]): NewList => ({ id, num, rev, entries });

/** Lists to be written, and whose are done with them. */
export interface Lists {
  lists: NewList[];
  done: Set<number>;
}

/** Computes the lists of these owners whole, one at least, until it is late. Who is no owner any more is done, without a list. */
export async function computeWhole<Own, Other>(
  side: Side<Own, Other>,
  nums: Iterable<number>,
  isLate: () => boolean = () => false,
): Promise<Lists> {
  const breath = new Breath();
  const found: Lists = { lists: [], done: new Set() };
  for (const num of nums) {
    if (found.done.size > 0 && isLate()) break;
    const own = side.owners.get(num);
    if (own) found.lists.push(listOf(own, whole(side, own)));
    found.done.add(num);
    await breath.taken();
  }
  return found;
}

/** Whose lists are touched by those ranked anew. */
const touchedBy = <Own, Other>(side: Side<Own, Other>, anew: Anew): Set<number> =>
  side.held.touched({ changed: [...anew.keys()], best: bestOf(anew, side.decisions) });

/**
 * Patches the lists that a change of others touches. `due`: whose list is to be computed whole anyway, and is left alone.
 * `left`: whose list must be computed whole now: somebody left it, and who comes next is not known.
 */
async function patchTouched<Own, Other>(
  side: Side<Own, Other>,
  due: ReadonlySet<number>,
): Promise<{ patched: NewList[]; left: Set<number> }> {
  const found = { patched: [] as NewList[], left: new Set<number>() };
  if (side.changedOthers.size === 0) return found;
  const breath = new Breath();
  const anew = await rankedAnew(side, breath);
  for (const num of touchedBy(side, anew)) {
    const own = side.owners.get(num);
    // Of another revision: its owner changed and has it computed whole.
    if (!own || side.held.revOf(num) !== own.rev || due.has(num)) continue;
    const patched = patch(side, own, side.held.entriesOf(num), anew);
    if (patched === undefined) found.left.add(num);
    else if (patched !== 'same') found.patched.push(listOf(own, patched));
    await breath.taken();
  }
  return found;
}

/**
 * Brings the lists of one side into step with changes of others: patched where that is enough; the others, and those that
 * are `due`, are computed whole until it is late. Returns who is no longer due, and who is due from now on.
 */
export async function followOthers<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  due: ReadonlySet<number>,
  isLate: () => boolean,
): Promise<{ settled: Set<number>; left: Set<number> }> {
  const { patched, left } = await patchTouched(side, due);
  const { lists, done } = await computeWhole(side, [...due, ...left], isLate);
  await side.held.write(tx, edition, [...patched, ...lists]);
  const not = (some: ReadonlySet<number>, others: ReadonlySet<number>) => [...some].filter((num) => !others.has(num));
  return { settled: new Set(not(done, left)), left: new Set(not(left, done)) };
}

/** Lists written; `more`: some were left. */
export interface Written {
  written: number;
  more: boolean;
  /** Who is no longer due. */
  settled: Set<number>;
}

/** True when the list answers to its owner, apart from what others changed. */
const isFresh = <Own, Other>(side: Side<Own, Other>, own: Member<Own>, due: ReadonlySet<number>): boolean =>
  side.held.revOf(own.num) === own.rev && !side.changedOwners.has(own.num) && !due.has(own.num);

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
  const touched = touchedBy(side, anew);
  const lists: NewList[] = [];
  let more = false;
  for (const own of side.owners.values()) {
    await breath.taken();
    const fresh = isFresh(side, own, due);
    if (fresh && !touched.has(own.num)) continue;
    const patched = fresh ? patch(side, own, side.held.entriesOf(own.num), anew) : undefined;
    if (patched === 'same') continue;
    if (!patched && !fresh && isLate(own.id)) {
      more = true;
      continue;
    }
    lists.push(listOf(own, patched ?? whole(side, own)));
  }
  await side.held.write(tx, edition, lists);
  const written = new Set(lists.map(({ num }) => num));
  const settled = new Set([...due].filter((num) => written.has(num) || !side.owners.has(num)));
  return { written: lists.length, more, settled };
}

/**
 * Computes the lists of these owners whole, and writes those that differ from what is kept, in more than how much is in
 * reserve; those that are `due` are not compared.
 */
export async function repairSide<Own, Other>(
  tx: EntityManager,
  edition: Edition,
  side: Side<Own, Other>,
  owners: readonly number[],
  due: ReadonlySet<number>,
): Promise<{ compared: number; differing: readonly NewList[] }> {
  const breath = new Breath();
  const differing: NewList[] = [];
  let compared = 0;
  for (const [num, stored] of await readLists(tx, edition, side.kind, owners)) {
    const own = side.owners.get(num);
    if (own?.rev !== stored.rev || due.has(num)) continue;
    const list = whole(side, own);
    compared++;
    if (!agree(list, rankedOf(stored))) differing.push(listOf(own, list));
    await breath.taken();
  }
  await side.held.write(tx, edition, differing);
  return { compared, differing };
}
