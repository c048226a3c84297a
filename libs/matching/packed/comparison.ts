import { FULL, mutualOf, NO_DATA } from '../arithmetic';
import { distanceValue } from '../criteria/distance';
import { placeValue, USUAL_REACH_KM } from '../criteria/place';
import { kilometresApart } from '../place';
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
import { blocksByDates, blocksByMode, blocksByRate } from './obstacles';
import { flagsOfRow } from './profile-row';
import { NOTHING_16, type ProfileSegment } from './profile-segment';

const { isUnavailable, modesIn } = flagsOfRow;
const { ONSITE, REMOTE } = MODE_BIT;

const REQUIRED = CRITERION['required-skills'];
const PREFERRED = CRITERION['preferred-skills'];
const OCCUPATION = CRITERION.occupation;
const TITLE = CRITERION['title-words'];
const RATE = CRITERION.rate;
const AVAILABILITY = CRITERION.availability;
const YEARS = CRITERION.experience;
const NEAR = CRITERION.place;
const SPOKEN = CRITERION.languages;
const SAME_SECTOR = CRITERION.sector;
const PAY = CRITERION.pay;
const REMOTE_WISH = CRITERION['remote-wish'];
const WISHED = CRITERION['wished-occupation'];
const DISTANCE = CRITERION.distance;
const DURATION = CRITERION.duration;
const SECTOR_WISH = CRITERION['sector-wish'];

/** Numbers of a person: where their answers of each kind stand, and after these what is read as it is. */
export const PERSON = 12;
export const HOME = KINDS;
/** Kilometres, −1 when they do not say how far they travel. */
const MOBILITY = KINDS + 1;
export const HAS = KINDS + 2;
export const HAS_OCCUPATIONS = 1;
export const HAS_TITLES = 2;

/** Numbers of a mission: its class in each kind, where its weights begin, and how and where the work is done. */
const MISSION = 12;
const WEIGHTS_AT = KINDS;
const HOW = KINDS + 1;
const WHERE = KINDS + 2;
const RADIUS = KINDS + 3;

/** Tables side by side in a row of each kind: values, the person’s values, and whether it blocks. */
const TABLES: readonly number[] = [3, 2, 1, 1, 1, 1, 2, 1];

/** The criterion of each side that a kind of answer decides; −1 for none. The rhythm counts only where it is the lesser. */
const THEIRS: readonly number[] = [RATE, AVAILABILITY, SPOKEN, SAME_SECTOR, YEARS, -1, -1, -1];
const MINE: readonly number[] = [PAY, -1, -1, SECTOR_WISH, -1, DURATION, REMOTE_WISH, -1];
/** Bounds of sides are reckoned in sixteenths. */
export const SIXTEEN = 16;
/** Bits of a person’s weights, which come to 1000 at most. */
export const COUNTED = 10;

/** The day of whoever takes no mission: later than any that a row holds. */
const NEVER = 0x8000_0000;
/** Numbers of a mission that bound its side. */
const BOUNDS = 5;
/** So many answers are forgotten rather than kept for people to come. */
const MUCH = 1 << 22;
/** Places between which distances are kept at a time, and a distance nobody asked for yet. */
const KEPT_DISTANCES = 1 << 22;
const NOT_KNOWN = -2;
/** Reaches, in km, up to which what distances are worth is kept. */
const USUAL_REACHES = 500;

/**
 * Compares people with the missions of a segment. What rests on a rate, a date, a way of working, languages, a sector,
 * years, weeks and days is reckoned once for people alike in it and missions alike in it, and then looked up; what rests
 * on a place once for each two places. What the two have in common comes as sums. One per thread.
 */
export class Comparison {
  /** By kind, the answers of people alike, STRIDES a row; NO_DATA where a side is silent. */
  readonly #answers: Int16Array[];
  readonly #strides: Int32Array;
  readonly #rows: readonly Map<number, number>[];
  readonly #classes: readonly number[];
  /** MISSION numbers a mission. */
  readonly #missions: Int32Array;
  /** Weights, 0 where a mission is silent; missions alike in them share theirs. */
  readonly #weights: Int32Array;
  /** What the sums of evidence count for a mission’s side, and what the side has without them: BOUNDS a mission. */
  readonly #bounds: Float64Array;
  /** By mission, the weights its side has at most. */
  readonly #wholes: Float64Array;
  /** By place, the kilometres to every other. */
  readonly #distances = new Map<number, Int32Array>();
  /** By reach, what each distance up to twice as far is worth: as a place to the mission, as a way to the person. */
  readonly #near: Int16Array[] = [];
  /** Of the pair settled last: the person’s side, and the mission’s without evidence. */
  #fitFreelancer = NO_DATA;
  #sum = 0;
  #weight = 0;

  constructor(readonly segment: MissionSegment) {
    const { missions, examples, classOf } = segment;
    this.#classes = examples.map(({ length }) => length);
    this.#strides = Int32Array.from(this.#classes, (classes, kind) => classes * TABLES[kind]!);
    this.#answers = Array.from(this.#strides, (stride) => new Int16Array(stride * 8));
    this.#rows = examples.map(() => new Map<number, number>());
    this.#bounds = new Float64Array(missions.size * BOUNDS);
    this.#wholes = new Float64Array(missions.size);
    this.#missions = new Int32Array(missions.size * MISSION);
    const known = new Map<string, number>();
    const weights: number[] = [];
    for (let m = 0; m < missions.size; m++) {
      const own = this.#weigh(m);
      const key = own.join();
      const at = known.get(key) ?? weights.length;
      if (at === weights.length) weights.push(...own);
      known.set(key, at);
      this.#missions.set(classOf.subarray(m * KINDS, (m + 1) * KINDS), m * MISSION);
      this.#missions.set([at, missions.modes[m]!, missions.places[m]!, missions.radiusKm[m]!], m * MISSION + WEIGHTS_AT);
    }
    this.#weights = Int32Array.from(weights);
  }

  /** Writes the PERSON numbers of person `p` into `people` from `r`; valid until `forget`. */
  lay(profiles: ProfileSegment, p: number, people: Int32Array, r: number): void {
    const { missions } = this.segment;
    const available = isUnavailable(profiles.flags[p]!) ? NEVER : profiles.availableDays[p]!;
    const budgets = this.#classes[BUDGET]!;
    const starts = this.#classes[START]!;
    const modes = this.#classes[MODE]!;
    const rates = profiles.least[p]! * 0x1_0000 + profiles.wished[p]!;
    people[r + BUDGET] = this.#row(BUDGET, rates, (m, at, answers) => {
      answers[at] = rateOf(profiles, p, missions, m);
      answers[at + budgets] = payOf(profiles, p, missions, m);
      answers[at + 2 * budgets] = Number(blocksByRate(profiles, p, missions, m));
    });
    people[r + START] = this.#row(START, available, (m, at, answers) => {
      answers[at] = timeOf(profiles, p, missions, m);
      answers[at + starts] = Number(blocksByDates(profiles, p, missions, m));
    });
    people[r + MODE] = this.#row(MODE, modesIn(profiles.flags[p]!), (m, at, answers) => {
      answers[at] = remoteOf(profiles, p, missions.modes[m]!);
      answers[at + modes] = Number(blocksByMode(profiles, p, missions.modes[m]!));
    });
    people[r + LANGUAGES] = this.#row(LANGUAGES, profiles.languages[p]!, (m, at, answers) => {
      answers[at] = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    });
    people[r + SECTOR] = this.#row(SECTOR, profiles.sectors[p]!, (m, at, answers) => {
      answers[at] = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    });
    people[r + EXPERIENCE] = this.#row(EXPERIENCE, profiles.experience[p]!, (m, at, answers) => {
      answers[at] = experienceOf(profiles, p, missions, m);
    });
    const lengths = profiles.weeksMin[p]! * 0x1_0000 + profiles.weeksMax[p]!;
    people[r + WEEKS] = this.#row(WEEKS, lengths, (m, at, answers) => {
      answers[at] = durationOf(profiles, p, missions, m);
    });
    people[r + RHYTHM] = this.#row(RHYTHM, available === NEVER ? 0 : profiles.halfDays[p]!, (m, at, answers) => {
      answers[at] = rhythmOf(profiles, p, missions, m);
    });
    people[r + HOME] = profiles.places[p]!;
    people[r + MOBILITY] = profiles.mobilityKm[p] === NOTHING_16 ? -1 : profiles.mobilityKm[p]!;
    people[r + HAS] =
      (profiles.occupationStarts[p] === profiles.occupationStarts[p + 1] ? 0 : HAS_OCCUPATIONS) |
      (profiles.titleStarts[p] === profiles.titleStarts[p + 1] ? 0 : HAS_TITLES);
  }

  /** Forgets the answers of everybody, once they take much room: what was laid before is void. */
  forget(): void {
    this.#rows.forEach((rows, kind) => {
      if (rows.size * this.#strides[kind]! > MUCH) rows.clear();
    });
  }

  /** True when that kind of answer blocks: of BUDGET, START, MODE and LANGUAGES; `row` as laid for a person. */
  blocksBy(kind: number, row: number, m: number): boolean {
    const at = Math.imul(row, this.#strides[kind]!) + this.#missions[m * MISSION + kind]!;
    if (kind === LANGUAGES) return this.#answers[LANGUAGES]![at]! >= LANGUAGE_MISSING;
    return this.#answers[kind]![at + (TABLES[kind]! - 1) * this.#classes[kind]!] === 1;
  }

  /** Kilometres from a place to each other one, those asked for by `kmTo`. Of no place: undefined. */
  distancesFrom(place: number): Int32Array | undefined {
    if (place === 0) return undefined;
    const { size } = this.segment.missions.dictionaries.places;
    const known = this.#distances.get(place);
    if (known && known.length >= size) return known;
    if ((this.#distances.size + 1) * size > KEPT_DISTANCES) this.#distances.clear();
    const distances = new Int32Array(size).fill(NOT_KNOWN);
    this.#distances.set(place, distances);
    return distances;
  }

  /** Kilometres between two places; NOWHERE without both. `distances`: those from the first. */
  #kmTo(distances: Int32Array | undefined, from: number, to: number): number {
    if (distances === undefined || to === 0) return NOWHERE;
    const known = distances[to]!;
    if (known !== NOT_KNOWN) return known;
    // Every place is three whole numbers, the first place being number 1.
    const { entries } = this.segment.missions.dictionaries.places;
    const a = 3 * (from - 1);
    const b = 3 * (to - 1);
    const km = kilometresApart(
      entries[a]! - entries[b]!,
      entries[a + 1]! - entries[b + 1]!,
      entries[a + 2]! - entries[b + 2]!,
    );
    distances[to] = km;
    return km;
  }

  /** Kilometres from a person’s home to where the mission is done, `distances` being those from home. */
  kmFromHome(distances: Int32Array | undefined, people: Int32Array, r: number, m: number): number {
    const d = m * MISSION;
    return this.#missions[d + HOW] === REMOTE
      ? NOWHERE
      : this.#kmTo(distances, people[r + HOME]!, this.#missions[d + WHERE]!);
  }

  /** The same, `distances` being those from where the mission is done. */
  kmFromMission(distances: Int32Array | undefined, people: Int32Array, r: number, m: number): number {
    const d = m * MISSION;
    return this.#missions[d + HOW] === REMOTE
      ? NOWHERE
      : this.#kmTo(distances, this.#missions[d + WHERE]!, people[r + HOME]!);
  }

  /** True when the place is farther than the person says they travel, and they must be there. */
  blocksByPlace(people: Int32Array, r: number, m: number, km: number): boolean {
    const mobility = people[r + MOBILITY]!;
    return this.#missions[m * MISSION + HOW] === ONSITE && mobility >= 0 && km > Math.max(1, mobility);
  }

  /** The most the mission’s side may come to for these sums of evidence, 0..1000: never below what it is. */
  boundsOf(m: number): Float64Array {
    return this.#bounds.subarray(m * BOUNDS, (m + 1) * BOUNDS);
  }

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
   * By kind and by row of people, how far the answers of mission `m` keep its side from perfect: never more than they do,
   * in sixteenths.
   */
  missionShortfalls(m: number, into: Int32Array[]): void {
    const d = m * MISSION;
    const w = this.#missions[d + WEIGHTS_AT]!;
    for (let kind = 0; kind < KINDS; kind++) {
      if (THEIRS[kind]! < 0) continue;
      const counts = (this.#weights[w + THEIRS[kind]!]! * SIXTEEN) / Math.max(1, this.#wholes[m]!);
      const table = this.#tableFor(kind, into);
      const answers = this.#answers[kind]!;
      const stride = this.#strides[kind]!;
      let at = this.#missions[d + kind]!;
      for (let row = 0; row < this.#rows[kind]!.size; row++, at += stride) {
        const value = answers[at]!;
        table[row] = value < 0 ? 0 : counts * (FULL - (value & (LANGUAGE_MISSING - 1)));
      }
    }
  }

  /**
   * By kind and by row of people, how far mission `m` keeps their side from perfect, in weight times value, above COUNTED
   * bits, and the weight that counts.
   */
  personShortfalls(m: number, into: Int32Array[]): void {
    const d = m * MISSION;
    const w = this.#missions[d + WEIGHTS_AT]!;
    for (let kind = 0; kind < KINDS; kind++) {
      if (MINE[kind]! < 0) continue;
      const counts = this.#weights[w + MINE[kind]!]!;
      const table = this.#tableFor(kind, into);
      const answers = this.#answers[kind]!;
      const stride = this.#strides[kind]!;
      let at = this.#missions[d + kind]! + (kind === BUDGET ? this.#classes[BUDGET]! : 0);
      for (let row = 0; row < this.#rows[kind]!.size; row++, at += stride) {
        const value = answers[at]!;
        table[row] = value < 0 ? 0 : ((counts * (FULL - value)) << COUNTED) | counts;
      }
    }
  }

  /** What that many kilometres are worth to the pair: as a place to the mission above 10 bits, as a way to the person below. */
  near(people: Int32Array, r: number, m: number, km: number): number {
    const mobility = people[r + MOBILITY]!;
    const radius = this.#missions[m * MISSION + RADIUS]!;
    const reach = mobility >= 0 ? Math.max(1, mobility) : radius < 0 ? USUAL_REACH_KM : Math.max(1, radius);
    if (km > 2 * reach) return 0;
    if (reach > USUAL_REACHES) return (placeValue(km, reach) << 10) | distanceValue(km, reach);
    const near = this.#near[reach] ?? this.#layNear(reach);
    return (near[2 * km]! << 10) | near[2 * km + 1]!;
  }

  /** The weight of a wish for mission `m`, and of the way there. */
  unforeseen(m: number): { wish: number; distance: number; place: number } {
    const d = m * MISSION;
    const w = this.#missions[d + WEIGHTS_AT]!;
    const isSomewhere = this.#missions[d + HOW] !== REMOTE && this.#missions[d + WHERE] !== 0;
    return { wish: this.#weights[w + WISHED]!, distance: isSomewhere ? this.#weights[w + DISTANCE]! : 0, place: (this.#weights[w + NEAR]! / Math.max(1, this.#wholes[m]!)) };
  }

  #tableFor(kind: number, into: Int32Array[]): Int32Array {
    const rows = this.#rows[kind]!.size;
    if (into[kind]!.length < rows) into[kind] = new Int32Array(rows * 2);
    return into[kind]!;
  }

  /**
   * Reckons all but the evidence of a pair; `potential` then takes that in. `km`: as kmBetween; `wish`: the cosine of the
   * mission and what the person wishes, NO_DATA without one.
   */
  settle(people: Int32Array, r: number, m: number, km: number, wish: number): void {
    const answers = this.#answers;
    const strides = this.#strides;
    const weights = this.#weights;
    const missions = this.#missions;
    const d = m * MISSION;
    const w = missions[d + WEIGHTS_AT]!;
    const at = Math.imul(people[r + BUDGET]!, strides[BUDGET]!) + missions[d + BUDGET]!;
    let value = answers[BUDGET]![at + this.#classes[BUDGET]!]!;
    let counts = weights[w + PAY]! & ~(value >> 31);
    let mine = Math.imul(counts, value);
    let mineOf = counts;
    value = answers[BUDGET]![at]!;
    counts = weights[w + RATE]! & ~(value >> 31);
    let theirs = Math.imul(counts, value);
    let theirsOf = counts;
    value = answers[MODE]![Math.imul(people[r + MODE]!, strides[MODE]!) + missions[d + MODE]!]!;
    counts = weights[w + REMOTE_WISH]! & ~(value >> 31);
    mine += Math.imul(counts, value);
    mineOf += counts;
    value = answers[WEEKS]![Math.imul(people[r + WEEKS]!, strides[WEEKS]!) + missions[d + WEEKS]!]!;
    counts = weights[w + DURATION]! & ~(value >> 31);
    mine += Math.imul(counts, value);
    mineOf += counts;
    value = answers[SECTOR]![Math.imul(people[r + SECTOR]!, strides[SECTOR]!) + missions[d + SECTOR]!]!;
    counts = weights[w + SECTOR_WISH]! & ~(value >> 31);
    mine += Math.imul(counts, value);
    mineOf += counts;
    counts = weights[w + SAME_SECTOR]! & ~(value >> 31);
    theirs += Math.imul(counts, value);
    theirsOf += counts;
    counts = weights[w + WISHED]! & ~(wish >> 31);
    mine += Math.imul(counts, wish);
    mineOf += counts;
    // The lesser of the two, and the other one where one has NO_DATA: that is the greatest of all once unsigned.
    const time = answers[START]![Math.imul(people[r + START]!, strides[START]!) + missions[d + START]!]!;
    const rhythm = answers[RHYTHM]![Math.imul(people[r + RHYTHM]!, strides[RHYTHM]!) + missions[d + RHYTHM]!]!;
    value = time >>> 0 < rhythm >>> 0 ? time : rhythm;
    counts = weights[w + AVAILABILITY]! & ~(value >> 31);
    theirs += Math.imul(counts, value);
    theirsOf += counts;
    value = answers[EXPERIENCE]![Math.imul(people[r + EXPERIENCE]!, strides[EXPERIENCE]!) + missions[d + EXPERIENCE]!]!;
    counts = weights[w + YEARS]! & ~(value >> 31);
    theirs += Math.imul(counts, value);
    theirsOf += counts;
    value = answers[LANGUAGES]![Math.imul(people[r + LANGUAGES]!, strides[LANGUAGES]!) + missions[d + LANGUAGES]!]!;
    counts = weights[w + SPOKEN]! & ~(value >> 31);
    theirs += Math.imul(counts, value & (LANGUAGE_MISSING - 1));
    theirsOf += counts;
    if (km >= 0) {
      const mobility = people[r + MOBILITY]!;
      const radius = missions[d + RADIUS]!;
      const reach = mobility >= 0 ? Math.max(1, mobility) : radius < 0 ? USUAL_REACH_KM : Math.max(1, radius);
      theirsOf += weights[w + NEAR]!;
      mineOf += weights[w + DISTANCE]!;
      if (km <= 2 * reach) {
        const near = reach <= USUAL_REACHES ? (this.#near[reach] ?? this.#layNear(reach)) : undefined;
        theirs += Math.imul(weights[w + NEAR]!, near ? near[2 * km]! : placeValue(km, reach));
        mine += Math.imul(weights[w + DISTANCE]!, near ? near[2 * km + 1]! : distanceValue(km, reach));
      }
    } else if (missions[d + HOW] === REMOTE) {
      theirs += Math.imul(weights[w + NEAR]!, FULL);
      theirsOf += weights[w + NEAR]!;
    }
    this.#sum = theirs;
    this.#weight = theirsOf;
    this.#fitFreelancer = meanOf(mine, mineOf);
  }

  /**
   * The score of the pair settled last, if nothing blocked it. `required`, `preferred`: as SharedSums; `occupation`,
   * `title`: the values, NO_DATA where the person has none.
   */
  potential(m: number, required: number, preferred: number, occupation: number, title: number): number {
    const weights = this.#weights;
    const w = this.#missions[m * MISSION + WEIGHTS_AT]!;
    const { missions } = this.segment;
    let sum = this.#sum;
    let weight = this.#weight + weights[w + REQUIRED]! + weights[w + PREFERRED]!;
    if (required > 0)
      sum += Math.imul(weights[w + REQUIRED]!, Math.floor((required * FULL) / missions.requiredWhole[m]!));
    if (preferred > 0)
      sum += Math.imul(weights[w + PREFERRED]!, Math.floor((preferred * FULL) / missions.preferredWhole[m]!));
    let counts = weights[w + OCCUPATION]! & ~(occupation >> 31);
    sum += Math.imul(counts, occupation);
    weight += counts;
    counts = weights[w + TITLE]! & ~(title >> 31);
    sum += Math.imul(counts, title);
    weight += counts;
    return mutualOf(meanOf(sum, weight), this.#fitFreelancer);
  }

  /** As hasEvidence: a thousandth of the required skills, of the occupations’ cosine, or half of a title. */
  hasEvidence(m: number, required: number, product: number, title: number): boolean {
    return (
      product * FULL >= LENGTH_SQUARED ||
      title >= TELLING_TITLE ||
      (required > 0 && required * FULL >= this.segment.missions.requiredWhole[m]!)
    );
  }

  #row(
    kind: number,
    alike: number,
    lay: (m: number, at: number, answers: Int16Array) => void,
  ): number {
    const rows = this.#rows[kind]!;
    const known = rows.get(alike);
    if (known !== undefined) return known;
    const id = rows.size;
    const from = id * this.#strides[kind]!;
    if (this.#answers[kind]!.length < from + this.#strides[kind]!) {
      const larger = new Int16Array(2 * (from + this.#strides[kind]!));
      larger.set(this.#answers[kind]!);
      this.#answers[kind] = larger;
    }
    const answers = this.#answers[kind]!;
    const examples = this.segment.examples[kind]!;
    for (let at = 0; at < examples.length; at++) lay(examples[at]!, from + at, answers);
    rows.set(alike, id);
    return id;
  }

  #layNear(reach: number): Int16Array {
    const near = new Int16Array(2 * (2 * reach + 1));
    for (let km = 0; km <= 2 * reach; km++) {
      near[2 * km] = placeValue(km, reach);
      near[2 * km + 1] = distanceValue(km, reach);
    }
    this.#near[reach] = near;
    return near;
  }

  /** A mission’s weights where it says something; leaves what bounds its side. */
  #weigh(m: number): Int32Array {
    const { missions } = this.segment;
    const weights = missions.weights.slice(m * WEIGHTS, (m + 1) * WEIGHTS);
    const isEmpty = ({ starts }: { starts: Uint32Array }): boolean => starts[m] === starts[m + 1];
    if (missions.requiredWhole[m] === 0) weights[REQUIRED] = 0;
    if (missions.preferredWhole[m] === 0) weights[PREFERRED] = 0;
    if (isEmpty(missions.occupations)) weights[OCCUPATION] = 0;
    if (isEmpty(missions.words)) weights[TITLE] = 0;
    const rest = restOfWeights(missions, m);
    const whole = rest + weights[REQUIRED]! + weights[PREFERRED]! + weights[OCCUPATION]! + weights[TITLE]!;
    this.#wholes[m] = whole;
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
    return weights;
  }
}

/** As in cosineOf. */
const LENGTH_SQUARED = 255 * 255;
