import { FULL, NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { HAS } from './answers';
import type { Comparison } from './comparison';
import { AT_MOST, BLOCKED_BELOW } from './kernel';
import { BUDGET, HAS_OCCUPATIONS, HAS_TITLES, LANGUAGES, MODE, START } from './layout';
import type { Sums } from './shared-sums';

/** As in cosineOf. */
const LENGTH_SQUARED = 255 * 255;

/** True when an indispensable skill is missing, or dates, the rate, the way of working, languages or the place block. */
export function isBlocked(
  comparison: Comparison,
  people: Int32Array,
  r: number,
  m: number,
  musts: number,
  km: number,
): boolean {
  return (
    musts < comparison.segment.missions.musts[m]! ||
    comparison.blocksBy(BUDGET, people[r + BUDGET]!, m) ||
    comparison.blocksBy(START, people[r + START]!, m) ||
    comparison.blocksBy(MODE, people[r + MODE]!, m) ||
    comparison.blocksBy(LANGUAGES, people[r + LANGUAGES]!, m) ||
    comparison.blocksByPlace(people, r, m, km)
  );
}

/** What a pair with these sums (at `at`) would score if nothing blocked it; `km`, `wish`: as Comparison.settle. */
export function potentialOf(
  comparison: Comparison,
  people: Int32Array,
  r: number,
  m: number,
  sums: Sums,
  at: number,
  km: number,
  wish: number,
): number {
  const has = people[r + HAS]!;
  comparison.settle(people, r, m, km, wish);
  return comparison.potential(
    m,
    sums.required[at]!,
    sums.preferred[at]!,
    (has & HAS_OCCUPATIONS) === 0 ? NO_DATA : cosineOf(sums.occupation[at]!),
    (has & HAS_TITLES) === 0 ? NO_DATA : sums.title[at]!,
  );
}

/**
 * What the mission’s side comes to at most by what a pair has in common (sums at `at`), everything else being perfect;
 * negative for a pair without evidence. `people`: as laid, the person at `r`.
 */
function boundOf(comparison: Comparison, m: number, sums: Sums, at: number, people: Int32Array, r: number): number {
  const required = sums.required[at]!;
  const product = sums.occupation[at]!;
  const title = sums.title[at]!;
  if (!comparison.hasEvidence(m, required, product, title)) return -1;
  const has = people[r + HAS]!;
  return comparison.atMost(
    m,
    required,
    sums.preferred[at]!,
    (has & HAS_OCCUPATIONS) === 0 ? FULL : Math.min(FULL, (product * FULL) / LENGTH_SQUARED),
    (has & HAS_TITLES) === 0 ? FULL : title,
  );
}

/**
 * The bounds of many pairs, so that the more promising are looked at first: a pair’s bound is what the mission’s side
 * comes to at most by what the two have in common, everything else being perfect.
 */
export class Promising {
  /** The others with whom there is evidence, `count` of them, and the bound of each. */
  readonly others: Uint32Array;
  readonly bounds: Int16Array;
  count = 0;
  readonly #counts = new Uint32Array(FULL + 1);
  /** Bounds from `from` (included) to `to` (left out) are to be looked at now. */
  from = 0;
  to = 0;

  constructor(readonly size: number) {
    this.bounds = new Int16Array(size);
    this.others = new Uint32Array(size);
  }

  clear(): void {
    this.#counts.fill(0);
    this.count = 0;
    this.to = this.from = FULL + 1;
  }

  /** Puts down the missions that one person has something in common with, those aside left out; `row`: theirs, as laid. */
  putMissions(comparison: Comparison, sums: Sums, row: Int32Array, aside: Uint8Array): void {
    this.clear();
    for (let m = 0; m < this.size; m++) {
      const bound = boundOf(comparison, m, sums, m, row, 0);
      if (bound >= 0 && aside[m] === 0) this.#put(m, bound);
    }
  }

  #put(other: number, bound: number): void {
    this.others[this.count] = other;
    this.bounds[this.count++] = bound;
    this.#counts[bound]!++;
  }

  /**
   * Moves on to the next `many` pairs or so, those left out that cannot reach the floor of a list: false when there are
   * none left that could.
   */
  next(many: number, floor: number): boolean {
    const needed = floor + BLOCKED_BELOW;
    this.to = this.from;
    let count = 0;
    while (this.from > 0 && count < many && AT_MOST[this.from - 1]! >= needed) count += this.#counts[--this.from]!;
    return this.from < this.to;
  }
}
