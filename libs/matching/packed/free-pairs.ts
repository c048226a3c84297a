import { FULL } from '../arithmetic';
import { tieBreak } from '../tie-break';
import { potentialOf } from './blocked-pairs';
import { BUDGET, KINDS, LANGUAGES, MODE, START } from './mission-segment';
import type { Opposite } from './mission-search';
import type { Pools } from './pools';

/** Sets kept for people to come. */
const MANY_SETS = 4_096;

/**
 * Lists the pairs that nothing blocks, person by person: sets of missions, a bit each, leave those of which no indispensable
 * skill is missing and whose budget, dates, way of working and languages all suit, and only these are looked at. One per thread.
 */
export class FreePairs {
  readonly #words: number;
  /** The missions that answers of a kind do not block, by kind and row of the answers. */
  readonly #open = new Map<number, Int32Array>();

  constructor(readonly opposite: Opposite) {
    this.#words = (opposite.layer.segment.size + 31) >> 5;
  }

  /** Offers the free pairs of the person taken to their own list and, where given, to the missions’. */
  offer(own: Pools, lists: Pools | undefined): void {
    const { comparison, person, shared, layer } = this.opposite;
    const { sums, able } = shared;
    const { segment, aside } = layer;
    const { nums, missions } = segment;
    const { row, distances } = person;
    const num = person.profiles.nums[person.p]!;
    const byRate = this.#openTo(BUDGET, row[BUDGET]!);
    const byStart = this.#openTo(START, row[START]!);
    const byMode = this.#openTo(MODE, row[MODE]!);
    const byLanguages = this.#openTo(LANGUAGES, row[LANGUAGES]!);
    for (let word = 0; word < this.#words; word++) {
      let bits = able[word]! & byRate[word]! & byStart[word]! & byMode[word]! & byLanguages[word]!;
      while (bits !== 0) {
        const m = (word << 5) | (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
        if (!comparison.hasEvidence(m, sums.required[m]!, sums.occupation[m]!, sums.title[m]!)) continue;
        const ownFloor = aside[m] === 0 ? own.floors[0]! : FULL + 1;
        const listFloor = lists === undefined ? FULL + 1 : lists.floors[m]!;
        const km = comparison.kmFromHome(distances, row, 0, m);
        if (comparison.blocksByPlace(row, 0, m, km)) continue;
        const rank = potentialOf(comparison, row, 0, m, sums, m, km, person.wish(missions, m));
        if ((rank < ownFloor && rank < listFloor) || person.isRefusing(missions, m)) continue;
        const tie = tieBreak(nums[m]!, num);
        if (rank >= ownFloor) own.offer(0, nums[m]!, rank, tie);
        if (rank >= listFloor) lists!.offer(m, num, rank, tie);
      }
    }
  }

  /** The missions that stand and that this row of answers does not block. */
  #openTo(kind: number, row: number): Int32Array {
    const known = this.#open.get(row * KINDS + kind);
    if (known) return known;
    if (this.#open.size > MANY_SETS) this.#open.clear();
    const { segment, gone } = this.opposite.layer;
    const { comparison } = this.opposite;
    const { size } = segment;
    const classes = segment.classes[kind]!;
    const blocks = Uint8Array.from(segment.examples[kind]!, (m) => Number(comparison.blocksBy(kind, row, m)));
    const bits = new Int32Array(this.#words);
    for (let m = 0; m < size; m++) bits[m >> 5]! |= (1 - (gone[m]! | blocks[classes[m]!]!)) << (m & 31);
    this.#open.set(row * KINDS + kind, bits);
    return bits;
  }
}
