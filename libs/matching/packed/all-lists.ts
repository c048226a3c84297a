import { tieBreak } from '../tie-break';
import { filledTo, LIST_LENGTH } from '../top';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { type Listed, mergedLists, Pools } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';
import { Side } from './side';

/** A list: of which side, whose it is, and who stands in it. */
export interface OneList extends Listed {
  of: 'mission' | 'profile';
  num: number;
}

const NOBODY: Listed = { nums: new Int32Array(0), ranks: new Int16Array(0) };

/**
 * Every list both ways, one after the other, so that they can be written while others are found; nothing may change
 * meanwhile. Free pairs first, person by person, each compared once and offered to both; then blocked ones, only for lists
 * that the free leave short: a person’s while they are at hand, the missions’ at the end.
 * Where others have more people for the same missions, `inAll` makes of the free each list has here the free it has in
 * all: blocked ones then fill what is short in all.
 */
export function* allLists(
  profiles: readonly Layer<ProfileSegment>[],
  missions: readonly Layer<MissionSegment>[],
  length: number = LIST_LENGTH,
  inAll: (free: Int32Array) => Int32Array = (free) => free,
): Generator<OneList> {
  const sides = missions.map((layer) => new Side(profiles, layer, length));
  const pool = new Pools(1, length);
  let before = 0;
  for (const { segment, gone } of profiles) {
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      const num = segment.nums[p]!;
      if (length === 0 || !flagsOfRow.isVisible(segment.flags[p]!)) {
        yield { of: 'profile', num, ...NOBODY };
        continue;
      }
      const free = sides.reduce((sum, side) => sum + side.free(before + p), 0);
      if (free < filledTo(length)) for (const side of sides) side.fillOwn();
      yield {
        of: 'profile',
        num,
        ...listOfAll(sides, pool, num),
      };
    }
    before += segment.size;
  }
  const free = inAll(Int32Array.from(sides.flatMap((side) => [...side.counts()])));
  before = 0;
  for (const [at, side] of sides.entries()) {
    const { segment, gone } = missions[at]!;
    side.begin();
    for (let m = 0; m < segment.size; m++) {
      if (gone[m] === 1) continue;
      if (free[before + m]! < filledTo(length)) side.fill(m);
      yield { of: 'mission', num: segment.nums[m]!, ...side.list(m) };
    }
    before += segment.size;
    side.end();
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
