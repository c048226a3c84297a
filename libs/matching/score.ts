import { FULL, NO_DATA, mutualOf } from './arithmetic';
import { FREE, REFUSED, obstacle } from './blockers';
import { availability } from './criteria/availability';
import { distance } from './criteria/distance';
import { duration } from './criteria/duration';
import { experience } from './criteria/experience';
import { languages } from './criteria/languages';
import { occupation } from './criteria/occupation';
import { pay } from './criteria/pay';
import { place } from './criteria/place';
import { preferredSkills } from './criteria/preferred-skills';
import { rate } from './criteria/rate';
import { remoteWish } from './criteria/remote-wish';
import { requiredSkills } from './criteria/required-skills';
import { sector } from './criteria/sector';
import { sectorWish } from './criteria/sector-wish';
import { titleWords } from './criteria/title-words';
import { wishedOccupation } from './criteria/wished-occupation';
import type { Criterion } from './criterion';
import type { CriterionKey } from './phrases';
import type { PreparedMission, PreparedProfile } from './prepare';
import { CRITERIA, MISSION_SIDE_END } from './weights';

const byKey: Record<CriterionKey, Criterion> = {
  'required-skills': requiredSkills,
  'preferred-skills': preferredSkills,
  occupation,
  'title-words': titleWords,
  rate,
  availability,
  experience,
  place,
  languages,
  sector,
  pay,
  'wished-occupation': wishedOccupation,
  'remote-wish': remoteWish,
  distance,
  duration,
  'sector-wish': sectorWish,
};

/** Every criterion in the one order of values, weights and explanations. */
export const criteria: readonly Criterion[] = CRITERIA.map((key) => byKey[key]);

const REQUIRED_SKILLS = CRITERIA.indexOf('required-skills');
const OCCUPATION = CRITERIA.indexOf('occupation');
const TITLE_WORDS = CRITERIA.indexOf('title-words');
/** So much of the mission’s title in common is evidence by itself, when neither skills nor occupations speak. */
export const TELLING_TITLE = 500;

/** A pair that stands in no list: nothing in common, or the person does not want to be there. Still explainable. */
export const NOT_LISTED = -32_768;

/** Writes the value of every criterion into `values` (length of CRITERIA): 0..1000, or NO_DATA. */
export function measureAll(mission: PreparedMission, profile: PreparedProfile, values: Int32Array): void {
  for (let at = 0; at < criteria.length; at++) values[at] = criteria[at]!.measure(mission, profile);
}

/**
 * One side’s score: the weighted mean of the criteria that have data, 0..1000, halves up; NO_DATA when none has.
 * The criteria of a side stand at `from` (included) to `to` (left out).
 */
export function sideScore(values: Int32Array, weights: Int32Array, from: number, to: number): number {
  let sum = 0;
  let total = 0;
  for (let at = from; at < to; at++) {
    if (values[at] === NO_DATA) continue;
    sum += weights[at]! * values[at]!;
    total += weights[at]!;
  }
  return total === 0 ? NO_DATA : Math.floor((2 * sum + total) / (2 * total));
}

/** The score both sides would have if nothing blocked them. */
export const potentialOf = (values: Int32Array, weights: Int32Array): number =>
  mutualOf(
    sideScore(values, weights, 0, MISSION_SIDE_END),
    sideScore(values, weights, MISSION_SIDE_END, CRITERIA.length),
  );

/**
 * True when the pair belongs in lists: some evidence for a required skill (itself or a neighbour), a near occupation, or
 * at least half of the title in common.
 */
export const hasEvidence = (values: Int32Array): boolean =>
  values[REQUIRED_SKILLS]! > 0 || values[OCCUPATION]! > 0 || values[TITLE_WORDS]! >= TELLING_TITLE;

const scratch = new Int32Array(CRITERIA.length);

/**
 * The one number that orders a list: 0..1000 is the score; a blocked pair, whose score is 0, stands after all others as
 * −1001..−1, the most promising first, so that nobody is hidden by a rule an adviser may lift. NOT_LISTED for a pair
 * without evidence, and where the person’s own will (hidden profile, excluded organisation or sector) keeps them out.
 * Allocates nothing.
 */
export function rankOf(mission: PreparedMission, profile: PreparedProfile): number {
  measureAll(mission, profile, scratch);
  if (!hasEvidence(scratch)) return NOT_LISTED;
  const stands = obstacle(mission, profile);
  if (stands === REFUSED) return NOT_LISTED;
  const potential = potentialOf(scratch, mission.weights);
  return stands === FREE ? potential : potential - FULL - 1;
}

/** The score a rank stands for: blocked pairs score 0. */
export const scoreOfRank = (rank: number): number => Math.max(0, rank);
