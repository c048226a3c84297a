import type { MissionFacts, WeighableGroup } from './model';
import {
  FREELANCER_CRITERIA,
  MISSION_CRITERIA,
  type CriterionKey,
  type FreelancerCriterion,
  type MissionCriterion,
} from './phrases';

/** What counts, how much, on each side. Points out of 1000 a side; a change of any number is a new version. */
export interface Weights {
  version: string;
  mission: Record<MissionCriterion, number>;
  freelancer: Record<FreelancerCriterion, number>;
}

/**
 * The weights in force. The freelancer’s side and the facts of a mission (rate, dates, place…) come from the design;
 * how the evidence of skills, occupation and title words shares its points was set on judged pairs of missions and
 * profiles worded by two referentials, and holds by cross-validation (docs/decisions/0017; `npm run weights`).
 */
export const weights: Weights = {
  version: '1',
  mission: {
    'required-skills': 320,
    'preferred-skills': 60,
    occupation: 180,
    'title-words': 80,
    rate: 100,
    availability: 80,
    experience: 60,
    place: 60,
    languages: 30,
    sector: 30,
  },
  freelancer: {
    pay: 350,
    'wished-occupation': 220,
    'remote-wish': 150,
    distance: 100,
    duration: 120,
    'sector-wish': 60,
  },
};

/** The rules of the engine itself; raised when a criterion’s arithmetic changes. */
export const KERNEL_VERSION = '1.1.0';

/** Which criteria an employer’s own weight moves together. */
export const WEIGHABLE: Record<WeighableGroup, readonly MissionCriterion[]> = {
  skills: ['required-skills', 'preferred-skills'],
  occupation: ['occupation', 'title-words'],
  rate: ['rate'],
  availability: ['availability'],
  place: ['place'],
  languages: ['languages'],
  experience: ['experience'],
};

/** The most an employer may multiply a criterion by. */
export const MOST_WEIGHT = 3;

/** All criteria in their one order, mission side first: the index into every vector of values and weights. */
export const CRITERIA: readonly CriterionKey[] = [...MISSION_CRITERIA, ...FREELANCER_CRITERIA];
export const MISSION_SIDE_END = MISSION_CRITERIA.length;

/**
 * The weights of one mission in criteria order: the version’s own, those of a group multiplied by the employer’s wish
 * for it (a whole number from 0 to 3; what lies outside counts as the nearest bound).
 */
export function weightsFor(mission: MissionFacts): Int32Array {
  const vector = new Int32Array(CRITERIA.length);
  MISSION_CRITERIA.forEach((key, at) => (vector[at] = weights.mission[key]));
  FREELANCER_CRITERIA.forEach((key, at) => (vector[MISSION_SIDE_END + at] = weights.freelancer[key]));
  for (const [group, keys] of Object.entries(WEIGHABLE) as [WeighableGroup, readonly MissionCriterion[]][]) {
    const factor = Math.min(MOST_WEIGHT, Math.max(0, Math.floor(mission.weights?.[group] ?? 1)));
    for (const key of keys) vector[MISSION_CRITERIA.indexOf(key)]! *= factor;
  }
  return vector;
}

/**
 * The version a stored score carries: kernel, weights and the reading of the referential. Two scores with the same
 * engine version and the same facts are equal; any change that may move a score changes it.
 */
export const engineVersion = (readingVersion: string): string =>
  `${KERNEL_VERSION}+w${weights.version}.r${readingVersion}`;

const numbersOf = (version: string): number[] => (version.split('.r')[0] ?? '').match(/\d+/g)?.map(Number) ?? [];

/** True when the first engine’s kernel or weights come before the second’s; readings have no order. */
export function isOlderEngine(version: string, than: string): boolean {
  const [ours, theirs] = [numbersOf(version), numbersOf(than)];
  const at = theirs.findIndex((number, index) => number !== ours[index]);
  return at >= 0 && (ours[at] ?? 0) < theirs[at]!;
}
