import { FULL, NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED } from '../score';
import type { Comparison } from './comparison';
import { AT_MOST, BLOCKED_BELOW, kmBetween, leastFit } from './kernel';
import { blocksByPlace, refuses } from './obstacles';
import type { ProfileSegment } from './profile-segment';
import { MUSTS, OCCUPATION, PREFERRED, REQUIRED, TITLE } from './shared-sums';

/** A value of evidence to somebody of whom it is not measured: bounds count it as perfect. */
const LENGTH_SQUARED = 255 * 255;

/** Items in the order of their bounds (0..1000), the highest first. Keeps its tables. */
export class Promising {
  bounds = new Int16Array(0);
  order = new Uint32Array(0);
  readonly #starts = new Uint32Array(FULL + 2);

  makeRoom(size: number): void {
    if (this.bounds.length >= size) return;
    this.bounds = new Int16Array(size);
    this.order = new Uint32Array(size);
  }

  /** Fills `order` with the places of the first `count` bounds; negative ones are left out. Returns how many there are. */
  sort(count: number): number {
    const { bounds, order } = this;
    const starts = this.#starts.fill(0);
    for (let at = 0; at < count; at++) if (bounds[at]! >= 0) starts[FULL - bounds[at]! + 1]!++;
    for (let at = 0; at <= FULL; at++) starts[at + 1]! += starts[at]!;
    const kept = starts[FULL + 1]!;
    for (let at = 0; at < count; at++) if (bounds[at]! >= 0) order[starts[FULL - bounds[at]!]!++] = at;
    return kept;
  }
}

/** The most the mission’s side may come to, by what a pair has in common; −1 for a pair without evidence. */
export function boundOf(
  comparison: Comparison,
  m: number,
  sums: Int32Array,
  s: number,
  hasOccupations: boolean,
  hasTitles: boolean,
): number {
  const required = sums[s + REQUIRED]!;
  const product = sums[s + OCCUPATION]!;
  const title = sums[s + TITLE]!;
  if (!comparison.hasEvidence(m, required, product * FULL >= LENGTH_SQUARED ? 1 : 0, title)) return -1;
  return comparison.atMost(
    m,
    required,
    sums[s + PREFERRED]!,
    hasOccupations ? Math.min(FULL, (product * FULL) / LENGTH_SQUARED) : FULL,
    hasTitles ? title : FULL,
  );
}

/** The least rank worth having in a list of which this is the floor, as a potential. */
export const neededFor = (floor: number): number => floor + BLOCKED_BELOW;

/** True when no blocked pair of that bound, or of a lower one, can reach a potential of `needed`. */
export const isHopeless = (bound: number, needed: number): boolean => AT_MOST[bound]! < needed;

/**
 * The rank of a pair that has evidence, if it is blocked; NOT_LISTED for one that is free or refused, and as soon as it is
 * certain to stay under `needed`.
 */
export function blockedRank(
  comparison: Comparison,
  profiles: ProfileSegment,
  p: number,
  rows: Int32Array,
  r: number,
  m: number,
  sums: Int32Array,
  s: number,
  bound: number,
  needed: number,
  hasOccupations: boolean,
  hasTitles: boolean,
  wishOf: (p: number, m: number) => number,
): number {
  const { missions } = comparison.segment;
  const km = kmBetween(profiles, p, missions, m);
  if (
    sums[s + MUSTS]! >= missions.musts[m]! &&
    !comparison.blocks(rows, r, m) &&
    !blocksByPlace(profiles, p, missions, m, km)
  )
    return NOT_LISTED;
  const fitFreelancer = comparison.fitFreelancer(profiles, p, rows, r, m, km, wishOf(p, m));
  if (needed > 0 && bound < leastFit(needed, fitFreelancer)) return NOT_LISTED;
  if (refuses(profiles, p, missions, m)) return NOT_LISTED;
  const title = hasTitles ? sums[s + TITLE]! : NO_DATA;
  comparison.know(profiles, p, rows, r, m, km, sums[s + REQUIRED]!, sums[s + PREFERRED]!, title);
  const occupation = hasOccupations ? cosineOf(sums[s + OCCUPATION]!) : NO_DATA;
  return comparison.potential(m, occupation, fitFreelancer) - BLOCKED_BELOW;
}
