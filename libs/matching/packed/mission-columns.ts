import { CRITERIA } from '../weights';
import type { Dictionaries } from './dictionary';
import type { MissionNumbers } from './mission-row';

/** How many weights a mission has. */
export const WEIGHTS = CRITERIA.length;
/** Where each criterion’s weight stands. */
export const CRITERION = Object.fromEntries(CRITERIA.map((key, at) => [key, at])) as Record<
  (typeof CRITERIA)[number],
  number
>;

const column = (missions: readonly MissionNumbers[], field: (mission: MissionNumbers) => number): Int32Array =>
  Int32Array.from(missions, field);

/** Lists one after the other; that of item `at` stands from `starts[at]` to `starts[at + 1]`. */
interface Joined {
  starts: Uint32Array;
  entries: Int32Array;
}
function joinedLists(lists: readonly (readonly number[])[]): Joined {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (starts[at + 1] = starts[at]! + list.length));
  const entries = new Int32Array(starts[lists.length]!);
  lists.forEach((list, at) => entries.set(list, starts[at]!));
  return { starts, entries };
}

/** Some missions as columns. Never changed once built. */
export class MissionColumns {
  readonly nums: Int32Array;
  readonly organisations: Int32Array;
  readonly sectors: Int32Array;
  readonly sectorsCompared: Int32Array;
  readonly budgets: Int32Array;
  readonly startDays: Int32Array;
  readonly weeks: Int32Array;
  readonly halfDays: Int32Array;
  readonly modes: Int32Array;
  readonly places: Int32Array;
  readonly radiusKm: Int32Array;
  readonly languages: Int32Array;
  readonly experience: Int32Array;
  /** WEIGHTS a mission, in criteria order. */
  readonly weights: Int32Array;
  readonly words: Joined;
  readonly occupations: Joined;

  /** The needs of mission `m` stand from `needStarts[m]` to `needStarts[m + 1]`, the required ones before `preferredFrom[m]`. */
  readonly needStarts: Uint32Array;
  readonly preferredFrom: Uint32Array;
  readonly needWeights: Int32Array;
  readonly needAsked: Uint8Array;
  readonly needMust: Uint8Array;
  /** `skill << 8 | similarity`, by need. */
  readonly answers: Joined;
  /** 255 times the sum of the weights of the needs; 0 when there are none. Whole, and may exceed 32 bits. */
  readonly requiredWhole: Float64Array;
  readonly preferredWhole: Float64Array;
  readonly musts: Uint16Array;

  constructor(
    missions: readonly MissionNumbers[],
    readonly dictionaries: Dictionaries,
  ) {
    this.nums = column(missions, ({ num }) => num);
    this.organisations = column(missions, ({ organisation }) => organisation);
    this.sectors = column(missions, ({ sector }) => sector);
    this.sectorsCompared = column(missions, ({ sectorCompared }) => sectorCompared);
    this.budgets = column(missions, ({ budget }) => budget);
    this.startDays = column(missions, ({ startDay }) => startDay);
    this.weeks = column(missions, ({ weeks }) => weeks);
    this.halfDays = column(missions, ({ halfDays }) => halfDays);
    this.modes = column(missions, ({ mode }) => mode);
    this.places = column(missions, ({ place }) => place);
    this.radiusKm = column(missions, ({ radiusKm }) => radiusKm);
    this.languages = column(missions, ({ languages }) => languages);
    this.experience = column(missions, ({ experience }) => experience);
    this.weights = Int32Array.from(missions.flatMap(({ weights }) => weights));
    this.words = joinedLists(missions.map(({ words }) => words));
    this.occupations = joinedLists(missions.map(({ occupations }) => occupations));
    const needs = missions.flatMap((mission) => mission.needs);
    this.needStarts = new Uint32Array(missions.length + 1);
    missions.forEach((mission, m) => (this.needStarts[m + 1] = this.needStarts[m]! + mission.needs.length));
    this.preferredFrom = Uint32Array.from(
      missions,
      (mission, m) => this.needStarts[m]! + mission.needs.filter(({ required }) => required).length,
    );
    this.needWeights = Int32Array.from(needs, ({ weight }) => weight);
    this.needAsked = Uint8Array.from(needs, ({ asked }) => asked);
    this.needMust = Uint8Array.from(needs, ({ required, must }) => (required && must ? 1 : 0));
    this.answers = joinedLists(needs.map(({ answers }) => answers));
    const wholeOf = (mission: MissionNumbers, wanted: boolean): number =>
      255 * mission.needs.reduce((sum, { required, weight }) => sum + (required === wanted ? weight : 0), 0);
    this.requiredWhole = Float64Array.from(missions, (mission) => wholeOf(mission, true));
    this.preferredWhole = Float64Array.from(missions, (mission) => wholeOf(mission, false));
    this.musts = Uint16Array.from(
      missions,
      (mission) => mission.needs.filter((need) => need.required && need.must).length,
    );
  }

  get size(): number {
    return this.nums.length;
  }
}
