import { FULL, mutualOf, NO_DATA } from '../arithmetic';
import { USUAL_REACH_KM } from '../criteria/place';
import { MODE_BIT } from '../prepare';
import { TELLING_TITLE } from '../score';
import { Answers, HOME, MOBILITY } from './answers';
import { Distances, placeIn, wayIn } from './distances';
import { LANGUAGE_MISSING, meanOf, NOWHERE, restOfWeights } from './kernel';
import { CRITERION, WEIGHTS } from './mission-columns';
import { BUDGET, EXPERIENCE, KINDS, LANGUAGES, MODE, RHYTHM, SECTOR, START, WEEKS } from './layout';
import type { MissionSegment } from './mission-segment';

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

/** Numbers of a mission: its class in each kind, where its weights begin, and how and where the work is done. */
const MISSION = 12;
const WEIGHTS_AT = KINDS;
const HOW = KINDS + 1;
const WHERE = KINDS + 2;
const RADIUS = KINDS + 3;

/** Numbers of a mission that bound its side. */
const BOUNDS = 5;
/** The least product of occupations whose cosine is a thousandth, as in cosineOf. */
const LEAST_PRODUCT = Math.ceil((255 * 255) / FULL);

/**
 * Compares people with the missions of a segment: people as `Answers` lays them, what a pair has in common as sums. One
 * per thread.
 */
export class Comparison {
  readonly answers: Answers;
  readonly distances: Distances;
  /** Weights, 0 where a mission is silent; missions alike in them share theirs. */
  readonly weights: Int32Array;
  /** By mission, the weights its side has at most. */
  readonly wholes: Float64Array;
  /** MISSION numbers a mission. */
  readonly #missions: Int32Array;
  /** By mission, the least sum of required skills that is a thousandth of all. */
  readonly leastRequired: Float64Array;
  /** What the sums of evidence count for a mission’s side, and what the side has without them: BOUNDS a mission. */
  readonly bounds: Float64Array;
  /** Of the pair settled last: the person’s side, and the mission’s without evidence. */
  #fitFreelancer = NO_DATA;
  #sum = 0;
  #weight = 0;

  constructor(readonly segment: MissionSegment) {
    const { missions, classOf } = segment;
    this.answers = new Answers(segment);
    this.distances = new Distances(missions.dictionaries.places);
    this.wholes = new Float64Array(missions.size);
    this.leastRequired = missions.requiredWhole.map((whole) => Math.max(1, Math.ceil(whole / FULL)));
    this.bounds = new Float64Array(missions.size * BOUNDS);
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
      this.#missions.set(
        [at, missions.modes[m]!, missions.places[m]!, missions.radiusKm[m]!],
        m * MISSION + WEIGHTS_AT,
      );
    }
    this.weights = Int32Array.from(weights);
  }

  /** Where the weights of a mission begin. */
  weightsAt(m: number): number {
    return this.#missions[m * MISSION + WEIGHTS_AT]!;
  }

  /** True when that kind of answer blocks: of BUDGET, START, MODE and LANGUAGES; `row` as laid for a person. */
  blocksBy(kind: number, row: number, m: number): boolean {
    return this.answers.blocks(kind, row, this.#missions[m * MISSION + kind]!);
  }

  /** Kilometres from a person’s home to where the mission is done, `distances` being those from home; else NOWHERE. */
  kmFromHome(distances: Int16Array | undefined, people: Int32Array, r: number, m: number): number {
    const d = m * MISSION;
    if (this.#missions[d + HOW] === REMOTE) return NOWHERE;
    return this.distances.km(distances, people[r + HOME]!, this.#missions[d + WHERE]!);
  }

  /** What that many kilometres are worth to the pair, as Distances. */
  worthOf(km: number, people: Int32Array, r: number, m: number): number {
    const mobility = people[r + MOBILITY]!;
    const radius = this.#missions[m * MISSION + RADIUS]!;
    return this.distances.worth(km, Math.max(1, mobility >= 0 ? mobility : radius < 0 ? USUAL_REACH_KM : radius));
  }

  /** True when the place is farther than the person says they travel, and they must be there. */
  blocksByPlace(people: Int32Array, r: number, m: number, km: number): boolean {
    const mobility = people[r + MOBILITY]!;
    return this.#missions[m * MISSION + HOW] === ONSITE && mobility >= 0 && km > Math.max(1, mobility);
  }

  /** The most the mission’s side may come to for these sums of evidence, 0..1000: never below what it is. */
  atMost(m: number, required: number, preferred: number, occupation: number, title: number): number {
    const bounds = this.bounds;
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
   * Reckons all but the evidence of a pair; `potential` then takes that in. `km`: as kmFromHome; `wish`: the cosine of the
   * mission and what the person wishes, NO_DATA without one.
   */
  settle(people: Int32Array, r: number, m: number, km: number, wish: number): void {
    const { values: answers, strides, pay } = this.answers;
    const { weights } = this;
    const missions = this.#missions;
    const d = m * MISSION;
    const w = missions[d + WEIGHTS_AT]!;
    const at = Math.imul(people[r + BUDGET]!, strides[BUDGET]!) + missions[d + BUDGET]!;
    let value = answers[BUDGET]![at + pay]!;
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
      const worth = this.worthOf(km, people, r, m);
      theirs += Math.imul(weights[w + NEAR]!, placeIn(worth));
      theirsOf += weights[w + NEAR]!;
      mine += Math.imul(weights[w + DISTANCE]!, wayIn(worth));
      mineOf += weights[w + DISTANCE]!;
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
    const { weights } = this;
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
    return product >= LEAST_PRODUCT || title >= TELLING_TITLE || required >= this.leastRequired[m]!;
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
    this.wholes[m] = whole;
    // Halves go up, and a float may fall short of a whole number by a hair.
    this.bounds.set(
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
