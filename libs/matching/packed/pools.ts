import { NOT_LISTED } from '../score';
import { filledTo, type Ranked } from '../top';

/** Ranks begin at −1001: this far above, none is negative. */
const LIFT = 1_001;
const TIES = 0x1_0000_0000;
/** Places a list may have: what tells them apart takes ten bits beside the 43 of a key. */
const MOST_PLACES = 1_024;

/** A list without an object for each place: who stands in it and with what rank, best first. */
export interface Listed {
  nums: Int32Array;
  ranks: Int16Array;
}

/** The list as objects. */
export const rankedOf = ({ nums, ranks }: Listed): Ranked[] =>
  Array.from(nums, (num, at) => ({ num, rank: ranks[at]! }));

/**
 * The best of very many, for very many lists at once. What is offered is put down at the end of the list’s pool, and only
 * when the pool is full (twice the list’s length) are those sorted out who no longer stand in the list: a place costs a
 * few nanoseconds, and floors lag behind a little. The pair’s tie-break tells any two of one owner apart.
 */
export class Pools {
  readonly #keys: Float64Array;
  readonly #nums: Int32Array;
  readonly #sizes: Int32Array;
  /** How many places each list has: fewer once it is narrowed. */
  readonly #lengths: Int32Array;
  readonly #room: number;
  readonly #order = new Float64Array(MOST_PLACES);
  /** What a rank must reach to be worth offering to a list. Never above its last place. Read freely, written here only. */
  readonly floors: Int16Array;

  constructor(
    count: number,
    readonly length: number,
  ) {
    if (length > MOST_PLACES) throw new RangeError(`A list has ${MOST_PLACES} places at most, not ${length}`);
    this.#room = Math.max(1, 2 * length);
    this.#keys = new Float64Array(count * this.#room);
    this.#nums = new Int32Array(count * this.#room);
    this.#sizes = new Int32Array(count);
    this.#lengths = new Int32Array(count).fill(length);
    this.floors = new Int16Array(count).fill(NOT_LISTED);
  }

  /** Offers one to a list; `tie` is the pair’s tie-break. NOT_LISTED must not be offered. */
  offer(list: number, num: number, rank: number, tie: number): void {
    const size = this.#sizes[list]!;
    const at = list * this.#room + size;
    this.#keys[at] = (rank + LIFT) * TIES + tie;
    this.#nums[at] = num;
    this.#sizes[list] = size + 1;
    if (size + 1 >= 2 * this.#lengths[list]!) this.#sift(list);
  }

  /** Forgets a list. */
  clear(list: number): void {
    this.#sizes[list] = 0;
    this.#lengths[list] = this.length;
    this.floors[list] = NOT_LISTED;
  }

  /**
   * To be called once all free ones were offered: true when they leave places that blocked ones fill, and only as many
   * places are left to the list.
   */
  narrow(list: number): boolean {
    const filled = filledTo(this.length);
    if (this.#sizes[list]! >= filled) return false;
    this.#lengths[list] = filled;
    return true;
  }

  /** The floor of a list, brought up to date. */
  floor(list: number): number {
    if (this.#sizes[list]! >= this.#lengths[list]!) this.#sift(list);
    return this.floors[list]!;
  }

  /** A list, best first. */
  list(list: number): Listed {
    if (this.#sizes[list]! > this.#lengths[list]!) this.#sift(list);
    const size = this.#sizes[list]!;
    const base = list * this.#room;
    // Sorted by themselves, with the place of each below them: three times as fast as in step with the numbers.
    const order = this.#order.subarray(0, size);
    for (let at = 0; at < size; at++) order[at] = this.#keys[base + at]! * MOST_PLACES + at;
    order.sort();
    const nums = new Int32Array(size);
    const ranks = new Int16Array(size);
    for (let at = 0; at < size; at++) {
      const from = base + (order[size - 1 - at]! % MOST_PLACES);
      nums[at] = this.#nums[from]!;
      ranks[at] = this.#rankAt(from);
    }
    return { nums, ranks };
  }

  #rankAt(at: number): number {
    return Math.floor(this.#keys[at]! / TIES) - LIFT;
  }

  /** Leaves the best in a pool that holds as many as the list has places, or more. */
  #sift(list: number): void {
    const length = this.#lengths[list]!;
    if (length === 0) {
      this.#sizes[list] = 0;
      return;
    }
    const base = list * this.#room;
    const last = base + length - 1;
    select(this.#keys, this.#nums, base, base + this.#sizes[list]! - 1, last);
    this.#sizes[list] = length;
    this.floors[list] = this.#rankAt(last);
  }
}

/** The list made of the best that each of several sources found for one owner, in a pool of one list; `tieOf`: the pair’s tie-break. */
export function mergedLists(lists: readonly Listed[], pool: Pools, tieOf: (num: number) => number): Listed {
  const offer = (counts: (rank: number) => boolean): void => {
    for (const { nums, ranks } of lists)
      for (let at = 0; at < nums.length; at++)
        if (counts(ranks[at]!)) pool.offer(0, nums[at]!, ranks[at]!, tieOf(nums[at]!));
  };
  pool.clear(0);
  offer((rank) => rank >= 0);
  if (pool.narrow(0)) offer((rank) => rank < 0);
  return pool.list(0);
}

function swap(keys: Float64Array, nums: Int32Array, a: number, b: number): void {
  const key = keys[a]!;
  keys[a] = keys[b]!;
  keys[b] = key;
  const num = nums[a]!;
  nums[a] = nums[b]!;
  nums[b] = num;
}

/** Parts `low` to `high` (included) by a key in their midst: those up to `j` are no smaller than it, those from `i` on no larger. */
function part(keys: Float64Array, nums: Int32Array, low: number, high: number): { i: number; j: number } {
  const pivot = keys[(low + high) >> 1]!;
  let i = low;
  let j = high;
  while (i <= j) {
    while (keys[i]! > pivot) i++;
    while (keys[j]! < pivot) j--;
    if (i > j) break;
    swap(keys, nums, i, j);
    i++;
    j--;
  }
  return { i, j };
}

/** Orders from `from` to `to` (included) so far that the larger keys stand before `place` and it is in its place (Hoare’s Find). */
function select(keys: Float64Array, nums: Int32Array, from: number, to: number, place: number): void {
  let low = from;
  let high = to;
  while (low < high) {
    const { i, j } = part(keys, nums, low, high);
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}
