import { FULL, mutualOf, NO_DATA } from '../arithmetic';
import { distanceValue } from '../criteria/distance';
import { placeValue } from '../criteria/place';
import { MODE_BIT } from '../prepare';
import { TELLING_TITLE } from '../score';
import {
  durationOf,
  experienceOf,
  LANGUAGE_MISSING,
  languagesValue,
  meanOf,
  NOWHERE,
  payOf,
  rateOf,
  reachOf,
  remoteOf,
  restOfWeights,
  rhythmOf,
  sectorValue,
  timeOf,
} from './kernel';
import { CRITERION, WEIGHTS } from './mission-columns';
import {
  BUDGET,
  EXPERIENCE,
  KINDS,
  LANGUAGES,
  type MissionSegment,
  MODE,
  RHYTHM,
  SECTOR,
  START,
  WEEKS,
} from './mission-segment';
import { blocksByDates, blocksByMode, blocksByPlace, blocksByRate } from './obstacles';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

const { isUnavailable, modesIn } = flagsOfRow;
const { REMOTE } = MODE_BIT;

const REQUIRED = CRITERION['required-skills'];
const PREFERRED = CRITERION['preferred-skills'];
const OCCUPATION = CRITERION.occupation;
const TITLE = CRITERION['title-words'];
const RATE = CRITERION.rate;
const AVAILABILITY = CRITERION.availability;
const YEARS = CRITERION.experience;
const PLACE = CRITERION.place;
const SPOKEN = CRITERION.languages;
const SAME_SECTOR = CRITERION.sector;
const PAY = CRITERION.pay;
const REMOTE_WISH = CRITERION['remote-wish'];
const WISHED = CRITERION['wished-occupation'];
const DISTANCE = CRITERION.distance;
const DURATION = CRITERION.duration;
const SECTOR_WISH = CRITERION['sector-wish'];

/** The day of whoever takes no mission: later than any that a row holds. */
const NEVER = 0x8000_0000;
/** Numbers of a mission that bound its side. */
const BOUNDS = 5;
/** So many answers are forgotten rather than kept for people to come. */
const MUCH = 1 << 22;

/**
 * Compares people with the missions of a segment. What rests on a rate, a date, a way of working, languages, a sector,
 * years, weeks and days is reckoned once for people alike in it and missions alike in it, and then looked up: `layRows`
 * says where a person’s answers stand. What the two have in common comes as numbers. One per thread.
 */
export class Comparison {
  /** Answers of people alike, one after the other; NO_DATA where a side is silent. */
  #answers = new Int16Array(1 << 14);
  #end = 0;
  readonly #rows: readonly Map<number, number>[];
  readonly #classes: readonly number[];
  /** As the missions’, 0 where a mission is silent: WEIGHTS a mission. */
  readonly #weights: Int32Array;
  /** What the sums of evidence count for a mission’s side, and what the side has without them: BOUNDS a mission. */
  readonly #bounds: Float64Array;
  /** A mission’s side so far, of the pair that `known` was asked for. */
  sum = 0;
  weight = 0;

  constructor(readonly segment: MissionSegment) {
    const { missions, examples } = segment;
    this.#classes = examples.map(({ length }) => length);
    this.#rows = examples.map(() => new Map<number, number>());
    this.#weights = missions.weights.slice();
    this.#bounds = new Float64Array(missions.size * BOUNDS);
    for (let m = 0; m < missions.size; m++) this.#weigh(m);
  }

  /** Writes where the answers of person `p` stand into `rows`, KINDS numbers from `r`; valid until `forget`. */
  layRows(profiles: ProfileSegment, p: number, rows: Int32Array, r: number): void {
    const { missions } = this.segment;
    const available = isUnavailable(profiles.flags[p]!) ? NEVER : profiles.availableDays[p]!;
    const [budgets, starts, modes] = [this.#classes[BUDGET]!, this.#classes[START]!, this.#classes[MODE]!];
    rows[r + BUDGET] = this.#row(BUDGET, 3, profiles.least[p]! * 0x1_0000 + profiles.wished[p]!, (m, at, answers) => {
      answers[at] = rateOf(profiles, p, missions, m);
      answers[at + budgets] = payOf(profiles, p, missions, m);
      answers[at + 2 * budgets] = Number(blocksByRate(profiles, p, missions, m));
    });
    rows[r + START] = this.#row(START, 2, available, (m, at, answers) => {
      answers[at] = timeOf(profiles, p, missions, m);
      answers[at + starts] = Number(blocksByDates(profiles, p, missions, m));
    });
    rows[r + MODE] = this.#row(MODE, 2, modesIn(profiles.flags[p]!), (m, at, answers) => {
      answers[at] = remoteOf(profiles, p, missions.modes[m]!);
      answers[at + modes] = Number(blocksByMode(profiles, p, missions.modes[m]!));
    });
    rows[r + LANGUAGES] = this.#row(LANGUAGES, 1, profiles.languages[p]!, (m, at, answers) => {
      answers[at] = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    });
    rows[r + SECTOR] = this.#row(SECTOR, 1, profiles.sectors[p]!, (m, at, answers) => {
      answers[at] = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    });
    rows[r + EXPERIENCE] = this.#row(EXPERIENCE, 1, profiles.experience[p]!, (m, at, answers) => {
      answers[at] = experienceOf(profiles, p, missions, m);
    });
    rows[r + WEEKS] = this.#row(
      WEEKS,
      1,
      profiles.weeksMin[p]! * 0x1_0000 + profiles.weeksMax[p]!,
      (m, at, answers) => {
        answers[at] = durationOf(profiles, p, missions, m);
      },
    );
    rows[r + RHYTHM] = this.#row(RHYTHM, 1, available === NEVER ? 0 : profiles.halfDays[p]!, (m, at, answers) => {
      answers[at] = rhythmOf(profiles, p, missions, m);
    });
  }

  /** Forgets the answers of everybody, once they take much room: rows laid before are void. */
  forget(): void {
    if (this.#end < MUCH) return;
    this.#end = 0;
    for (const rows of this.#rows) rows.clear();
  }

  /** True when dates, the rate, the way of working or languages block the pair. */
  blocks(rows: Int32Array, r: number, m: number): boolean {
    return (
      this.blocksBy(BUDGET, rows[r + BUDGET]!, m) ||
      this.blocksBy(START, rows[r + START]!, m) ||
      this.blocksBy(MODE, rows[r + MODE]!, m) ||
      this.blocksBy(LANGUAGES, rows[r + LANGUAGES]!, m)
    );
  }

  /** True when that kind of answer blocks: of BUDGET, START, MODE and LANGUAGES. */
  blocksBy(kind: number, row: number, m: number): boolean {
    const at = row + this.segment.classOf[m * KINDS + kind]!;
    if (kind === LANGUAGES) return this.#answers[at]! >= LANGUAGE_MISSING;
    return this.#answers[at + (kind === BUDGET ? 2 : 1) * this.#classes[kind]!] === 1;
  }

  /** The most the mission’s side may come to for these sums of evidence, 0..1000: never below what it is. */
  atMost(m: number, required: number, preferred: number, occupation: number, title: number): number {
    const bounds = this.#bounds;
    const b = m * BOUNDS;
    return (
      (bounds[b]! +
        bounds[b + 1]! * required +
        bounds[b + 2]! * preferred +
        bounds[b + 3]! * occupation +
        bounds[b + 4]! * title) |
      0
    );
  }

  /**
   * The person’s side, NO_DATA when nothing is said. `km`: as kmBetween; `wish`: the cosine of the mission and what they
   * wish, NO_DATA without one.
   */
  fitFreelancer(
    profiles: ProfileSegment,
    p: number,
    rows: Int32Array,
    r: number,
    m: number,
    km: number,
    wish: number,
  ): number {
    const answers = this.#answers;
    const weights = this.#weights;
    const { classOf, missions } = this.segment;
    const c = m * KINDS;
    const w = m * WEIGHTS;
    let value = answers[rows[r + BUDGET]! + this.#classes[BUDGET]! + classOf[c + BUDGET]!]!;
    let counts = weights[w + PAY]! & ~(value >> 31);
    let sum = Math.imul(counts, value);
    let weight = counts;
    value = answers[rows[r + MODE]! + classOf[c + MODE]!]!;
    counts = weights[w + REMOTE_WISH]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    value = answers[rows[r + WEEKS]! + classOf[c + WEEKS]!]!;
    counts = weights[w + DURATION]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    value = answers[rows[r + SECTOR]! + classOf[c + SECTOR]!]!;
    counts = weights[w + SECTOR_WISH]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    counts = weights[w + WISHED]! & ~(wish >> 31);
    sum += Math.imul(counts, wish);
    weight += counts;
    if (km !== NOWHERE) {
      counts = weights[w + DISTANCE]!;
      sum += Math.imul(counts, distanceValue(km, reachOf(profiles, p, missions, m)));
      weight += counts;
    }
    return meanOf(sum, weight);
  }

  /**
   * Leaves in `sum` and `weight` what the mission’s side comes to, occupation left out. `title`: as `titleOf`s of the
   * person, NO_DATA when they have none.
   */
  know(
    profiles: ProfileSegment,
    p: number,
    rows: Int32Array,
    r: number,
    m: number,
    km: number,
    required: number,
    preferred: number,
    title: number,
  ): void {
    const answers = this.#answers;
    const weights = this.#weights;
    const { classOf, missions } = this.segment;
    const c = m * KINDS;
    const w = m * WEIGHTS;
    let weight = weights[w + REQUIRED]! + weights[w + PREFERRED]!;
    let sum =
      (required === 0
        ? 0
        : Math.imul(weights[w + REQUIRED]!, Math.floor((required * FULL) / missions.requiredWhole[m]!))) +
      (preferred === 0
        ? 0
        : Math.imul(weights[w + PREFERRED]!, Math.floor((preferred * FULL) / missions.preferredWhole[m]!)));
    let counts = weights[w + TITLE]! & ~(title >> 31);
    sum += Math.imul(counts, title);
    weight += counts;
    let value = answers[rows[r + BUDGET]! + classOf[c + BUDGET]!]!;
    counts = weights[w + RATE]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    // The lesser of the two, and the other one where one has NO_DATA: that is the greatest of all once unsigned.
    value =
      Math.min(
        answers[rows[r + START]! + classOf[c + START]!]! >>> 0,
        answers[rows[r + RHYTHM]! + classOf[c + RHYTHM]!]! >>> 0,
      ) | 0;
    counts = weights[w + AVAILABILITY]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    value = answers[rows[r + EXPERIENCE]! + classOf[c + EXPERIENCE]!]!;
    counts = weights[w + YEARS]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    value = answers[rows[r + SECTOR]! + classOf[c + SECTOR]!]!;
    counts = weights[w + SAME_SECTOR]! & ~(value >> 31);
    sum += Math.imul(counts, value);
    weight += counts;
    value = answers[rows[r + LANGUAGES]! + classOf[c + LANGUAGES]!]!;
    counts = weights[w + SPOKEN]! & ~(value >> 31);
    sum += Math.imul(counts, value & (LANGUAGE_MISSING - 1));
    weight += counts;
    if (missions.modes[m] === REMOTE) {
      sum += Math.imul(weights[w + PLACE]!, FULL);
      weight += weights[w + PLACE]!;
    } else if (km !== NOWHERE) {
      sum += Math.imul(weights[w + PLACE]!, placeValue(km, reachOf(profiles, p, missions, m)));
      weight += weights[w + PLACE]!;
    }
    this.sum = sum;
    this.weight = weight;
  }

  /** The weight of the occupation for a mission that has some. */
  occupationWeight(m: number): number {
    return this.#weights[m * WEIGHTS + OCCUPATION]!;
  }

  /** The score of the pair that `know` was asked for, if nothing blocked it. `occupation`: NO_DATA without one. */
  potential(m: number, occupation: number, fitFreelancer: number): number {
    const counts = this.#weights[m * WEIGHTS + OCCUPATION]! & ~(occupation >> 31);
    return mutualOf(meanOf(this.sum + Math.imul(counts, occupation), this.weight + counts), fitFreelancer);
  }

  /** As hasEvidence: a thousandth of the required skills, of the occupations’ cosine, or half of a title. */
  hasEvidence(m: number, required: number, occupation: number, title: number): boolean {
    return (
      (required > 0 && required * FULL >= this.segment.missions.requiredWhole[m]!) ||
      occupation > 0 ||
      title >= TELLING_TITLE
    );
  }

  #row(
    kind: number,
    tables: number,
    alike: number,
    lay: (m: number, at: number, answers: Int16Array) => void,
  ): number {
    const rows = this.#rows[kind]!;
    const known = rows.get(alike);
    if (known !== undefined) return known;
    const from = this.#end;
    this.#end += tables * this.#classes[kind]!;
    if (this.#answers.length < this.#end) {
      const larger = new Int16Array(this.#end * 2);
      larger.set(this.#answers);
      this.#answers = larger;
    }
    const examples = this.segment.examples[kind]!;
    for (let at = 0; at < examples.length; at++) lay(examples[at]!, from + at, this.#answers);
    rows.set(alike, from);
    return from;
  }

  /** A mission’s weights where it says something, and what bounds its side. */
  #weigh(m: number): void {
    const { missions } = this.segment;
    const weights = this.#weights.subarray(m * WEIGHTS, (m + 1) * WEIGHTS);
    const isEmpty = ({ starts }: { starts: Uint32Array }): boolean => starts[m] === starts[m + 1];
    if (missions.requiredWhole[m] === 0) weights[REQUIRED] = 0;
    if (missions.preferredWhole[m] === 0) weights[PREFERRED] = 0;
    if (isEmpty(missions.occupations)) weights[OCCUPATION] = 0;
    if (isEmpty(missions.words)) weights[TITLE] = 0;
    const rest = restOfWeights(missions, m);
    const whole = rest + weights[REQUIRED]! + weights[PREFERRED]! + weights[OCCUPATION]! + weights[TITLE]!;
    // Halves go up, and a float may fall short of a whole number by a hair.
    this.#bounds.set(
      whole === 0
        ? [FULL, 0, 0, 0, 0]
        : [
            (rest * FULL) / whole + 0.5 + 1e-6,
            missions.requiredWhole[m] === 0 ? 0 : (weights[REQUIRED]! * FULL) / missions.requiredWhole[m]! / whole,
            missions.preferredWhole[m] === 0 ? 0 : (weights[PREFERRED]! * FULL) / missions.preferredWhole[m]! / whole,
            weights[OCCUPATION]! / whole,
            weights[TITLE]! / whole,
          ],
      m * BOUNDS,
    );
  }
}
