import {
  durationOf,
  experienceOf,
  LANGUAGE_MISSING,
  languagesValue,
  payOf,
  rateOf,
  remoteOf,
  rhythmOf,
  sectorValue,
  timeOf,
} from './kernel';
import {
  BUDGET,
  EXPERIENCE,
  HAS_OCCUPATIONS,
  HAS_TITLES,
  KINDS,
  LANGUAGES,
  MODE,
  RHYTHM,
  SECTOR,
  START,
  WEEKS,
} from './layout';
import type { MissionSegment } from './mission-segment';
import { blocksByDates, blocksByMode, blocksByRate } from './obstacles';
import { flagsOfRow } from './profile-row';
import { NOTHING_16, type ProfileSegment } from './profile-segment';

const { isUnavailable, modesIn } = flagsOfRow;

/** Numbers of a person: their row of answers of each kind, and after these what is read as it is. */
export const PERSON = 12;
/** The number of their place. */
export const HOME = KINDS;
/** In km; −1 when they do not say how far they travel. */
export const MOBILITY = KINDS + 1;
/** HAS_OCCUPATIONS and HAS_TITLES, where they have any. */
export const HAS = KINDS + 2;

/** Tables side by side in a row of each kind: values, the person’s own values (BUDGET), and whether it blocks. */
export const TABLES: readonly number[] = [3, 2, 1, 1, 1, 1, 2, 1];
/** The day of whoever takes no mission: later than any that a row holds. */
const NEVER = 0x8000_0000;
/** So many answers of a kind are forgotten rather than kept for people to come. */
const MUCH = 1 << 20;

/**
 * What people come to for missions by themselves, place and evidence left out: reckoned once for people alike in a kind
 * of fact (a row) and missions alike in it (a class).
 */
export class Answers {
  /** By kind, `strides[kind]` answers a row: NO_DATA where a side is silent. */
  readonly values: Int16Array[];
  readonly strides: Int32Array;
  readonly #rows: readonly Map<number, number>[];
  readonly #classes: readonly number[];

  constructor(readonly segment: MissionSegment) {
    this.#classes = segment.examples.map(({ length }) => length);
    this.strides = Int32Array.from(this.#classes, (classes, kind) => classes * TABLES[kind]!);
    this.values = Array.from(this.strides, (stride) => new Int16Array(stride * 8));
    this.#rows = segment.examples.map(() => new Map<number, number>());
  }

  /** How many rows of a kind there are. */
  rows(kind: number): number {
    return this.#rows[kind]!.size;
  }

  /** How far after the value of a budget stands what it is worth to the person. */
  get pay(): number {
    return this.#classes[BUDGET]!;
  }

  /** Writes the PERSON numbers of person `p` into `people` from `r`; valid until `forget`. */
  lay(profiles: ProfileSegment, p: number, people: Int32Array, r: number): void {
    const { missions } = this.segment;
    const budgets = this.#classes[BUDGET]!;
    const starts = this.#classes[START]!;
    const modes = this.#classes[MODE]!;
    const available = isUnavailable(profiles.flags[p]!) ? NEVER : profiles.availableDays[p]!;
    const rates = profiles.least[p]! * 0x1_0000 + profiles.wished[p]!;
    people[r + BUDGET] = this.#rowOf(BUDGET, rates, (m, at, values) => {
      values[at] = rateOf(profiles, p, missions, m);
      values[at + budgets] = payOf(profiles, p, missions, m);
      values[at + 2 * budgets] = Number(blocksByRate(profiles, p, missions, m));
    });
    people[r + START] = this.#rowOf(START, available, (m, at, values) => {
      values[at] = timeOf(profiles, p, missions, m);
      values[at + starts] = Number(blocksByDates(profiles, p, missions, m));
    });
    people[r + MODE] = this.#rowOf(MODE, modesIn(profiles.flags[p]!), (m, at, values) => {
      values[at] = remoteOf(profiles, p, missions.modes[m]!);
      values[at + modes] = Number(blocksByMode(profiles, p, missions.modes[m]!));
    });
    people[r + LANGUAGES] = this.#rowOf(LANGUAGES, profiles.languages[p]!, (m, at, values) => {
      values[at] = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    });
    people[r + SECTOR] = this.#rowOf(SECTOR, profiles.sectors[p]!, (m, at, values) => {
      values[at] = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    });
    people[r + EXPERIENCE] = this.#rowOf(EXPERIENCE, profiles.experience[p]!, (m, at, values) => {
      values[at] = experienceOf(profiles, p, missions, m);
    });
    const lengths = profiles.weeksMin[p]! * 0x1_0000 + profiles.weeksMax[p]!;
    people[r + WEEKS] = this.#rowOf(WEEKS, lengths, (m, at, values) => {
      values[at] = durationOf(profiles, p, missions, m);
    });
    people[r + RHYTHM] = this.#rowOf(RHYTHM, available === NEVER ? 0 : profiles.halfDays[p]!, (m, at, values) => {
      values[at] = rhythmOf(profiles, p, missions, m);
    });
    people[r + HOME] = profiles.places[p]!;
    people[r + MOBILITY] = profiles.mobilityKm[p] === NOTHING_16 ? -1 : profiles.mobilityKm[p]!;
    people[r + HAS] =
      (profiles.occupationStarts[p] === profiles.occupationStarts[p + 1] ? 0 : HAS_OCCUPATIONS) |
      (profiles.titleStarts[p] === profiles.titleStarts[p + 1] ? 0 : HAS_TITLES);
  }

  /** True when the answer of that row to a class of missions blocks: of BUDGET, START, MODE and LANGUAGES. */
  blocks(kind: number, row: number, missionClass: number): boolean {
    const at = Math.imul(row, this.strides[kind]!) + missionClass;
    if (kind === LANGUAGES) return this.values[LANGUAGES]![at]! >= LANGUAGE_MISSING;
    return this.values[kind]![at + (TABLES[kind]! - 1) * this.#classes[kind]!] === 1;
  }

  /** Forgets answers of which there are very many: what was laid before is void. */
  forget(): void {
    this.#rows.forEach((rows, kind) => {
      if (rows.size * this.strides[kind]! > MUCH) rows.clear();
    });
  }

  #rowOf(kind: number, alike: number, lay: (m: number, at: number, values: Int16Array) => void): number {
    const rows = this.#rows[kind]!;
    const known = rows.get(alike);
    if (known !== undefined) return known;
    const row = rows.size;
    const stride = this.strides[kind]!;
    const from = row * stride;
    if (this.values[kind]!.length < from + stride) {
      const larger = new Int16Array(2 * (from + stride));
      larger.set(this.values[kind]!);
      this.values[kind] = larger;
    }
    const examples = this.segment.examples[kind]!;
    for (let at = 0; at < examples.length; at++) lay(examples[at]!, from + at, this.values[kind]!);
    rows.set(alike, row);
    return row;
  }
}
