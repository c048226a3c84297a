import { FULL, mutualOf, NO_DATA } from '../arithmetic';
import { rhythmValue, timeValue } from '../criteria/availability';
import { durationValue } from '../criteria/duration';
import { experienceValue } from '../criteria/experience';
import { levelValue } from '../criteria/languages';
import { payValue } from '../criteria/pay';
import { placeValue, USUAL_REACH_KM } from '../criteria/place';
import { rateValue } from '../criteria/rate';
import { remoteValue } from '../criteria/remote-wish';
import { MODE_BIT } from '../prepare';
import { WEIGHTS, CRITERION, type MissionColumns } from './mission-columns';
import { flagsOfRow, NO_DAY } from './profile-row';
import { NOTHING_16, NOTHING_8, type ProfileSegment } from './profile-segment';

const { isUnavailable, modesIn } = flagsOfRow;
const { REMOTE } = MODE_BIT;

/** A blocked pair’s rank lies this far under what it would be. */
export const BLOCKED_BELOW = FULL + 1;

/** The kilometres between nobody knows where. */
export const NOWHERE = -1;

/** Added to the value of a set of languages in which one that is asked is not spoken at all. */
export const LANGUAGE_MISSING = 1 << 12;

/** What a side’s criteria come to so far: the weighted sum of their values, and the weights that had data. */
export class Tally {
  sum = 0;
  weight = 0;

  /** Adds a criterion’s value, unless it has NO_DATA. */
  add(weight: number, value: number): void {
    if (value === NO_DATA) return;
    this.sum += weight * value;
    this.weight += weight;
  }
}

/** The weighted mean of a side, 0..1000, halves up. */
export const meanOf = (sum: number, weight: number): number =>
  weight === 0 ? NO_DATA : Math.floor((2 * sum + weight) / (2 * weight));

/** The value of the languages asked to somebody who speaks these, LANGUAGE_MISSING added; NO_DATA when a side is silent. */
export function languagesValue(missions: MissionColumns, asked: number, spoken: number): number {
  if (asked === 0 || spoken === 0) return NO_DATA;
  const { starts, entries } = missions.dictionaries.languageSets;
  let sum = 0;
  let missing = 0;
  for (let at = starts[asked]!; at < starts[asked + 1]!; at++) {
    const needed = entries[at]!;
    let found = -1;
    for (let by = starts[spoken]!; by < starts[spoken + 1]! && found < 0; by++)
      if (entries[by]! >> 3 === needed >> 3) found = entries[by]! & 7;
    if (found < 0) missing = LANGUAGE_MISSING;
    else sum += levelValue(found, needed & 7);
  }
  return Math.floor(sum / (starts[asked + 1]! - starts[asked]!)) + missing;
}

/** 1000 when the sector is among these, 0 when it is not, NO_DATA when a side is silent. */
export function sectorValue(missions: MissionColumns, sector: number, sectors: number): number {
  if (sector === 0 || sectors === 0) return NO_DATA;
  const { starts, entries } = missions.dictionaries.sectorSets;
  for (let at = starts[sectors]!; at < starts[sectors + 1]!; at++) if (entries[at] === sector) return FULL;
  return 0;
}

/** How far the person goes for the mission, in km: what they say, else what the mission does. */
export const reachOf = (profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number => {
  const mobility = profiles.mobilityKm[p]!;
  if (mobility !== NOTHING_16) return Math.max(1, mobility);
  const radius = missions.radiusKm[m]!;
  return Math.max(1, radius < 0 ? USUAL_REACH_KM : radius);
};

/** Days between a start and the first free day after it. */
export const daysLate = (availableDay: number, startDay: number): number => Math.max(0, availableDay - startDay);

/** The value of the pay, NO_DATA when either side says nothing of it. */
export function payOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const offered = missions.budgets[m]!;
  const least = profiles.least[p]!;
  return offered >= 0 && least !== NOTHING_16 && least > 0 ? payValue(offered, least, profiles.wished[p]!) : NO_DATA;
}

/** The value of a way of working (MODE_BIT) to the person, NO_DATA when either side is silent. */
export function remoteOf(profiles: ProfileSegment, p: number, mode: number): number {
  const modes = modesIn(profiles.flags[p]!);
  return mode !== 0 && modes !== 0 ? remoteValue(mode, modes) : NO_DATA;
}

/** The value of the length, NO_DATA when either side says nothing of it. */
export function durationOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const weeks = missions.weeks[m]!;
  const min = profiles.weeksMin[p]!;
  const max = profiles.weeksMax[p]!;
  if (weeks === 0 || (min === NOTHING_16 && max === NOTHING_16)) return NO_DATA;
  return durationValue(weeks, min === NOTHING_16 ? 0 : min, max === NOTHING_16 ? Number.MAX_SAFE_INTEGER : max);
}

/** The value of the rate, NO_DATA when either side says nothing of it. */
export function rateOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const budget = missions.budgets[m]!;
  const least = profiles.least[p]!;
  return budget > 0 && least !== NOTHING_16 ? rateValue(budget, least, profiles.wished[p]!) : NO_DATA;
}

/** The value of the first free day, NO_DATA when either side says nothing of it. */
export function timeOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const startDay = missions.startDays[m]!;
  if (isUnavailable(profiles.flags[p]!)) return startDay === NO_DAY ? NO_DATA : 0;
  const availableDay = profiles.availableDays[p]!;
  return startDay === NO_DAY || availableDay === NO_DAY ? NO_DATA : timeValue(daysLate(availableDay, startDay));
}

/** The value of the days a week, NO_DATA when either side says nothing of them or the person takes no mission. */
export function rhythmOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const has = profiles.halfDays[p]!;
  const asked = missions.halfDays[m]!;
  return has === 0 || asked === 0 || isUnavailable(profiles.flags[p]!) ? NO_DATA : rhythmValue(has, asked);
}

/** The lesser of two values; the other one when one has NO_DATA. */
export const lesser = (a: number, b: number): number => (a === NO_DATA ? b : b === NO_DATA ? a : Math.min(a, b));

/** The value of the years, NO_DATA when either side says nothing of them. */
export function experienceOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const asked = missions.experience[m]!;
  const years = profiles.experience[p]!;
  return asked !== 0 && years !== NOTHING_8 ? experienceValue(years, asked) : NO_DATA;
}

/** The value of the place, NO_DATA when either side says nothing of it; `km` as CompiledMission.km. */
export function placeOf(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number, km: number): number {
  if (missions.modes[m] === REMOTE) return FULL;
  return km === NOWHERE ? NO_DATA : placeValue(km, reachOf(profiles, p, missions, m));
}

/**
 * Fills `known` with what the mission’s side comes to without skills, occupation and title words. `languages`: as
 * languagesValue; `sector`: as sectorValue; `km`: as CompiledMission.km.
 */
export function missionColumns(
  known: Tally,
  profiles: ProfileSegment,
  p: number,
  missions: MissionColumns,
  m: number,
  languages: number,
  sector: number,
  km: number,
): void {
  const { weights } = missions;
  const w = m * WEIGHTS;
  known.sum = 0;
  known.weight = 0;
  known.add(weights[w + CRITERION.rate]!, rateOf(profiles, p, missions, m));
  known.add(
    weights[w + CRITERION.availability]!,
    lesser(timeOf(profiles, p, missions, m), rhythmOf(profiles, p, missions, m)),
  );
  known.add(weights[w + CRITERION.experience]!, experienceOf(profiles, p, missions, m));
  known.add(weights[w + CRITERION.place]!, placeOf(profiles, p, missions, m, km));
  if (languages !== NO_DATA) known.add(weights[w + CRITERION.languages]!, languages & (LANGUAGE_MISSING - 1));
  known.add(weights[w + CRITERION.sector]!, sector);
}

/** The most a pair may come to, by its mission’s side: as mutualOf with a person’s side of 1000. */
export const AT_MOST = Int16Array.from({ length: FULL + 1 }, (_, fitMission) => mutualOf(fitMission, FULL));

/**
 * A mission’s side below which a pair cannot reach a rank of `needed` (1 to 1000), the person’s side being known; more
 * than 1000 when none can. One less than by the formula of the mean: rounding never costs anybody their place.
 */
export function leastFit(needed: number, fitFreelancer: number): number {
  if (fitFreelancer === NO_DATA) return needed;
  const least = needed - 0.5;
  const twice = 2 * fitFreelancer - least;
  return twice <= 0 ? FULL + 1 : Math.floor((least * fitFreelancer) / twice) - 1;
}

/** True when a mission’s side of `sum` over `weight`, with at most 1000 over `rest` more, stays under `least`. */
export function fallsShort(sum: number, weight: number, rest: number, least: number): boolean {
  const whole = weight + rest;
  return whole > 0 && 2 * (sum + FULL * rest) + whole < 2 * whole * least;
}

/** Weights of the mission’s side that count for somebody who says everything, evidence left out. */
export function restOfWeights(missions: MissionColumns, m: number): number {
  const { weights } = missions;
  const w = m * WEIGHTS;
  let rest = 0;
  if (missions.budgets[m]! > 0) rest += weights[w + CRITERION.rate]!;
  if (missions.startDays[m] !== NO_DAY || missions.halfDays[m] !== 0) rest += weights[w + CRITERION.availability]!;
  if (missions.experience[m] !== 0) rest += weights[w + CRITERION.experience]!;
  if (missions.modes[m] === REMOTE || missions.places[m] !== 0) rest += weights[w + CRITERION.place]!;
  if (missions.languages[m] !== 0) rest += weights[w + CRITERION.languages]!;
  if (missions.sectorsCompared[m] !== 0) rest += weights[w + CRITERION.sector]!;
  return rest;
}
