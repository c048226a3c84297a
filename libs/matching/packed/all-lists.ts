import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { blockedRank, boundOf, isHopeless, neededFor, Promising } from './blocked-pairs';
import type { Comparison } from './comparison';
import { FreePairs } from './free-pairs';
import type { Layer } from './layers';
import { KINDS, type MissionSegment } from './mission-segment';
import { Opposite } from './mission-search';
import { PeopleSums } from './people-sums';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';
import { STRIDE } from './shared-sums';
import { Shortlists } from './shortlists';

/** Takes a list: whose it is, and who stands in it, best first. */
export type Take = (num: number, list: Ranked[]) => void;

/** A segment of missions, its lists, and how people are compared with it. */
interface Side {
  opposite: Opposite;
  free: FreePairs;
  lists: Shortlists;
}

/**
 * Every list both ways. Free pairs first, person by person, each compared once and offered to both; then blocked ones,
 * only for lists that the free have not filled: a person’s while they are at hand, the missions’ at the end.
 */
export function allLists(
  profiles: readonly Layer<ProfileSegment>[],
  missions: readonly Layer<MissionSegment>[],
  { ofProfile, ofMission, length = LIST_LENGTH }: { ofProfile?: Take; ofMission: Take; length?: number },
): void {
  const sides = missions.map((layer): Side => {
    const opposite = new Opposite(layer);
    return { opposite, free: new FreePairs(layer, opposite.comparison), lists: new Shortlists(layer.segment.size, length) };
  });
  const rows = profiles.map(({ segment }) => sides.map(() => new Int32Array(segment.size * KINDS)));
  const own = new Shortlists(1, length);
  profiles.forEach(({ segment, gone, aside }, layer) => {
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      own.clear(0);
      if (length > 0 && flagsOfRow.isVisible(segment.flags[p]!))
        offerPerson(segment, p, sides, rows[layer]!, own, aside[p] === 1, ofProfile !== undefined);
      ofProfile?.(segment.nums[p]!, own.list(0));
    }
  });
  if (length > 0)
    profiles.forEach((people, layer) => {
      sides.forEach((side, at) => fillLists(people, side, rows[layer]![at]!));
    });
  sides.forEach(({ opposite: { layer: { segment, gone } }, lists }) => {
    for (let m = 0; m < segment.size; m++) if (gone[m] === 0) ofMission(segment.nums[m]!, lists.list(m));
  });
}

/** Offers a person’s free pairs to both sides, and what is blocked to their own list where there is room. */
function offerPerson(
  segment: ProfileSegment,
  p: number,
  sides: readonly Side[],
  rows: readonly Int32Array[],
  own: Shortlists,
  aside: boolean,
  isOwnWanted: boolean,
): void {
  sides.forEach(({ opposite, free, lists }, at) => {
    opposite.take(segment, p);
    rows[at]!.set(opposite.person.rows, p * KINDS);
    free.offer(opposite.person, own, aside ? undefined : lists);
  });
  if (!isOwnWanted || own.floors[0]! >= 0) return;
  for (const { opposite } of sides) {
    opposite.read();
    opposite.offerBlocked(own);
  }
}

/** Fills the lists of missions that have too few free people with those who are blocked, the most promising first. */
function fillLists({ segment, gone, aside }: Layer<ProfileSegment>, side: Side, rows: Int32Array): void {
  const { opposite, lists } = side;
  const { comparison } = opposite;
  const { missions } = opposite.layer.segment;
  void gone;
  const shared = new PeopleSums(segment);
  const promising = new Promising();
  promising.makeRoom(segment.size);
  const hasOccupations = Uint8Array.from({ length: segment.size }, (_, p) => Number(segment.occupationStarts[p] !== segment.occupationStarts[p + 1]));
  const hasTitles = Uint8Array.from({ length: segment.size }, (_, p) => Number(segment.titleStarts[p] !== segment.titleStarts[p + 1]));
  const occupations = new Int32Array(segment.dictionaries.occupations.size);
  const { starts, entries } = segment.dictionaries.wishes;
  const hasAny = (m: number): boolean => missions.occupations.starts[m] !== missions.occupations.starts[m + 1];
  const wishOf = (p: number, m: number): number => {
    const wish = segment.wishes[p]!;
    if (wish === 0 || !hasAny(m)) return NO_DATA;
    let product = 0;
    for (let at = starts[wish]!; at < starts[wish + 1]!; at++) product += Math.imul(occupations[entries[at]! >> 8]!, entries[at]! & 255);
    return cosineOf(product);
  };
  for (let m = 0; m < missions.size; m++) {
    if (opposite.layer.gone[m] === 1 || lists.floors[m]! >= 0) continue;
    shared.read(missions, m);
    const { found, count, sums } = shared;
    for (let at = missions.occupations.starts[m]!; at < missions.occupations.starts[m + 1]!; at++) occupations[missions.occupations.entries[at]! >> 8] = missions.occupations.entries[at]! & 255;
    for (let at = 0; at < count; at++) {
      const p = found[at]!;
      promising.bounds[at] = aside[p] === 1 || !flagsOfRow.isVisible(segment.flags[p]!) ? -1 : boundOf(comparison, m, sums, p * STRIDE, hasOccupations[p] === 1, hasTitles[p] === 1);
    }
    const kept = promising.sort(count);
    STAT.kept += kept;
    for (let at = 0; at < kept; at++) {
      const place = promising.order[at]!;
      const bound = promising.bounds[place]!;
      const needed = neededFor(lists.floors[m]!);
      if (isHopeless(bound, needed)) break;
      STAT.seen++;
      const p = found[place]!;
      const rank = blockedRank(comparison, segment, p, rows, p * KINDS, m, sums, p * STRIDE, bound, needed, hasOccupations[p] === 1, hasTitles[p] === 1, wishOf);
      if (rank === NOT_LISTED) continue;
      STAT.ranked++;
      if (rank < lists.floors[m]!) continue;
      lists.offer(m, segment.nums[p]!, rank, tieBreak(missions.nums[m]!, segment.nums[p]!));
    }
    for (let at = missions.occupations.starts[m]!; at < missions.occupations.starts[m + 1]!; at++) occupations[missions.occupations.entries[at]! >> 8] = 0;
  }
}
export const STAT = { kept: 0, seen: 0, ranked: 0 };
