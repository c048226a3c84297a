import { FULL, NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH } from '../top';
import { isBlocked, potentialOf, Promising } from './blocked-pairs';
import { HAS, HAS_OCCUPATIONS, HAS_TITLES, HOME, PERSON, COUNTED, SIXTEEN } from './comparison';
import { FreePairs } from './free-pairs';
import { BLOCKED_BELOW } from './kernel';
import type { Layer } from './layers';
import { BUDGET, EXPERIENCE, KINDS, LANGUAGES, MODE, type MissionSegment, SECTOR, START, WEEKS } from './mission-segment';
import { Opposite } from './mission-search';
import { refuses } from './obstacles';
import { PeopleSums } from './people-sums';
import { type Listed, Pools } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

const { isVisible } = flagsOfRow;

/** Takes a list: whose it is, and who stands in it. */
export type Take = (num: number, list: Listed) => void;

/** A segment of missions, its lists, and how people are compared with it. */
interface Side {
  opposite: Opposite;
  free: FreePairs;
  lists: Pools;
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
    const lists = new Pools(layer.segment.size, length);
    return { opposite, free: new FreePairs(layer, opposite.comparison), lists };
  });
  const people = profiles.map(({ segment }) => sides.map(() => new Int32Array(segment.size * PERSON)));
  const own = new Pools(1, length);
  profiles.forEach(({ segment, gone, aside }, layer) => {
    for (let p = 0; p < segment.size; p++) {
      if (gone[p] === 1) continue;
      own.clear(0);
      if (length > 0 && isVisible(segment.flags[p]!)) {
        sides.forEach(({ opposite, free, lists }, at) => {
          let t = performance.now();
          opposite.take(segment, p);
          opposite.read();
          people[layer]![at]!.set(opposite.person.row, p * PERSON);
          STAT.take += performance.now() - t;
          t = performance.now();
          free.offer(opposite.person, opposite.shared.sums, own, aside[p] === 1 ? undefined : lists);
          STAT.a += performance.now() - t;
        });
        const t = performance.now();
        if (ofProfile && own.floor(0) < 0)
          for (const { opposite } of sides) opposite.offerBlocked(own);
        STAT.c += performance.now() - t;
      }
      const t = performance.now();
      ofProfile?.(segment.nums[p]!, own.list(0));
      STAT.emit += performance.now() - t;
    }
  });
  let t = performance.now();
  if (length > 0) profiles.forEach((layer, at) => sides.forEach((side, by) => fillLists(layer, side, people[at]![by]!)));
  STAT.b += performance.now() - t;
  t = performance.now();
  for (const { opposite, lists } of sides) {
    const { segment, gone } = opposite.layer;
    for (let m = 0; m < segment.size; m++) if (gone[m] === 0) ofMission(segment.nums[m]!, lists.list(m));
  }
  STAT.emit += performance.now() - t;
}

/** Fills the lists of missions that have too few free people with those who are blocked, the most promising first. */
function fillLists({ segment, aside }: Layer<ProfileSegment>, { opposite, lists }: Side, people: Int32Array): void {
  const { comparison, layer } = opposite;
  const { missions } = layer.segment;
  const shared = new PeopleSums(segment);
  const { sums } = shared;
  const promising = new Promising(segment.size);
  const { bounds, others } = promising;
  const stands = Uint8Array.from({ length: segment.size }, (_, p) =>
    Number(aside[p] === 0 && isVisible(segment.flags[p]!)),
  );
  const theirShort = Array.from({ length: KINDS }, () => new Int32Array(0));
  const myShort = Array.from({ length: KINDS }, () => new Int32Array(0));
  const lacks = Uint8Array.from(stands, (_, p) => Number(people[p * PERSON + HAS] !== (HAS_OCCUPATIONS | HAS_TITLES)));
  const wishes = new WishesFor(segment);
  for (let m = 0; m < missions.size; m++) {
    if (layer.gone[m] === 1 || lists.floor(m) >= 0) continue;
    const t = performance.now();
    shared.read(missions, m);
    STAT.read += performance.now() - t;
    wishes.read(layer.segment, m);
    promising.clear();
    promising.putAll(comparison, m, sums, lacks);
    comparison.missionShortfalls(m, theirShort);
    comparison.personShortfalls(m, myShort);
    const rateOf = theirShort[BUDGET]!;
    const startOf = theirShort[START]!;
    const languagesOf = theirShort[LANGUAGES]!;
    const sectorOf = theirShort[SECTOR]!;
    const yearsOf = theirShort[EXPERIENCE]!;
    const payOf = myShort[BUDGET]!;
    const sectorWishOf = myShort[SECTOR]!;
    const weeksOf = myShort[WEEKS]!;
    const modeOf = myShort[MODE]!;
    const unforeseen = comparison.unforeseen(m);
    STAT.put += performance.now() - t;
    const distances = comparison.distancesFrom(missions.places[m]!);
    for (let many = 2 * lists.length; promising.next(many, lists.floor(m)); many *= 4) {
      const { from, to } = promising;
      for (let at = 0; at < promising.count; at++) {
        if (bounds[at]! < from || bounds[at]! >= to) continue;
        const p = others[at]!;
        STAT.seen++;
        const r = p * PERSON;
        const floor = lists.floors[m]!;
        const b = people[r + BUDGET]!;
        const sector = people[r + SECTOR]!;
        const packed = payOf[b]! + sectorWishOf[sector]! + weeksOf[people[r + WEEKS]!]! + modeOf[people[r + MODE]!]!;
        let counted = (packed & 1023) + (segment.wishes[p] === 0 ? 0 : unforeseen.wish);
        let missing = packed >>> COUNTED;
        let theirs = bounds[at]! + 1 - (rateOf[b]! + startOf[people[r + START]!]! + languagesOf[people[r + LANGUAGES]!]! + sectorOf[sector]! + yearsOf[people[r + EXPERIENCE]!]!) / SIXTEEN;
        const km = comparison.kmFromMission(distances, people, r, m);
        if (km >= 0) {
          const near = comparison.near(people, r, m, km);
          counted += unforeseen.distance;
          missing += unforeseen.distance * (FULL - (near & 1023));
          theirs -= unforeseen.place * (FULL - (near >> 10));
        }
        const mine = (FULL + 0.5) * counted - missing;
        const needed = floor + BLOCKED_BELOW - 0.5;
        if ((counted === 0 ? theirs < needed : 2 * theirs * mine < needed * (theirs * counted + mine)) || stands[p] === 0) continue;
        STAT.kept++;
        const rank = potentialOf(comparison, people, r, m, sums, p, km, wishes.of(p)) - BLOCKED_BELOW;
        if (rank < floor) continue;
        STAT.ranked++;
        // The free are listed already.
        if (!isBlocked(comparison, people, r, m, sums.musts[p]!, km) || refuses(segment, p, missions, m)) continue;
        lists.offer(m, segment.nums[p]!, rank, tieBreak(missions.nums[m]!, segment.nums[p]!));
      }
    }
  }
}
export const STAT = { kept: 0, seen: 0, ranked: 0, a: 0, c: 0, b: 0, read: 0, put: 0, take: 0, emit: 0 };

/** How near one mission is to what each person wishes. */
class WishesFor {
  readonly #occupations: Int32Array;
  #laid: Int32Array = new Int32Array(0);

  constructor(readonly profiles: ProfileSegment) {
    this.#occupations = new Int32Array(profiles.dictionaries.occupations.size);
  }

  read({ missions: { occupations } }: MissionSegment, m: number): void {
    for (const entry of this.#laid) this.#occupations[entry >> 8] = 0;
    this.#laid = occupations.entries.subarray(occupations.starts[m], occupations.starts[m + 1]);
    for (const entry of this.#laid) this.#occupations[entry >> 8] = entry & 255;
  }

  /** The cosine of the mission and what person `p` wishes; NO_DATA without either. */
  of(p: number): number {
    const wish = this.profiles.wishes[p]!;
    if (wish === 0 || this.#laid.length === 0) return NO_DATA;
    const { starts, entries } = this.profiles.dictionaries.wishes;
    let product = 0;
    for (let at = starts[wish]!; at < starts[wish + 1]!; at++)
      product += Math.imul(this.#occupations[entries[at]! >> 8]!, entries[at]! & 255);
    return cosineOf(product);
  }
}
