import { NOT_LISTED } from '../score';
import type { Ranked } from '../top';

/** Ranks begin at −1001: this far above, none is negative. */
const LIFT = 1_001;
const TIES = 0x1_0000_0000;

/**
 * The best of many, for many lists at once: as `Top`, in flat tables. Each list is a binary heap whose root is its last
 * place; rank and tie-break are one number, 43 bits long.
 */
export class Shortlists {
  readonly #keys: Float64Array;
  readonly #nums: Int32Array;
  readonly #sizes: Int32Array;
  /**
   * What a rank must reach to be worth offering to a list: the rank of its last place once it is full. Read freely,
   * written here only.
   */
  readonly floors: Int16Array;

  constructor(
    readonly count: number,
    readonly length: number,
  ) {
    this.#keys = new Float64Array(count * length);
    this.#nums = new Int32Array(count * length);
    this.#sizes = new Int32Array(count);
    this.floors = new Int16Array(count).fill(NOT_LISTED);
  }

  /** Offers one to a list; `tie` is the pair’s tie-break. NOT_LISTED must not be offered. */
  offer(list: number, num: number, rank: number, tie: number): void {
    const key = (rank + LIFT) * TIES + tie;
    const base = list * this.length;
    const size = this.#sizes[list]!;
    if (size < this.length) {
      this.#sizes[list] = size + 1;
      this.#rise(base, size, key, num);
      if (size + 1 === this.length) this.floors[list] = this.#floorOf(base);
    } else if (this.length > 0 && this.#before(key, num, base)) {
      this.#sink(base, size, key, num);
      this.floors[list] = this.#floorOf(base);
    }
  }

  /** Forgets a list. */
  clear(list: number): void {
    this.#sizes[list] = 0;
    this.floors[list] = NOT_LISTED;
  }

  /** A list, best first. */
  list(list: number): Ranked[] {
    const base = list * this.length;
    const places = Array.from({ length: this.#sizes[list]! }, (_, at) => base + at);
    return places
      .sort((a, b) => this.#keys[b]! - this.#keys[a]! || this.#nums[a]! - this.#nums[b]!)
      .map((at) => ({ num: this.#nums[at]!, rank: Math.floor(this.#keys[at]! / TIES) - LIFT }));
  }

  #floorOf(base: number): number {
    return Math.floor(this.#keys[base]! / TIES) - LIFT;
  }

  /** True when the newcomer stands before the entry at `at`. */
  #before(key: number, num: number, at: number): boolean {
    return key > this.#keys[at]! || (key === this.#keys[at]! && num < this.#nums[at]!);
  }

  /** Puts an entry in at `at` (from `base`) and lets it rise towards the root as far as it stands behind. */
  #rise(base: number, from: number, key: number, num: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#before(key, num, base + parent)) break;
      this.#keys[base + at] = this.#keys[base + parent]!;
      this.#nums[base + at] = this.#nums[base + parent]!;
      at = parent;
    }
    this.#keys[base + at] = key;
    this.#nums[base + at] = num;
  }

  /** Takes the root out and lets the newcomer sink from there. */
  #sink(base: number, size: number, key: number, num: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#before(this.#keys[base + child]!, this.#nums[base + child]!, base + right))
        child = right;
      if (!this.#before(key, num, base + child)) break;
      this.#keys[base + at] = this.#keys[base + child]!;
      this.#nums[base + at] = this.#nums[base + child]!;
      at = child;
    }
    this.#keys[base + at] = key;
    this.#nums[base + at] = num;
  }
}
