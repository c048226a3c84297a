import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { tieBreak } from '../tie-break';
import { PERSON } from './answers';
import { isBlocked, potentialOf, Promising } from './blocked-pairs';
import { Ceiling } from './ceiling';
import { BLOCKED_BELOW } from './kernel';
import type { Layer } from './layers';
import type { MissionColumns } from './mission-columns';
import type { Opposite } from './mission-search';
import { refuses } from './obstacles';
import { PeopleSums } from './people-sums';
import type { Pools } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

/** How much wider each look is than the one before. */
const WIDER = 4;

/**
 * Fills the lists of missions that have too few free people with those who are blocked, the most promising first: all
 * free pairs must have been offered. `people`: everybody visible, as laid.
 */
export function fillLists(
  { segment, aside }: Layer<ProfileSegment>,
  { comparison, layer }: Opposite,
  people: Int32Array,
  lists: Pools,
): void {
  const { missions } = layer.segment;
  const { nums } = segment;
  const stands = Uint8Array.from(aside, (isAside, p) => Number(isAside === 0 && flagsOfRow.isVisible(segment.flags[p]!)));
  const shared = new PeopleSums(segment);
  const { sums } = shared;
  const promising = new Promising(segment.size);
  const { bounds, others } = promising;
  const ceiling = new Ceiling(comparison);
  const wishes = new WishesFor(segment);
  for (let m = 0; m < missions.size; m++) {
    if (layer.gone[m] === 1 || lists.floor(m) >= 0) continue;
    shared.read(missions, m);
    promising.putPeople(comparison, m, sums, people);
    ceiling.read(m);
    wishes.read(missions, m);
    const distances = comparison.distances.from(missions.places[m]!);
    for (let many = 2 * lists.length; promising.next(many, lists.floor(m)); many *= WIDER) {
      const { from, to } = promising;
      for (let at = 0; at < promising.count; at++) {
        const bound = bounds[at]!;
        if (bound < from || bound >= to) continue;
        const p = others[at]!;
        const r = p * PERSON;
        const floor = lists.floors[m]!;
        const km = comparison.kmFromMission(distances, people, r, m);
        if (!ceiling.reaches(floor + BLOCKED_BELOW, bound, people, r, m, km, segment.wishes[p] !== 0)) continue;
        const rank = potentialOf(comparison, people, r, m, sums, p, km, wishes.of(p)) - BLOCKED_BELOW;
        // The free are listed already.
        if (rank < floor || stands[p] === 0 || !isBlocked(comparison, people, r, m, sums.musts[p]!, km)) continue;
        if (!refuses(segment, p, missions, m)) lists.offer(m, nums[p]!, rank, tieBreak(missions.nums[m]!, nums[p]!));
      }
    }
  }
}

/** How near one mission is to what each person wishes. */
class WishesFor {
  readonly #occupations: Int32Array;
  #laid: Int32Array = new Int32Array(0);

  constructor(readonly profiles: ProfileSegment) {
    this.#occupations = new Int32Array(profiles.dictionaries.occupations.size);
  }

  read({ occupations: { starts, entries } }: MissionColumns, m: number): void {
    for (const entry of this.#laid) this.#occupations[entry >> 8] = 0;
    this.#laid = entries.subarray(starts[m], starts[m + 1]);
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
