import { FULL } from '../arithmetic';
import type { Dictionaries } from './dictionary';
import { restOfWeights } from './kernel';
import { CRITERION, MissionColumns, WEIGHTS } from './mission-columns';
import type { MissionNumbers } from './mission-row';
import { NO_DAY } from './profile-row';

/** Values listed by key: those of `key` stand from `starts[key]` to `starts[key + 1]`. */
interface Postings {
  starts: Uint32Array;
  values: Int32Array;
}

/** `visit` is called twice and must tell the same. */
function postingsOf(keys: number, visit: (tell: (key: number, value: number) => void) => void): Postings {
  const starts = new Uint32Array(keys + 1);
  visit((key) => starts[key + 1]!++);
  for (let key = 0; key < keys; key++) starts[key + 1]! += starts[key]!;
  const values = new Int32Array(starts[keys]!);
  const ends = starts.slice(0, keys);
  visit((key, value) => (values[ends[key]!++] = value));
  return { starts, values };
}

/** Missions alike in something: the class of each, and one mission of each class. */
export interface Classes {
  of: Uint32Array;
  examples: Uint32Array;
}

function classesOf(size: number, keyOf: (m: number) => string): Classes {
  const known = new Map<string, number>();
  const examples: number[] = [];
  const of = Uint32Array.from({ length: size }, (_, m) => {
    const key = keyOf(m);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, examples.length);
    return examples.push(m) - 1;
  });
  return { of, examples: Uint32Array.from(examples) };
}

/** How many numbers of `bounds` belong to a mission. */
export const BOUND_STRIDE = 8;

/** Many missions as columns, found by what they need. Never changed once built. */
export class MissionSegment {
  readonly missions: MissionColumns;
  /** Needs by skill that answers them, and at the same places `asked level << 8 | similarity`. */
  readonly needs: Postings;
  readonly strengths: Uint16Array;
  readonly missionOfNeed: Uint32Array;
  readonly requiredNeed: Uint8Array;
  /** `mission << 8 | weight` by occupation and by word. */
  readonly byOccupation: Postings;
  readonly byWord: Postings;
  /** Missions of the same budget and way of working, and of the same start. */
  readonly byPay: Classes;
  readonly byStart: Classes;
  readonly #bounds: (Float32Array | undefined)[] = [];

  constructor(
    readonly given: readonly MissionNumbers[],
    dictionaries: Dictionaries,
  ) {
    const columns = new MissionColumns(given, dictionaries);
    this.missions = columns;
    const needs = columns.needAsked.length;
    this.missionOfNeed = new Uint32Array(needs);
    this.requiredNeed = new Uint8Array(needs);
    for (let m = 0; m < columns.size; m++) {
      this.missionOfNeed.fill(m, columns.needStarts[m], columns.needStarts[m + 1]);
      this.requiredNeed.fill(1, columns.needStarts[m], columns.preferredFrom[m]);
    }
    const { starts, entries } = columns.answers;
    const eachAnswer = (
      tell: (skill: number, value: number) => void,
      valueOf: (need: number, at: number) => number,
    ) => {
      for (let need = 0; need < needs; need++)
        for (let at = starts[need]!; at < starts[need + 1]!; at++) tell(entries[at]! >> 8, valueOf(need, at));
    };
    const skills = dictionaries.skills.size;
    this.needs = postingsOf(skills, (tell) => eachAnswer(tell, (need) => need));
    const strengths = postingsOf(skills, (tell) =>
      eachAnswer(tell, (need, at) => (columns.needAsked[need]! << 8) | (entries[at]! & 255)),
    );
    this.strengths = Uint16Array.from(strengths.values);
    const weighted = (lists: MissionColumns['words'], keys: number): Postings =>
      postingsOf(keys, (tell) => {
        for (let m = 0; m < columns.size; m++)
          for (let at = lists.starts[m]!; at < lists.starts[m + 1]!; at++)
            tell(lists.entries[at]! >> 8, (m << 8) | (lists.entries[at]! & 255));
      });
    this.byPay = classesOf(columns.size, (m) => `${columns.budgets[m]} ${columns.modes[m]}`);
    this.byStart = classesOf(columns.size, (m) => `${columns.startDays[m]}`);
    this.byOccupation = weighted(columns.occupations, dictionaries.occupations.size);
    this.byWord = weighted(columns.words, dictionaries.words.size);
  }

  get size(): number {
    return this.missions.size;
  }

  get nums(): Int32Array {
    return this.missions.nums;
  }

  /**
   * What turns a person’s sums into the most a mission’s side may come to, for people with or without occupations and
   * titles: BOUND_STRIDE numbers a mission, by which to multiply the sums of required and preferred skills, of
   * occupations, the value of the title, 1, and what rate and dates lack of their full value (a loss).
   */
  bounds(occupations: boolean, titles: boolean): Float32Array {
    const which = (occupations ? 2 : 0) | (titles ? 1 : 0);
    return (this.#bounds[which] ??= this.#boundsFor(occupations, titles));
  }

  #boundsFor(occupations: boolean, titles: boolean): Float32Array {
    const { missions } = this;
    const bounds = new Float32Array(missions.size * BOUND_STRIDE);
    for (let m = 0; m < missions.size; m++) {
      const weightOf = (criterion: keyof typeof CRITERION, counts: boolean): number =>
        counts ? missions.weights[m * WEIGHTS + CRITERION[criterion]]! : 0;
      const required = weightOf('required-skills', missions.requiredWhole[m]! > 0);
      const preferred = weightOf('preferred-skills', missions.preferredWhole[m]! > 0);
      const { occupations: some, words } = missions;
      const occupation = weightOf('occupation', occupations && some.starts[m] !== some.starts[m + 1]);
      const title = weightOf('title-words', titles && words.starts[m] !== words.starts[m + 1]);
      const rest = restOfWeights(missions, m);
      const whole = required + preferred + occupation + title + rest;
      const at = m * BOUND_STRIDE;
      // Without any weight the mission’s side has no data: nothing bounds the pair.
      if (whole === 0) bounds[at + 4] = FULL;
      else {
        if (required > 0) bounds[at] = (required * FULL) / (missions.requiredWhole[m]! * whole);
        if (preferred > 0) bounds[at + 1] = (preferred * FULL) / (missions.preferredWhole[m]! * whole);
        bounds[at + 2] = (occupation * FULL) / (COSINE_WHOLE * whole);
        bounds[at + 3] = title / whole;
        bounds[at + 4] = (rest * FULL) / whole;
        bounds[at + 5] = -weightOf('rate', missions.budgets[m]! > 0) / whole;
        bounds[at + 6] = -weightOf('availability', missions.startDays[m] !== NO_DAY) / whole;
      }
    }
    return bounds;
  }
}

/** A product of two occupations’ weights that is a cosine of 1. */
export const COSINE_WHOLE = 255 * 255;
