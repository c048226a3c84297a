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
    const room = blocks * requiredCount;
    if (this.#best.length < room) {
      this.#best = new Uint8Array(room);
      this.#holders = new Int32Array(2 * room);
    } else {
      this.#best.fill(0, 0, room);
      this.#holders.fill(0, 0, 2 * room);
    }
    const first = missions.needStarts[m]!;
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
    const { missions, m, requiredCount } = this.#mission;
    if (requiredCount === 0) return 0;
    const first = missions.needStarts[m]!;
    let part = 0;
    for (let need = 0, at = block * requiredCount; need < requiredCount; need++, at++)
      part += missions.needWeights[first + need]! * this.#best[at]!;
    return Math.floor((part * FULL) / missions.requiredWhole[m]!);
  }

  /** True when nobody in the block has one of the indispensable skills. */
  lacksMust(block: number): boolean {
    const { missions, m, requiredCount } = this.#mission;
    if (missions.musts[m] === 0) return false;
    const first = missions.needStarts[m]!;
    for (let need = 0, at = block * requiredCount; need < requiredCount; need++, at++)
      if (missions.needMust[first + need] === 1 && this.#best[at]! < MUST_FLOOR) return true;
    return false;
  }

  /**
   * Leaves, in `low` and `high`, whoever may have every indispensable skill and come to `least` (weight times value) by
   * what is required.
   */
  narrow(block: number, least: number): void {
    const { missions, m, requiredWeight } = this.#mission;
    const first = missions.needStarts[m]!;
    const from = block * this.#count;
    let [low, high] = [-1, -1];
    if (missions.musts[m]! > 0)
      for (let need = 0; need < this.#count; need++)
        if (missions.needMust[first + need] === 1) {
          low &= this.#holders[2 * (from + need)]!;
          high &= this.#holders[2 * (from + need) + 1]!;
        }
    const each = (FULL * requiredWeight) / missions.requiredWhole[m]!;
    let rest = 0;
    for (let need = this.#count - 1; need >= 0; need--) {
      this.#worth[need] = each * missions.needWeights[first + need]! * this.#best[from + need]!;
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
