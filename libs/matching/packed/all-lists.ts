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
    yield* listsOf(lay(memory, { profiles, missions }, length, 1), 0);
  } finally {
    keepMemory(memory);
  }
}

/**
 * Every list of a market that was laid, or, where other threads find lists in other rooms, those of whom this one takes: a
 * block at a time, whoever is free. Free pairs first, person by person, each compared once and offered to both; then blocked
 * ones, only for lists that the free leave short: a person’s while they are at hand, the missions’ once every thread has taken
 * its last person.
 */
export function* listsOf(laid: Laid, room: number): Generator<OneList> {
  const { length } = laid;
  const sides = laid.sides.map((side) => new Side(laid, side, room));
  const counts = new Int32Array(laid.memory.buffer, laid.counts, COUNTS);
  const pool = new Pools(1, length);
  const { persons } = sides[0]!;
  for (let from = take(counts, PEOPLE_TAKEN); from < persons; from = take(counts, PEOPLE_TAKEN))
    for (let p = from; p < Math.min(persons, from + BLOCK); p++) {
      const num = sides[0]!.profileNum(p);
      if (num === undefined) continue;
      const { nums, ranks } = length > 0 && sides[0]!.isVisible(p) ? ownList(sides, p, num, pool) : NOBODY;
      yield { of: 'profile', num, nums, ranks };
    }
  Atomics.add(counts, ARRIVED, 1);
  Atomics.notify(counts, ARRIVED);
  for (let there = Atomics.load(counts, ARRIVED); there < laid.rooms; there = Atomics.load(counts, ARRIVED))
    Atomics.wait(counts, ARRIVED, there);
  // Missions of all segments, numbered through.
  const missions = sides.flatMap((side) => Array.from({ length: side.missions }, (_, m) => ({ side, m })));
  for (let from = take(counts, MISSIONS_TAKEN); from < missions.length; from = take(counts, MISSIONS_TAKEN))
    for (const { side, m } of missions.slice(from, from + BLOCK)) {
      const num = side.missionNum(m);
      if (num === undefined) continue;
      const { nums, ranks } = side.list(m);
      yield { of: 'mission', num, nums, ranks };
    }
}

/** Takes the next block, of whatever is counted there; returns where it begins. */
const take = (counts: Int32Array<SharedArrayBuffer>, which: number): number => Atomics.add(counts, which, BLOCK);

/** The list of person `p`, of those that each segment of missions gives. */
function ownList(sides: readonly Side[], p: number, num: number, pool: Pools): Listed {
  const free = sides.reduce((sum, side) => sum + side.free(p), 0);
  if (free < filledTo(pool.length)) for (const side of sides) side.fillOwn();
  if (sides.length === 1) return sides[0]!.own();
  const found = sides.map((side) => side.own());
  return mergedLists(found, pool, (mission) => tieBreak(mission, num));
}
