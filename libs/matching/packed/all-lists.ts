import { tieBreak } from '../tie-break';
import { filledTo, LIST_LENGTH } from '../top';
import { COUNTS, lay, type Laid } from './laid';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { keepMemory, takeMemory } from './plan';
import { type Listed, mergedLists, Pools } from './pools';
import type { ProfileSegment } from './profile-segment';
import { Side } from './side';

/** A list: of which side, whose it is, and who stands in it. */
export interface OneList extends Listed {
  of: 'mission' | 'profile';
  num: number;
}

const NOBODY: Listed = { nums: new Int32Array(0), ranks: new Int16Array(0) };
/** People and missions that a thread takes at a time. */
const BLOCK = 64;
/** What threads count (COUNTS in laid.ts). */
const PEOPLE_TAKEN = 0;
const MISSIONS_TAKEN = 1;
const ARRIVED = 2;

/** Every list both ways, one after the other, so that they can be written while others are found; nothing may change meanwhile. */
export function* allLists(
  profiles: readonly Layer<ProfileSegment>[],
  missions: readonly Layer<MissionSegment>[],
  length: number = LIST_LENGTH,
): Generator<OneList> {
  const memory = takeMemory();
  try {
    yield* listsIn(lay(memory, { profiles, missions }, length, 1), 0);
  } finally {
    keepMemory(memory);
  }
}

/**
 * Every list of a market that was laid, or what the thread in that room comes to take of it where others find lists, too:
 * free pairs first, person by person, each compared once and offered to both; then blocked ones, only for lists that the free
 * leave short: a person’s while they are at hand, the missions’ once every thread has taken its last person.
 */
export function* listsIn(laid: Laid, room: number): Generator<OneList> {
  const { length } = laid;
  const sides = laid.sides.map((side) => new Side(laid, side, room));
  const counts = new Int32Array(laid.memory.buffer, laid.counts, COUNTS);
  const pool = new Pools(1, length);
  for (const p of taken(counts, PEOPLE_TAKEN, sides[0]!.persons)) {
    const num = sides[0]!.profileNum(p);
    if (num === undefined) continue;
    if (length === 0 || !sides[0]!.isVisible(p)) {
      yield { of: 'profile', num, ...NOBODY };
      continue;
    }
    const free = sides.reduce((sum, side) => sum + side.free(p), 0);
    if (free < filledTo(length)) for (const side of sides) side.fillOwn();
    yield { of: 'profile', num, ...listOfAll(sides, pool, num) };
  }
  Atomics.add(counts, ARRIVED, 1);
  Atomics.notify(counts, ARRIVED);
  for (let there = Atomics.load(counts, ARRIVED); there < laid.rooms; there = Atomics.load(counts, ARRIVED))
    Atomics.wait(counts, ARRIVED, there);
  // Missions of all segments, numbered through.
  const missions = sides.flatMap((side) => Array.from({ length: side.missions }, (_, m) => ({ side, m })));
  for (const at of taken(counts, MISSIONS_TAKEN, missions.length)) {
    const { side, m } = missions[at]!;
    const num = side.missionNum(m);
    if (num !== undefined) yield { of: 'mission', num, ...side.list(m) };
  }
}

/** Those of `size` that this thread takes, a block at a time, before others take them. */
function* taken(counts: Int32Array<SharedArrayBuffer>, which: number, size: number): Generator<number> {
  for (;;) {
    const from = Atomics.add(counts, which, BLOCK);
    for (let at = from; at < Math.min(size, from + BLOCK); at++) yield at;
    if (from + BLOCK >= size) return;
  }
}

/** The own list of the person taken last, of those that each segment of missions gives. */
const listOfAll = (sides: readonly Side[], pool: Pools, num: number): Listed =>
  sides.length === 1
    ? sides[0]!.own()
    : mergedLists(
        sides.map((side) => side.own()),
        pool,
        (mission) => tieBreak(mission, num),
      );
