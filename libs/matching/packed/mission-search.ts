import { BLOCKED, FREE } from '../blockers';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { APART, Comparison } from './comparison';
import { BLOCKED_BELOW } from './kernel';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';
import { Shortlists } from './shortlists';

/**
 * Finds the best missions for a person, exactly as ranking every one of them would: only missions that share something
 * with them are looked at, blocked ones only where the free leave room. One per thread.
 */
export class MissionSearch {
  readonly #own: Shortlists;
  readonly #comparisons: readonly Comparison[];
  readonly #blocked: Uint32Array;

  constructor(
    readonly layers: readonly Layer<MissionSegment>[],
    readonly length: number = LIST_LENGTH,
  ) {
    this.#own = new Shortlists(1, length);
    this.#comparisons = layers.map(({ segment }) => new Comparison(segment));
    this.#blocked = new Uint32Array(Math.max(0, ...layers.map(({ segment }) => segment.size)));
  }

  /** The list of person `p`. */
  top(profiles: ProfileSegment, p: number): Ranked[] {
    this.offer(profiles, p);
    return this.#own.list(0);
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
    this.layers.forEach(({ segment, gone }, at) => {
      const comparison = this.#comparisons[at]!;
      if (!comparison.take(profiles, p)) return;
      const { found, count } = comparison.shared;
      for (let by = 0; by < count; by++) {
        const m = found[by]!;
        if (gone[m] === 1 || (floor >= 0 && comparison.standing(m) !== FREE)) continue;
        const rank = comparison.rank(m);
        if (rank !== NOT_LISTED && rank >= floor) tell(segment.nums[m]!, rank);
      }
    });
  }

  /**
   * Compares person `p` with every mission, for their own list and, where given, for the lists of the missions: one
   * Shortlists a layer, a list a mission.
   */
  offer(profiles: ProfileSegment, p: number, onto?: readonly Shortlists[]): void {
    this.#own.clear(0);
    if (this.length === 0) return;
    this.layers.forEach((layer, at) => {
      const comparison = this.#comparisons[at]!;
      if (!comparison.take(profiles, p)) return;
      this.#rank(layer, comparison, profiles.nums[p]!, onto?.[at]);
    });
  }

  /** The list of the person compared last. */
  ownList(): Ranked[] {
    return this.#own.list(0);
  }

  /** Ranks those that are free, sets the others apart; and then those, for lists the free have not filled. */
  #rank(
    { segment, gone, aside }: Layer<MissionSegment>,
    comparison: Comparison,
    num: number,
    lists: Shortlists | undefined,
  ): void {
    const { nums } = segment.missions;
    const { found, count } = comparison.shared;
    const own = this.#own;
    let blocked = 0;
    for (let at = 0; at < count; at++) {
      const m = found[at]!;
      if (gone[m] === 1) continue;
      const standing = comparison.standing(m);
      if (standing === APART) continue;
      if (standing === BLOCKED) {
        this.#blocked[blocked++] = m;
        continue;
      }
      const rank = comparison.potential(m);
      const tie = tieBreak(nums[m]!, num);
      if (aside[m] === 0 && rank >= own.floors[0]!) own.offer(0, nums[m]!, rank, tie);
      if (lists !== undefined && rank >= lists.floors[m]!) lists.offer(m, num, rank, tie);
    }
    for (let at = 0; at < blocked; at++) {
      const m = this.#blocked[at]!;
      const forOwn = aside[m] === 0 && own.floors[0]! < 0;
      const forMission = lists !== undefined && lists.floors[m]! < 0;
      if (!forOwn && !forMission) continue;
      const rank = comparison.potential(m) - BLOCKED_BELOW;
      const tie = tieBreak(nums[m]!, num);
      if (forOwn && rank >= own.floors[0]!) own.offer(0, nums[m]!, rank, tie);
      if (forMission && rank >= lists.floors[m]!) lists.offer(m, num, rank, tie);
    }
  }
}
