import { FULL, NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { type Comparison, HAS, HAS_OCCUPATIONS, HAS_TITLES } from './comparison';
import { AT_MOST, BLOCKED_BELOW } from './kernel';
import { BUDGET, LANGUAGES, MODE, START } from './mission-segment';
import { TELLING_TITLE } from '../score';
import type { Sums } from './shared-sums';

/** As in cosineOf. */
const LENGTH_SQUARED = 255 * 255;
/** The least product that makes a thousandth. */
const LEAST_PRODUCT = Math.ceil(LENGTH_SQUARED / FULL);

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
 * negative for a pair without evidence. `has`: as Comparison lays it.
 */
export function boundOf(comparison: Comparison, m: number, sums: Sums, at: number, has: number): number {
  const required = sums.required[at]!;
  const product = sums.occupation[at]!;
  const title = sums.title[at]!;
  if (!comparison.hasEvidence(m, required, product, title)) return -1;
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

  /** Puts a pair down with its bound, unless that is negative. */
  put(at: number, bound: number): void {
    if (bound < 0) return;
    this.others[this.count] = at;
    this.bounds[this.count++] = bound;
    this.#counts[bound]!++;
  }

  /** As `put` for every person, of a mission. */
  putAll(comparison: Comparison, m: number, sums: Sums, lacks: Uint8Array): void {
    const { required, preferred, occupation, title } = sums;
    const { bounds, others } = this;
    let count = 0;
    const counts = this.#counts;
    const [base, ofRequired, ofPreferred, ofOccupation, ofTitle] = comparison.boundsOf(m) as unknown as [number, number, number, number, number];
    const least = comparison.segment.missions.requiredWhole[m]! === 0 ? Infinity : comparison.segment.missions.requiredWhole[m]! / FULL;
    const perProduct = (ofOccupation * FULL) / LENGTH_SQUARED;
    for (let p = 0; p < this.size; p++) {
      const answers = required[p]!;
      const product = occupation[p]!;
      const likeness = title[p]!;
      if (product < LEAST_PRODUCT && likeness < TELLING_TITLE && answers < least) continue;
      let bound = base + ofRequired * answers + ofPreferred * preferred[p]!;
      if (lacks[p] === 0) bound += perProduct * (product < LENGTH_SQUARED ? product : LENGTH_SQUARED) + ofTitle * likeness;
      else bound += FULL * (ofOccupation + ofTitle);
      others[count] = p;
      bounds[count++] = bound;
      counts[bound | 0]!++;
    }
    this.count = count;
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
