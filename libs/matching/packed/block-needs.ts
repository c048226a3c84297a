import { FULL } from '../arithmetic';
import { MUST_FLOOR } from '../blockers';
import { BLOCK, FIRST } from './block-postings';
import type { CompiledMission } from './compiled-mission';
import type { ProfileSegment } from './profile-segment';

/**
 * Who in each block answers which of a mission’s required skills, and how well anybody there does: says of a whole
 * block what its people may come to, and of each of them whether they may come to so much.
 */
export class BlockNeeds {
  #mission!: CompiledMission;
  #count = 0;
  #weights: Int32Array = new Int32Array(0);
  /** As MissionColumns.requiredWhole. */
  #whole = 0;
  /** Which needs are indispensable. */
  readonly #musts: number[] = [];
  /** Where the needs of the block narrowed last begin. */
  #from = 0;
  /** By block and need: the best answer, 0..255. */
  #best = new Uint8Array(0);
  /** By block and need, two numbers: a bit for each person of the block who has any answer. */
  #holders = new Int32Array(0);
  /** What each need of the block being asked is worth at most, and it and those after it together. */
  readonly #worth: number[] = [];
  readonly #rest: number[] = [];
  /** Bits of the people that `narrow` leaves: the first 32 of the block, and the others. */
  low = -1;
  high = -1;

  read({ skillBlocks, blocks }: ProfileSegment, mission: CompiledMission): void {
    this.#mission = mission;
    const { missions, m, requiredCount } = mission;
    this.#count = requiredCount;
    const first = missions.needStarts[m]!;
    this.#weights = missions.needWeights.subarray(first, first + requiredCount);
    this.#whole = missions.requiredWhole[m]!;
    this.#musts.length = 0;
    for (let need = 0; need < requiredCount; need++) if (missions.needMust[first + need] === 1) this.#musts.push(need);
    const room = blocks * requiredCount;
    if (this.#best.length < room) {
      this.#best = new Uint8Array(room);
      this.#holders = new Int32Array(2 * room);
    } else {
      this.#best.fill(0, 0, room);
      this.#holders.fill(0, 0, 2 * room);
    }
    const { starts, entries } = missions.answers;
    const { starts: postingStarts, postings, holderStarts, holders } = skillBlocks;
    const [best, having] = [this.#best, this.#holders];
    for (let need = 0; need < requiredCount; need++)
      for (let at = starts[first + need]!; at < starts[first + need + 1]!; at++) {
        const skill = entries[at]! >> 8;
        const similarity = entries[at]! & 255;
        const end = holderStarts[skill + 1]!;
        let by = postingStarts[skill]!;
        let here = 0;
        for (let from = holderStarts[skill]!; from < end; from++) {
          const holder = holders[from]!;
          if (holder >= FIRST) {
            const posting = postings[by++]!;
            here = (posting >>> 8) * requiredCount + need;
            const most = Math.floor((similarity * (posting & 255)) / 255);
            if (most > best[here]!) best[here] = most;
          }
          having[2 * here + ((holder & (BLOCK - 1)) >> 5)]! |= 1 << (holder & 31);
        }
      }
  }

  /** What the best answers of a block are worth together, 0..1000. */
  required(block: number): number {
    const [best, weights, count] = [this.#best, this.#weights, this.#count];
    if (count === 0) return 0;
    let part = 0;
    for (let need = 0, at = block * count; need < count; need++, at++) part += weights[need]! * best[at]!;
    return Math.floor((part * FULL) / this.#whole);
  }

  /** True when nobody in the block has one of the indispensable skills. */
  lacksMust(block: number): boolean {
    const musts = this.#musts;
    for (let at = 0; at < musts.length; at++)
      if (this.#best[block * this.#count + musts[at]!]! < MUST_FLOOR) return true;
    return false;
  }

  /**
   * Leaves, in `low` and `high`, whoever may have every indispensable skill and come to `least` (weight times value) by
   * what is required.
   */
  narrow(block: number, least: number): void {
    const from = block * this.#count;
    let [low, high] = [-1, -1];
    for (const need of this.#musts) {
      low &= this.#holders[2 * (from + need)]!;
      high &= this.#holders[2 * (from + need) + 1]!;
    }
    const each = (FULL * this.#mission.requiredWeight) / this.#whole;
    let rest = 0;
    for (let need = this.#count - 1; need >= 0; need--) {
      this.#worth[need] = each * this.#weights[need]! * this.#best[from + need]!;
      this.#rest[need] = rest += this.#worth[need]!;
    }
    this.#from = from;
    this.low = this.high = 0;
    this.#reach(0, from, low, high, least);
  }

  /** What is required of the block narrowed last adds, for its person `at`, to the weighted sum of the mission’s side, at most. */
  most(at: number): number {
    const bit = 1 << (at & 31);
    let worth = 0;
    for (let need = 0, by = 2 * this.#from + (at >> 5); need < this.#count; need++, by += 2)
      if ((this.#holders[by]! & bit) !== 0) worth += this.#worth[need]!;
    return worth;
  }

  /** Adds those of the bits given who may come to `least` by the needs from `need` on. */
  #reach(need: number, from: number, low: number, high: number, least: number): void {
    if (least <= 0) {
      this.low |= low;
      this.high |= high;
      return;
    }
    if (need === this.#count || this.#rest[need]! < least) return;
    const at = 2 * (from + need);
    const having = this.#holders[at]!;
    const havingHigh = this.#holders[at + 1]!;
    if (((low & having) | (high & havingHigh)) !== 0)
      this.#reach(need + 1, from, low & having, high & havingHigh, least - this.#worth[need]!);
    if (((low & ~having) | (high & ~havingHigh)) !== 0)
      this.#reach(need + 1, from, low & ~having, high & ~havingHigh, least);
  }
}
