import { NOT_LISTED } from '../score';
import { filledTo, LIST_LENGTH, type Ranked, standing } from '../top';

/** Ranks begin at −1001: this far above, none is negative. */
const LIFT = 1_001;
const TIES = 0x1_0000_0000;
const rankOf = (key: number): number => Math.floor(key / TIES) - LIFT;

/** The best of many, as `Top`, in flat tables, with a floor that says who need not be offered. */
export class Shortlist {
  readonly #best: Heap;
  /** The best again, as many as blocked ones fill a list up to. */
  readonly #first: Heap;
  /**
   * What a rank must reach to be worth offering: the rank of the last place of a full list; as soon as no room is left for
   * blocked ones, or not for those, no less than what would still have some. Read freely, written here only.
   */
  floor = NOT_LISTED;

  constructor(length: number = LIST_LENGTH) {
    this.#best = new Heap(length);
    this.#first = new Heap(filledTo(length));
  }

  /** Offers one; `tie` is the pair’s tie-break. NOT_LISTED must not be offered. */
  offer(num: number, rank: number, tie: number): void {
    const key = (rank + LIFT) * TIES + tie;
    this.#best.offer(num, key);
    if (this.#first.floor < 0) this.#first.offer(num, key);
    this.floor = Math.max(this.#best.floor, Math.min(this.#first.floor, 0));
  }

  /** The list, best first. */
  list(): Ranked[] {
    return standing(this.#best.list(), this.#best.length);
  }
}

/** A binary heap whose root is its last place; rank and tie-break are one number, 43 bits long. */
class Heap {
  readonly #keys: Float64Array;
  readonly #nums: Int32Array;
  #size = 0;
  /** The rank of the last place once the heap is full. */
  floor = NOT_LISTED;

  constructor(readonly length: number) {
    this.#keys = new Float64Array(length);
    this.#nums = new Int32Array(length);
  }

  offer(num: number, key: number): void {
    if (this.#size < this.length) {
      this.#rise(this.#size++, key, num);
      if (this.#size === this.length) this.floor = rankOf(this.#keys[0]!);
    } else if (this.length > 0 && this.#before(key, num, 0)) {
      this.#sink(key, num);
      this.floor = rankOf(this.#keys[0]!);
    }
  }

  list(): Ranked[] {
    return Array.from({ length: this.#size }, (_, at) => at)
      .sort((a, b) => this.#keys[b]! - this.#keys[a]! || this.#nums[a]! - this.#nums[b]!)
      .map((at) => ({ num: this.#nums[at]!, rank: rankOf(this.#keys[at]!) }));
  }

  /** True when the newcomer stands before the entry at `at`. */
  #before(key: number, num: number, at: number): boolean {
    return key > this.#keys[at]! || (key === this.#keys[at]! && num < this.#nums[at]!);
  }

  /** Puts an entry in at `from` and lets it rise towards the root as far as it stands behind. */
  #rise(from: number, key: number, num: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#before(key, num, parent)) break;
      this.#keys[at] = this.#keys[parent]!;
      this.#nums[at] = this.#nums[parent]!;
      at = parent;
    }
    this.#keys[at] = key;
    this.#nums[at] = num;
  }

  /** Takes the root out and lets the newcomer sink from there. */
  #sink(key: number, num: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#before(this.#keys[child]!, this.#nums[child]!, right)) child = right;
      if (!this.#before(key, num, child)) break;
      this.#keys[at] = this.#keys[child]!;
      this.#nums[at] = this.#nums[child]!;
      at = child;
    }
    this.#keys[at] = key;
    this.#nums[at] = num;
  }
}
