import { LIST_LENGTH, type Ranked } from '../top';
import type { Layer } from './layers';
import { MissionSearch } from './mission-search';
import type { MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';
import { Shortlists } from './shortlists';

/** Takes a list: whose it is, and who stands in it, best first. */
export type Take = (num: number, list: Ranked[]) => void;

/**
 * Every list both ways, person by person: each pair is compared once and offered to the mission’s list and to the
 * person’s.
 */
export function allLists(
  profiles: readonly Layer<ProfileSegment>[],
  missions: readonly Layer<MissionSegment>[],
  { ofProfile, ofMission, length = LIST_LENGTH }: { ofProfile?: Take; ofMission: Take; length?: number },
): void {
  const search = new MissionSearch(missions, length);
  const lists = missions.map(({ segment }) => new Shortlists(segment.size, length));
  for (const { segment, gone, aside } of profiles)
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      search.offer(segment, p, aside[p] === 1 ? undefined : lists);
      ofProfile?.(segment.nums[p]!, search.ownList());
    }
  missions.forEach(({ segment, gone }, layer) => {
    for (let m = 0; m < segment.size; m++)
      if (gone[m] === 0) ofMission(segment.missions.nums[m]!, lists[layer]!.list(m));
  });
}
