import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { blockedRank, boundOf, isHopeless, neededFor, Promising } from './blocked-pairs';
import { Comparison } from './comparison';
import { CompiledPerson } from './compiled-person';
import { BLOCKED_BELOW, kmBetween } from './kernel';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import { blocksByPlace, refuses } from './obstacles';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';
import { MUSTS, OCCUPATION, PREFERRED, REQUIRED, SharedSums, STRIDE, TITLE } from './shared-sums';
import { Shortlists } from './shortlists';

const { isVisible } = flagsOfRow;

/** A segment of missions, and what it takes to compare one person after the other with it. */
export class Opposite {
  readonly comparison: Comparison;
  readonly shared: SharedSums;
  readonly person = new CompiledPerson();
  readonly #promising = new Promising();

  constructor(readonly layer: Layer<MissionSegment>) {
    this.comparison = new Comparison(layer.segment);
    this.shared = new SharedSums(layer.segment);
  }

  /** Lays person `p` out. */
  take(profiles: ProfileSegment, p: number): void {
    this.person.compile(this.comparison, profiles, p);
  }

  /** Reads what the person taken has in common with every mission. */
  read(): void {
    this.shared.read(this.person.profiles, this.person.p);
  }

  /** The rank of the person taken with a mission found, as rankOf. */
  rank(m: number): number {
    const { comparison, person } = this;
    const { profiles, p, rows } = person;
    const { missions } = this.layer.segment;
    const { sums } = this.shared;
    const s = m * STRIDE;
    const required = sums[s + REQUIRED]!;
    const occupation = cosineOf(sums[s + OCCUPATION]!);
    if (!comparison.hasEvidence(m, required, occupation, sums[s + TITLE]!)) return NOT_LISTED;
    if (refuses(profiles, p, missions, m)) return NOT_LISTED;
    const km = kmBetween(profiles, p, missions, m);
    const fitFreelancer = comparison.fitFreelancer(profiles, p, rows, 0, m, km, person.wish(missions, m));
    const title = person.hasTitles ? sums[s + TITLE]! : NO_DATA;
    comparison.know(profiles, p, rows, 0, m, km, required, sums[s + PREFERRED]!, title);
    const potential = comparison.potential(m, person.hasOccupations ? occupation : NO_DATA, fitFreelancer);
    return this.#isBlocked(m, km) ? potential - BLOCKED_BELOW : potential;
  }

  /** Offers the missions found that are free to the person’s own list. */
  offerFree(own: Shortlists): void {
    const { gone, aside, segment } = this.layer;
    const { profiles, p } = this.person;
    for (let at = 0; at < this.shared.count; at++) {
      const m = this.shared.found[at]!;
      if (gone[m] === 1 || aside[m] === 1) continue;
      if (this.#isBlocked(m, kmBetween(profiles, p, segment.missions, m))) continue;
      const rank = this.rank(m);
      if (rank >= 0 && rank >= own.floors[0]!) own.offer(0, segment.nums[m]!, rank, tieBreak(segment.nums[m]!, profiles.nums[p]!));
    }
  }

  /** Fills the person’s own list with blocked missions among those found, the most promising first. */
  offerBlocked(own: Shortlists): void {
    const { comparison, person } = this;
    const { segment, aside } = this.layer;
    const { found, count, sums } = this.shared;
    const { profiles, p, rows, hasOccupations, hasTitles } = person;
    const promising = this.#promising;
    promising.makeRoom(segment.size);
    for (let at = 0; at < count; at++) {
      const m = found[at]!;
      promising.bounds[at] =
        aside[m] === 1 ? -1 : boundOf(comparison, m, sums, m * STRIDE, hasOccupations, hasTitles);
    }
    const wishOf = (_: number, m: number): number => person.wish(segment.missions, m);
    const kept = promising.sort(count);
    for (let at = 0; at < kept; at++) {
      const place = promising.order[at]!;
      const bound = promising.bounds[place]!;
      const needed = neededFor(own.floors[0]!);
      if (isHopeless(bound, needed)) break;
      const m = found[place]!;
      const s = m * STRIDE;
      const rank = blockedRank(comparison, profiles, p, rows, 0, m, sums, s, bound, needed, hasOccupations, hasTitles, wishOf);
      if (rank === NOT_LISTED || rank < own.floors[0]!) continue;
      own.offer(0, segment.nums[m]!, rank, tieBreak(segment.nums[m]!, profiles.nums[p]!));
    }
  }

  #isBlocked(m: number, km: number): boolean {
    const { profiles, p, rows } = this.person;
    const { missions } = this.layer.segment;
    return (
      this.shared.sums[m * STRIDE + MUSTS]! < missions.musts[m]! ||
      this.comparison.blocks(rows, 0, m) ||
      blocksByPlace(profiles, p, missions, m, km)
    );
  }
}

/**
 * Finds the best missions for a person, exactly as ranking every one of them would: only missions that share something
 * with them are looked at, blocked ones only where the free leave room. One per thread.
 */
export class MissionSearch {
  readonly #own: Shortlists;
  readonly #opposites: readonly Opposite[];

  constructor(
    readonly layers: readonly Layer<MissionSegment>[],
    readonly length: number = LIST_LENGTH,
  ) {
    this.#own = new Shortlists(1, length);
    this.#opposites = layers.map((layer) => new Opposite(layer));
  }

  /** The list of person `p`. */
  top(profiles: ProfileSegment, p: number): Ranked[] {
    const own = this.#own;
    own.clear(0);
    if (!isVisible(profiles.flags[p]!) || this.length === 0) return [];
    for (const opposite of this.#opposites) {
      opposite.comparison.forget();
      opposite.take(profiles, p);
      opposite.read();
      opposite.offerFree(own);
    }
    if (own.floors[0]! < 0) for (const opposite of this.#opposites) opposite.offerBlocked(own);
    return own.list(0);
  }

  /** Tells the rank of every mission that can be listed for person `p`, those aside included. */
  each(profiles: ProfileSegment, p: number, tell: (num: number, rank: number) => void): void {
    if (!isVisible(profiles.flags[p]!)) return;
    for (const opposite of this.#opposites) {
      opposite.comparison.forget();
      opposite.take(profiles, p);
      opposite.read();
      const { segment, gone } = opposite.layer;
      const { found, count } = opposite.shared;
      for (let at = 0; at < count; at++) {
        const m = found[at]!;
        const rank = gone[m] === 1 ? NOT_LISTED : opposite.rank(m);
        if (rank !== NOT_LISTED) tell(segment.nums[m]!, rank);
      }
    }
  }
}
