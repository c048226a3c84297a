import { LIST_LENGTH } from '../top';
import { fillLists } from './fill-lists';
import { FreePairs } from './free-pairs';
import { PERSON } from './answers';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { Opposite } from './mission-search';
import { type Listed, Pools } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

/** Takes a list: whose it is, and who stands in it. */
export type Take = (num: number, list: Listed) => void;

/**
 * Every list both ways. Free pairs first, person by person, each compared once and offered to both; then blocked ones,
 * only for lists that the free have not filled: a person’s while they are at hand, the missions’ at the end.
 */
export function allLists(
  profiles: readonly Layer<ProfileSegment>[],
  missions: readonly Layer<MissionSegment>[],
  { ofProfile, ofMission, length = LIST_LENGTH }: { ofProfile?: Take; ofMission: Take; length?: number },
): void {
  const sides = missions.map((layer) => {
    const opposite = new Opposite(layer);
    const people = profiles.map(({ segment }) => new Int32Array(segment.size * PERSON));
    const lists = new Pools(layer.segment.size, length);
    return { opposite, free: new FreePairs(layer, opposite.comparison), people, lists };
  });
  const own = new Pools(1, length);
  profiles.forEach(({ segment, gone, aside }, layer) => {
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      own.clear(0);
      if (length > 0 && flagsOfRow.isVisible(segment.flags[p]!)) {
        for (const { opposite, free, people, lists } of sides) {
          opposite.take(segment, p);
          people[layer]!.set(opposite.person.row, p * PERSON);
          free.offer(opposite.person, opposite.shared.sums, own, aside[p] === 1 ? undefined : lists);
        }
        if (ofProfile && own.floor(0) < 0) for (const { opposite } of sides) opposite.offerBlocked(own);
      }
      ofProfile?.(segment.nums[p]!, own.list(0));
    }
  });
  for (const { opposite, people, lists } of sides) {
    const { segment, gone } = opposite.layer;
    if (length > 0) profiles.forEach((layer, at) => fillLists(layer, opposite, people[at]!, lists));
    for (let m = 0; m < segment.size; m++) if (gone[m] === 0) ofMission(segment.nums[m]!, lists.list(m));
  }
}
