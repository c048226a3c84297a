import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { tieBreak } from '../tie-break';
import { filledTo } from '../top';
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

const { isVisible } = flagsOfRow;

/** How much wider each look is than the one before. */
const WIDER = 4;

/**
 * Fills the lists of missions that have too few free people with those of a segment who are blocked, the most promising
 * first. One per thread.
 */
export class ListFiller {
  readonly #shared: PeopleSums;
  readonly #promising: Promising;
  readonly #ceiling: Ceiling;
  readonly #wishes: WishesFor;
  /** 1: may stand in lists. */
  readonly #stands: Uint8Array;

  /** `people`: everybody visible, as laid. */
  constructor(
    layer: Layer<ProfileSegment>,
    readonly opposite: Opposite,
    readonly people: Int32Array,
  ) {
    const { segment, aside } = layer;
    this.#shared = new PeopleSums(layer);
    this.#promising = new Promising(segment.size);
    this.#ceiling = new Ceiling(opposite.comparison);
    this.#wishes = new WishesFor(segment);
    this.#stands = Uint8Array.from(aside, (isAside, p) => Number(isAside === 0 && isVisible(segment.flags[p]!)));
  }

  /** Fills the list of mission `m`, to which all free people have been offered. */
  fill(m: number, lists: Pools): void {
    const { comparison, layer } = this.opposite;
    const { missions } = layer.segment;
    const { profiles, sums } = this.#shared;
    this.#shared.read(missions, m);
    this.#promising.putPeople(comparison, m, sums, this.people);
    this.#ceiling.read(m);
    this.#wishes.read(missions, m);
    const distances = comparison.distances.from(missions.places[m]!);
    for (let many = 2 * filledTo(lists.length); this.#promising.next(many, lists.floor(m)); many *= WIDER)
      this.#look(m, lists, distances, profiles);
  }

  /** Offers those who are to be looked at now. */
  #look(m: number, lists: Pools, distances: Int16Array | undefined, profiles: ProfileSegment): void {
    const { comparison, layer } = this.opposite;
    const { missions } = layer.segment;
    const { people } = this;
    const { sums } = this.#shared;
    const { nums } = profiles;
    const { bounds, others, count, from, to } = this.#promising;
    for (let at = 0; at < count; at++) {
      const bound = bounds[at]!;
      if (bound < from || bound >= to) continue;
      const p = others[at]!;
      const r = p * PERSON;
      const floor = lists.floors[m]!;
      const km = comparison.kmFromMission(distances, people, r, m);
      if (!this.#ceiling.reaches(floor + BLOCKED_BELOW, bound, people, r, m, km, profiles.wishes[p] !== 0)) continue;
      const rank = potentialOf(comparison, people, r, m, sums, p, km, this.#wishes.of(p)) - BLOCKED_BELOW;
      // The free are listed already.
      if (rank < floor || this.#stands[p] === 0 || !isBlocked(comparison, people, r, m, sums.musts[p]!, km)) continue;
      if (!refuses(profiles, p, missions, m)) lists.offer(m, nums[p]!, rank, tieBreak(missions.nums[m]!, nums[p]!));
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
