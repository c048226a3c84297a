import { FULL, mutualOf, NO_DATA, perMille } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED, TELLING_TITLE } from '../score';
import {
  BLOCKED_BELOW,
  fallsShort,
  freelancerSide,
  freelancerSideAtMost,
  kmBetween,
  LANGUAGE_MISSING,
  languagesValue,
  leastFit,
  meanOf,
  missionColumns,
  rateOf,
  restOfWeights,
  sectorValue,
  Tally,
  timeOf,
} from './kernel';
import { flagsOfRow } from './profile-row';
import { CRITERION, WEIGHTS } from './mission-columns';
import { BOUND_STRIDE, COSINE_WHOLE, type MissionSegment } from './mission-segment';
import { blocks, blocksByDates, blocksByPay, refuses } from './obstacles';
import type { ProfileSegment } from './profile-segment';
import { MUSTS, OCCUPATION, PREFERRED, REQUIRED, SharedSums, STRIDE, TITLE } from './shared-sums';

/** Above the mean of a side by its rounding, and by what 32-bit fractions leave out. */
const ROUNDING = 0.51;

const known = new Tally();

/**
 * Compares one person with the missions of a segment: `take` reads what they share, `bound` says the most a pair may
 * come to, `rank` what it is. Keeps its tables between people; one per segment and thread.
 */
export class Comparison {
  readonly shared: SharedSums;
  readonly #rests: Int32Array;
  /** What the person wishes, by occupation. */
  #wish = new Int32Array(0);
  /** By class of missions: what the person’s side and rates and dates come to, and what they forbid. */
  readonly #sideAtMost: Int16Array;
  readonly #rateLacks: Int16Array;
  readonly #blockedByPay: Uint8Array;
  readonly #timeLacks: Int16Array;
  readonly #late: Uint8Array;
  #bounds: Float32Array = new Float32Array(0);
  #profiles: ProfileSegment | undefined;
  #p = 0;
  #hasOccupations = false;
  #hasTitles = false;

  constructor(readonly segment: MissionSegment) {
    const { missions } = segment;
    this.shared = new SharedSums(segment);
    this.#sideAtMost = new Int16Array(segment.byPay.examples.length);
    this.#rateLacks = new Int16Array(segment.byPay.examples.length);
    this.#blockedByPay = new Uint8Array(segment.byPay.examples.length);
    this.#timeLacks = new Int16Array(segment.byStart.examples.length);
    this.#late = new Uint8Array(segment.byStart.examples.length);
    this.#rests = Int32Array.from({ length: missions.size }, (_, m) => restOfWeights(missions, m));
  }

  /** Reads what person `p` shares with every mission; false when nobody may be shown them. */
  take(profiles: ProfileSegment, p: number): boolean {
    this.#forget();
    if (!flagsOfRow.isVisible(profiles.flags[p]!)) return false;
    this.#profiles = profiles;
    this.#p = p;
    this.#hasOccupations = profiles.occupationStarts[p] !== profiles.occupationStarts[p + 1];
    this.#hasTitles = profiles.titleStarts[p] !== profiles.titleStarts[p + 1];
    this.#bounds = this.segment.bounds(this.#hasOccupations, this.#hasTitles);
    this.shared.read(profiles, p);
    this.#layWish(profiles, p);
    this.#layClasses(profiles, p);
    return true;
  }

  /** The most the pair’s rank may be; NOT_LISTED when it has nothing in common. */
  bound(m: number): number {
    const { sums } = this.shared;
    const s = m * STRIDE;
    const { missions } = this.segment;
    const required = sums[s + REQUIRED]!;
    const occupation = Math.min(COSINE_WHOLE, sums[s + OCCUPATION]!);
    const title = sums[s + TITLE]!;
    // As perMille(…) > 0: a thousandth at least.
    if (required * FULL < missions.requiredWhole[m]! || required === 0)
      if (occupation * FULL < COSINE_WHOLE && title < TELLING_TITLE) return NOT_LISTED;
    const pay = this.segment.byPay.of[m]!;
    const start = this.segment.byStart.of[m]!;
    const b = m * BOUND_STRIDE;
    const bounds = this.#bounds;
    const mission =
      required * bounds[b]! +
      sums[s + PREFERRED]! * bounds[b + 1]! +
      occupation * bounds[b + 2]! +
      title * bounds[b + 3]! +
      bounds[b + 4]! +
      this.#rateLacks[pay]! * bounds[b + 5]! +
      this.#timeLacks[start]! * bounds[b + 6]! +
      ROUNDING;
    const person = this.#sideAtMost[pay]!;
    const most = Math.min(
      FULL,
      Math.floor(person < 0 ? mission : (2 * mission * person) / (mission + person) + ROUNDING),
    );
    const blocked = sums[s + MUSTS]! < missions.musts[m]! || this.#blockedByPay[pay] === 1 || this.#late[start] === 1;
    return blocked ? most - BLOCKED_BELOW : most;
  }

  /** What the person comes to for each class of missions. */
  #layClasses(profiles: ProfileSegment, p: number): void {
    const { missions, byPay, byStart } = this.segment;
    for (let at = 0; at < byPay.examples.length; at++) {
      const m = byPay.examples[at]!;
      this.#sideAtMost[at] = freelancerSideAtMost(profiles, p, missions, m);
      const rate = rateOf(profiles, p, missions, m);
      this.#rateLacks[at] = rate === NO_DATA ? 0 : FULL - rate;
      this.#blockedByPay[at] = blocksByPay(profiles, p, missions, m) ? 1 : 0;
    }
    for (let at = 0; at < byStart.examples.length; at++) {
      const m = byStart.examples[at]!;
      const time = timeOf(profiles, p, missions, m);
      this.#timeLacks[at] = time === NO_DATA ? 0 : FULL - time;
      this.#late[at] = blocksByDates(profiles, p, missions, m) ? 1 : 0;
    }
  }

  /** The rank of the pair; NOT_LISTED also as soon as it is certain to be under `floor`. */
  rank(m: number, floor: number): number {
    const profiles = this.#profiles!;
    const p = this.#p;
    const { missions } = this.segment;
    const { weights } = missions;
    if (refuses(profiles, p, missions, m)) return NOT_LISTED;
    const { sums } = this.shared;
    const s = m * STRIDE;
    const languages = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    const blocked =
      sums[s + MUSTS]! < missions.musts[m]! || languages >= LANGUAGE_MISSING || blocks(profiles, p, missions, m);
    const needed = blocked ? floor + BLOCKED_BELOW : floor;
    if (needed > FULL) return NOT_LISTED;

    const w = m * WEIGHTS;
    let sum = 0;
    let weight = 0;
    let evidence = false;
    if (missions.requiredWhole[m]! > 0) {
      const value = perMille(sums[s + REQUIRED]!, missions.requiredWhole[m]!);
      evidence = value > 0;
      weight = weights[w + CRITERION['required-skills']]!;
      sum = weight * value;
    }
    if (missions.preferredWhole[m]! > 0) {
      const preferred = weights[w + CRITERION['preferred-skills']]!;
      sum += preferred * perMille(sums[s + PREFERRED]!, missions.preferredWhole[m]!);
      weight += preferred;
    }
    const hasOccupations = missions.occupations.starts[m] !== missions.occupations.starts[m + 1];
    if (hasOccupations && this.#hasOccupations) {
      const value = cosineOf(sums[s + OCCUPATION]!);
      evidence ||= value > 0;
      sum += weights[w + CRITERION.occupation]! * value;
      weight += weights[w + CRITERION.occupation]!;
    }
    if (missions.words.starts[m] !== missions.words.starts[m + 1] && this.#hasTitles) {
      const value = sums[s + TITLE]!;
      evidence ||= value >= TELLING_TITLE;
      sum += weights[w + CRITERION['title-words']]! * value;
      weight += weights[w + CRITERION['title-words']]!;
    }
    if (!evidence) return NOT_LISTED;
    const km = kmBetween(profiles, p, missions, m);
    const sector = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    const wish = hasOccupations && profiles.wishes[p] !== 0 ? this.#wishFor(m) : NO_DATA;
    const fitFreelancer = freelancerSide(profiles, p, missions, m, wish, sector, km);
    if (needed > 0 && fallsShort(sum, weight, this.#rests[m]!, leastFit(needed, fitFreelancer))) return NOT_LISTED;
    missionColumns(known, profiles, p, missions, m, languages, sector, km);
    const potential = mutualOf(meanOf(sum + known.sum, weight + known.weight), fitFreelancer);
    return blocked ? potential - BLOCKED_BELOW : potential;
  }

  #forget(): void {
    this.shared.clear();
    if (this.#profiles) this.#eachWish(this.#profiles, this.#p, (occupation) => (this.#wish[occupation] = 0));
    this.#profiles = undefined;
  }

  #layWish(profiles: ProfileSegment, p: number): void {
    const { size } = profiles.dictionaries.occupations;
    if (this.#wish.length < size) this.#wish = new Int32Array(size * 2);
    this.#eachWish(profiles, p, (occupation, weight) => (this.#wish[occupation]! += weight));
  }

  #eachWish(profiles: ProfileSegment, p: number, visit: (occupation: number, weight: number) => void): void {
    const { starts, entries } = profiles.dictionaries.wishes;
    const wish = profiles.wishes[p]!;
    for (let at = starts[wish]!; at < starts[wish + 1]!; at++) visit(entries[at]! >> 8, entries[at]! & 255);
  }

  #wishFor(m: number): number {
    const { starts, entries } = this.segment.missions.occupations;
    let product = 0;
    for (let at = starts[m]!; at < starts[m + 1]!; at++)
      product += this.#wish[entries[at]! >> 8]! * (entries[at]! & 255);
    return cosineOf(product);
  }
}
