import { NOT_LISTED } from './score';

/** How many places a stored list has: those served and a reserve behind them (`served.ts`). */
export const LIST_LENGTH = 128;

export interface Ranked {
  num: number;
  rank: number;
}

/** Up to which place blocked ones fill a list of `length` places that the free have not: a quarter of it. */
export const filledTo = (length: number): number => Math.ceil(length / 4);

/** Of the best of all, in order, those who stand in a list of `length` places. */
export const standing = (best: readonly Ranked[], length: number): Ranked[] =>
  best.filter(({ rank }, at) => rank >= 0 || at < filledTo(length));

/**
 * The first `length` of many, by rank, ties by tie-break, the higher first: whoever is free, and blocked ones as
 * far as filledTo. Pairs that are not to be listed are left out. The result depends on what was offered, never on the order
 * in which it was.
 */
export class Top {
  /** A binary heap whose root is the last of the list. */
  readonly #nums: number[] = [];
  readonly #ranks: number[] = [];
  readonly #ties: number[] = [];

  constructor(readonly length: number = LIST_LENGTH) {}

  /** Offers one; `tie` is the pair’s tie-break. */
  offer(num: number, rank: number, tie: number): void {
    if (rank === NOT_LISTED) return;
    if (this.#nums.length < this.length) {
      this.#nums.push(num);
      this.#ranks.push(rank);
      this.#ties.push(tie);
      this.#rise(this.#nums.length - 1);
    } else if (this.length > 0 && this.#before(rank, tie, num, 0)) {
      this.#nums[0] = num;
      this.#ranks[0] = rank;
      this.#ties[0] = tie;
      this.#sink(0);
    }
  }

  /** The list, best first. */
  list(): Ranked[] {
    const best = this.#nums
      .map((num, at) => ({ num, rank: this.#ranks[at]!, tie: this.#ties[at]! }))
      .sort((a, b) => b.rank - a.rank || b.tie - a.tie || a.num - b.num)
      .map(({ num, rank }) => ({ num, rank }));
    return standing(best, this.length);
  }

  #before(rank: number, tie: number, num: number, at: number): boolean {
    if (rank !== this.#ranks[at]!) return rank > this.#ranks[at]!;
    if (tie !== this.#ties[at]!) return tie > this.#ties[at]!;
    return num < this.#nums[at]!;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#before(this.#ranks[a]!, this.#ties[a]!, this.#nums[a]!, b);
  }

  #swap(a: number, b: number): void {
    for (const column of [this.#nums, this.#ranks, this.#ties]) {
      const kept = column[a]!;
      column[a] = column[b]!;
      column[b] = kept;
    }
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(parent, at)) return;
      this.#swap(parent, at);
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#nums.length) return;
      const right = left + 1;
      const last = right < this.#nums.length && this.#isBefore(left, right) ? right : left;
      if (!this.#isBefore(at, last)) return;
      this.#swap(at, last);
      at = last;
    }
  }
}
