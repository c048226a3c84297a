import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { filledTo, LIST_LENGTH, type Ranked } from '../top';
import { isBlocked, potentialOf, Promising } from './blocked-pairs';
import { Comparison } from './comparison';
import { CompiledPerson } from './compiled-person';
import { BLOCKED_BELOW } from './kernel';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { Pools, rankedOf } from './pools';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';
import { SharedSums } from './shared-sums';

const { isVisible } = flagsOfRow;

/** A segment of missions, and what it takes to compare one person after the other with it. */
export class Opposite {
  readonly comparison: Comparison;
  readonly shared: SharedSums;
  readonly person = new CompiledPerson();
  readonly #promising: Promising;

  constructor(readonly layer: Layer<MissionSegment>) {
    this.comparison = new Comparison(layer.segment);
    this.shared = new SharedSums(layer.segment);
    this.#promising = new Promising(layer.segment.size);
  }

  /** Lays person `p` out, and reads what they have in common with every mission. */
  take(profiles: ProfileSegment, p: number): void {
    this.person.compile(this.comparison, profiles, p);
    this.shared.read(profiles, p);
  }

  /** The rank of the person taken with a mission, as rankOf. */
  rank(m: number): number {
    const { comparison, person } = this;
    const { sums } = this.shared;
    const { missions } = this.layer.segment;
    if (!comparison.hasEvidence(m, sums.required[m]!, sums.occupation[m]!, sums.title[m]!)) return NOT_LISTED;
    if (person.isRefusing(missions, m)) return NOT_LISTED;
    const km = comparison.kmFromHome(person.distances, person.row, 0, m);
    const potential = potentialOf(comparison, person.row, 0, m, sums, m, km, person.wish(missions, m));
    return isBlocked(comparison, person.row, 0, m, sums.musts[m]!, km) ? potential - BLOCKED_BELOW : potential;
  }

  /** Offers the free missions to the own list of the person taken. */
  offerFree(own: Pools): void {
    const { aside, segment } = this.layer;
    const num = this.person.profiles.nums[this.person.p]!;
    for (let m = 0; m < segment.size; m++) {
      if (aside[m] === 1 || !this.isFree(m)) continue;
      const rank = this.rank(m);
      if (rank >= 0 && rank >= own.floors[0]!) own.offer(0, segment.nums[m]!, rank, tieBreak(segment.nums[m]!, num));
    }
  }

  /** Fills the own list of the person taken with blocked missions, the most promising first. */
  offerBlocked(own: Pools): void {
    const { comparison, person } = this;
    const { segment, aside } = this.layer;
    const { sums } = this.shared;
    const promising = this.#promising;
    const { bounds, others } = promising;
    const num = person.profiles.nums[person.p]!;
    promising.putMissions(comparison, sums, person.row, aside);
    for (let many = 2 * filledTo(own.length); promising.next(many, own.floor(0)); many *= 4)
      for (let at = 0; at < promising.count; at++) {
        if (bounds[at]! < promising.from || bounds[at]! >= promising.to) continue;
        const m = others[at]!;
        const rank = this.#rankIfBlocked(m, own.floors[0]!);
        if (rank !== NOT_LISTED) own.offer(0, segment.nums[m]!, rank, tieBreak(segment.nums[m]!, num));
      }
  }

  /** The rank of a mission that has evidence, if it is blocked and not below the floor; else NOT_LISTED. */
  #rankIfBlocked(m: number, floor: number): number {
    const { comparison, person } = this;
    const { sums } = this.shared;
    const { missions } = this.layer.segment;
    const km = comparison.kmFromHome(person.distances, person.row, 0, m);
    const rank = potentialOf(comparison, person.row, 0, m, sums, m, km, person.wish(missions, m)) - BLOCKED_BELOW;
    if (rank < floor || !isBlocked(comparison, person.row, 0, m, sums.musts[m]!, km)) return NOT_LISTED;
    return person.isRefusing(missions, m) ? NOT_LISTED : rank;
  }

  isFree(m: number): boolean {
    const { comparison, person } = this;
    const km = comparison.kmFromHome(person.distances, person.row, 0, m);
    return !isBlocked(comparison, person.row, 0, m, this.shared.sums.musts[m]!, km);
  }
}

/**
 * Finds the best missions for a person, exactly as ranking every one of them would: only missions that share something
 * with them are looked at, blocked ones only where the free leave room. One per thread.
 */
export class MissionSearch {
  readonly #own: Pools;
  readonly #opposites: readonly Opposite[];

  constructor(
    readonly layers: readonly Layer<MissionSegment>[],
    readonly length: number = LIST_LENGTH,
  ) {
    this.#own = new Pools(1, length);
    this.#opposites = layers.map((layer) => new Opposite(layer));
  }

  /** The list of person `p`. */
  top(profiles: ProfileSegment, p: number): Ranked[] {
    const own = this.#own;
    own.clear(0);
    if (!isVisible(profiles.flags[p]!) || this.length === 0) return [];
    for (const opposite of this.#opposites) {
      opposite.comparison.answers.forget();
      opposite.take(profiles, p);
      opposite.offerFree(own);
    }
    if (own.narrow(0)) for (const opposite of this.#opposites) opposite.offerBlocked(own);
    return rankedOf(own.list(0));
  }

  /**
   * Tells the rank of every mission that can be listed for person `p`, those aside included; with a `floor`, only of those
   * that reach it.
   */
  each(
    profiles: ProfileSegment,
    p: number,
    tell: (num: number, rank: number) => void,
    floor: number = NOT_LISTED,
  ): void {
    if (!isVisible(profiles.flags[p]!)) return;
    for (const opposite of this.#opposites) {
      opposite.comparison.answers.forget();
      opposite.take(profiles, p);
      const { segment, gone } = opposite.layer;
      for (let m = 0; m < segment.size; m++) {
        if (gone[m] === 1 || (floor >= 0 && !opposite.isFree(m))) continue;
        const rank = opposite.rank(m);
        if (rank !== NOT_LISTED && rank >= floor) tell(segment.nums[m]!, rank);
      }
    }
  }
}
