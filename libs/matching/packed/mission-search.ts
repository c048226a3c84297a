import { FULL } from '../arithmetic';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { Comparison } from './comparison';
import { BLOCKED_BELOW } from './kernel';
import type { Layer } from './layers';
import type { MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';
import { Shortlists } from './shortlists';

/** Above any rank: a list that takes nobody. */
const CLOSED = FULL + 1;
/** A list’s worth and a quarter of the best bounds are ranked first: they raise the floor for the others. */
const HEAD_START = 1.25;

/**
 * Finds the best missions for a person, exactly as ranking every one of them would: only missions that share something
 * with them are looked at, only those whose bound reaches the list are ranked. One per thread.
 */
export class MissionSearch {
  readonly #own: Shortlists;
  readonly #comparisons: readonly Comparison[];
  #bounds = new Int16Array(0);
  readonly #counts = new Uint32Array(FULL + BLOCKED_BELOW + 1);

  constructor(
    readonly layers: readonly Layer<MissionSegment>[],
    readonly length: number = LIST_LENGTH,
  ) {
    this.#own = new Shortlists(1, length);
    this.#comparisons = layers.map(({ segment }) => new Comparison(segment));
    this.#bounds = new Int16Array(Math.max(0, ...layers.map(({ segment }) => segment.size)));
  }

  /** The list of person `p`. */
  top(profiles: ProfileSegment, p: number): Ranked[] {
    this.offer(profiles, p);
    return this.#own.list(0);
  }

  /**
   * Compares person `p` with every mission, for their own list and, where given, for the lists of the missions: one
   * Shortlists a layer, a list a mission. A pair whose bound reaches neither is not ranked.
   */
  offer(profiles: ProfileSegment, p: number, onto?: readonly Shortlists[]): void {
    this.#own.clear(0);
    if (this.length === 0) return;
    this.layers.forEach((layer, at) => {
      const comparison = this.#comparisons[at]!;
      if (!comparison.take(profiles, p)) return;
      const cut = this.#bound(comparison);
      // Those above the cut first: what is left then has a floor to reach.
      for (const above of [true, false]) this.#rank(layer, comparison, profiles.nums[p]!, above, cut, onto?.[at]);
    });
  }

  /** The list of the person compared last. */
  ownList(): Ranked[] {
    return this.#own.list(0);
  }

  /** Bounds every mission found; returns the bound that a list’s worth of them reach. */
  #bound(comparison: Comparison): number {
    const { found, count } = comparison.shared;
    this.#counts.fill(0);
    for (let at = 0; at < count; at++) {
      const bound = comparison.bound(found[at]!);
      this.#bounds[at] = bound;
      if (bound !== NOT_LISTED) this.#counts[bound + BLOCKED_BELOW]!++;
    }
    let left = Math.ceil(this.length * HEAD_START);
    let cut = FULL;
    while (cut > -BLOCKED_BELOW && (left -= this.#counts[cut + BLOCKED_BELOW]!) > 0) cut--;
    return cut;
  }

  #rank(
    { segment, gone, aside }: Layer<MissionSegment>,
    comparison: Comparison,
    num: number,
    above: boolean,
    cut: number,
    lists: Shortlists | undefined,
  ): void {
    const { nums } = segment.missions;
    const { found, count } = comparison.shared;
    const own = this.#own;
    for (let at = 0; at < count; at++) {
      const bound = this.#bounds[at]!;
      if (bound >= cut !== above || bound === NOT_LISTED) continue;
      const m = found[at]!;
      if (gone[m] === 1) continue;
      const ownFloor = aside[m] === 1 ? CLOSED : own.floors[0]!;
      const missionFloor = lists === undefined ? CLOSED : lists.floors[m]!;
      const floor = Math.min(ownFloor, missionFloor);
      if (bound < floor) continue;
      const rank = comparison.rank(m, floor);
      if (rank === NOT_LISTED) continue;
      const tie = tieBreak(nums[m]!, num);
      if (rank >= ownFloor) own.offer(0, nums[m]!, rank, tie);
      if (rank >= missionFloor) lists!.offer(m, num, rank, tie);
    }
  }
}
