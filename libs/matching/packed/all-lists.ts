import { filledTo, LIST_LENGTH } from '../top';
import { ListFiller } from './fill-lists';
import { FreePairs } from './free-pairs';
import { PERSON } from './answers';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { Opposite } from './mission-search';
import { type Listed, Pools } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

/** A list: of which side, whose it is, and who stands in it. */
export interface OneList extends Listed {
  of: 'mission' | 'profile';
  num: number;
}

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
  const sides = missions.map((layer) => ({
    opposite: new Opposite(layer),
    people: profiles.map(({ segment }) => new Int32Array(segment.size * PERSON)),
    lists: new Pools(layer.segment.size, length),
  }));
  const pairs = sides.map(({ opposite }) => new FreePairs(opposite));
  const own = new Pools(1, length);
  for (const [layer, { segment, gone, aside }] of profiles.entries())
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      own.clear(0);
      if (length > 0 && flagsOfRow.isVisible(segment.flags[p]!)) {
        sides.forEach(({ opposite, people, lists }, at) => {
          opposite.take(segment, p);
          people[layer]!.set(opposite.person.row, p * PERSON);
          pairs[at]!.offer(own, aside[p] === 1 ? undefined : lists);
        });
        if (own.narrow(0)) for (const { opposite } of sides) opposite.offerBlocked(own);
      }
      yield { of: 'profile', num: segment.nums[p]!, ...own.list(0) };
    }
  const free = inAll(Int32Array.from(sides.flatMap(({ lists }) => lists.counts())));
  let before = 0;
  for (const { opposite, people, lists } of sides) {
    const { segment, gone } = opposite.layer;
    const fillers = profiles.map((layer, at) => new ListFiller(layer, opposite, people[at]!));
    for (let m = 0; m < segment.size; m++) {
      if (gone[m] === 1) continue;
      if (free[before + m]! < filledTo(length) && lists.narrow(m)) for (const filler of fillers) filler.fill(m, lists);
      yield { of: 'mission', num: segment.nums[m]!, ...lists.list(m) };
    }
    before += segment.size;
  }
}
