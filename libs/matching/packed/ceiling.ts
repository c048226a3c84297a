import { FULL } from '../arithmetic';
import { FREELANCER_CRITERIA } from '../phrases';
import { weights } from '../weights';
import type { Comparison } from './comparison';
import { placeIn, wayIn } from './distances';
import { LANGUAGE_MISSING } from './kernel';
import { CRITERION } from './mission-columns';
import { BUDGET, EXPERIENCE, KINDS, LANGUAGES, MODE, SECTOR, START, WEEKS } from './mission-segment';

const WISHED = CRITERION['wished-occupation'];
/** Bits of the weights of a person’s side, which come to 1000 at most. */
const COUNTED = 10;
/** Shortfalls of a mission’s side are reckoned in sixteenths. */
const SIXTEEN = 16;

/** By kind, the criterion of each side that an answer decides. The rhythm is left out: it counts only where it is lesser. */
const THEIRS = new Map([
  [BUDGET, CRITERION.rate],
  [START, CRITERION.availability],
  [LANGUAGES, CRITERION.languages],
  [SECTOR, CRITERION.sector],
  [EXPERIENCE, CRITERION.experience],
]);
const MINE = new Map([
  [BUDGET, CRITERION.pay],
  [SECTOR, CRITERION['sector-wish']],
  [WEEKS, CRITERION.duration],
  [MODE, CRITERION['remote-wish']],
]);

/** The weights of a side must leave room above their bits. */
if (FREELANCER_CRITERIA.reduce((sum, key) => sum + weights.freelancer[key], 0) >= 1 << COUNTED)
  throw new RangeError('The weights of a person’s side take more than ten bits');

/**
 * What people may come to at most for one mission: all is known but a wish and the days a week, which count as perfect.
 * Says of most people, in a few look-ups, that they need not be compared.
 */
export class Ceiling {
  /** By kind and row of answers, how far they keep the mission’s side from perfect, in sixteenths: never more. */
  readonly #theirs: Int32Array[] = Array.from({ length: KINDS }, () => new Int32Array(0));
  /** How far they keep the person’s side from perfect (weight times value), above COUNTED bits the weight that counts. */
  readonly #mine: Int32Array[] = Array.from({ length: KINDS }, () => new Int32Array(0));
  #wish = 0;
  #way = 0;
  #place = 0;

  constructor(readonly comparison: Comparison) {}

  /** Makes the tables of mission `m`, for everybody laid so far. */
  read(m: number): void {
    const { answers, segment, weights: counting, wholes } = this.comparison;
    const { missions } = segment;
    const w = this.comparison.weightsAt(m);
    const whole = Math.max(1, wholes[m]!);
    for (const [kind, criterion] of THEIRS) {
      const counts = (counting[w + criterion]! * SIXTEEN) / whole;
      this.#fill(this.#theirs, kind, m, 0, (value) => counts * (FULL - (value & (LANGUAGE_MISSING - 1))));
    }
    for (const [kind, criterion] of MINE) {
      const counts = counting[w + criterion]!;
      const from = kind === BUDGET ? answers.pay : 0;
      this.#fill(this.#mine, kind, m, from, (value) => ((counts * (FULL - value)) << COUNTED) | counts);
    }
    this.#wish = missions.occupations.starts[m] === missions.occupations.starts[m + 1] ? 0 : counting[w + WISHED]!;
    this.#way = counting[w + CRITERION.distance]!;
    this.#place = counting[w + CRITERION.place]! / whole;
  }

  /**
   * False when the person at `r` is certain to stay under a potential of `needed`. `bound`: as boundOf; `km`:
   * as kmFromMission; `hasWish`: whether they wish for anything.
   */
  reaches(
    needed: number,
    bound: number,
    people: Int32Array,
    r: number,
    m: number,
    km: number,
    hasWish: boolean,
  ): boolean {
    const [byRate, byStart, byLanguages, bySector, byYears] = this.#theirs;
    const mine = this.#mine;
    const rates = people[r + BUDGET]!;
    const sectors = people[r + SECTOR]!;
    const packed =
      mine[BUDGET]![rates]! +
      mine[SECTOR]![sectors]! +
      mine[WEEKS]![people[r + WEEKS]!]! +
      mine[MODE]![people[r + MODE]!]!;
    let counted = (packed & ((1 << COUNTED) - 1)) + (hasWish ? this.#wish : 0);
    let missing = packed >>> COUNTED;
    let theirs =
      bound +
      1 -
      (byRate![rates]! +
        byStart![people[r + START]!]! +
        byLanguages![people[r + LANGUAGES]!]! +
        bySector![sectors]! +
        byYears![people[r + EXPERIENCE]!]!) /
        SIXTEEN;
    if (km >= 0) {
      const worth = this.comparison.worthOf(km, people, r, m);
      counted += this.#way;
      missing += this.#way * (FULL - wayIn(worth));
      theirs -= this.#place * (FULL - placeIn(worth));
    }
    // Scores are rounded, halves up: half a point less will do, on every side.
    const least = needed - 0.5;
    const sum = (FULL + 0.5) * counted - missing;
    return counted === 0 ? theirs >= least : 2 * theirs * sum >= least * (theirs * counted + sum);
  }

  #fill(tables: Int32Array[], kind: number, m: number, from: number, of: (value: number) => number): void {
    const { answers, segment } = this.comparison;
    const rows = answers.rows(kind);
    if (tables[kind]!.length < rows) tables[kind] = new Int32Array(rows * 2);
    const table = tables[kind]!;
    const values = answers.values[kind]!;
    const stride = answers.strides[kind]!;
    let at = segment.classOf[m * KINDS + kind]! + from;
    for (let row = 0; row < rows; row++, at += stride) table[row] = values[at]! < 0 ? 0 : of(values[at]!);
  }
}
