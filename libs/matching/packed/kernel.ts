import { FULL, mutualOf, NO_DATA } from '../arithmetic';
import { BLOCKED, FREE, REFUSED } from '../blockers';
import { isTooLate, rhythmValue, timeValue } from '../criteria/availability';
import { distanceValue } from '../criteria/distance';
import { durationValue } from '../criteria/duration';
import { experienceValue } from '../criteria/experience';
import { levelValue } from '../criteria/languages';
import { payValue } from '../criteria/pay';
import { placeValue, USUAL_REACH_KM } from '../criteria/place';
import { rateOutOfReach, rateValue } from '../criteria/rate';
import { remoteValue } from '../criteria/remote-wish';
import { kilometresApart } from '../place';
import { MODE_BIT } from '../prepare';
import { WEIGHTS, CRITERION, type MissionColumns } from './mission-columns';
import { flagsOfRow, NO_DAY } from './profile-row';
import { NOTHING_16, NOTHING_8, type ProfileSegment } from './profile-segment';

const { isUnavailable, isVisible, modesIn } = flagsOfRow;
const { ONSITE, REMOTE } = MODE_BIT;

/** The kilometres between nobody knows where. */
const NOWHERE = -1;

/** Added to the value of a set of languages in which one that is asked is not spoken at all. */
export const LANGUAGE_MISSING = 1 << 12;

/** What a side’s criteria come to so far: the weighted sum of their values, and the weights that had data. */
export class Tally {
  sum = 0;
  weight = 0;

  add(weight: number, value: number): void {
    this.sum += weight * value;
    this.weight += weight;
  }

  /** As `sideScore`: the weighted mean, halves up; NO_DATA when no weight had data. */
  score(): number {
    return meanOf(this.sum, this.weight);
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

/** True when the person’s own will keeps them out: not visible, or the organisation or sector ruled out. */
export function refuses(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  if (!isVisible(profiles.flags[p]!)) return true;
  const exclusions = profiles.exclusions[p]!;
  if (exclusions === 0) return false;
  const { starts, entries } = missions.dictionaries.exclusions;
  const organisation = missions.organisations[m]! << 1;
  const sector = (missions.sectors[m]! << 1) | 1;
  for (let at = starts[exclusions]!; at < starts[exclusions + 1]!; at++) {
    if (organisation !== 0 && entries[at] === organisation) return true;
    if (sector !== 1 && entries[at] === sector) return true;
  }
  return false;
}

/** Kilometres between the two, NOWHERE without both places. */
function kmBetween(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const from = missions.places[m]!;
  const to = profiles.places[p]!;
  if (from === 0 || to === 0) return NOWHERE;
  // Every place is three whole numbers, the first place being number 1.
  const { entries } = missions.dictionaries.places;
  const a = 3 * (from - 1);
  const b = 3 * (to - 1);
  return kilometresApart(entries[a]! - entries[b]!, entries[a + 1]! - entries[b + 1]!, entries[a + 2]! - entries[b + 2]!);
}

const reachOf = (profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number => {
  const mobility = profiles.mobilityKm[p]!;
  if (mobility !== NOTHING_16) return Math.max(1, mobility);
  const radius = missions.radiusKm[m]!;
  return Math.max(1, radius < 0 ? USUAL_REACH_KM : radius);
};

const daysLate = (availableDay: number, startDay: number): number => Math.max(0, availableDay - startDay);

/**
 * True when something an adviser may lift stands between the two, indispensable skills and languages left out: dates,
 * rates, places, ways of working.
 */
export function blocks(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  const flags = profiles.flags[p]!;
  if (isUnavailable(flags)) return true;
  const startDay = missions.startDays[m]!;
  const availableDay = profiles.availableDays[p]!;
  if (startDay !== NO_DAY && availableDay !== NO_DAY && isTooLate(daysLate(availableDay, startDay))) return true;
  const budget = missions.budgets[m]!;
  const least = profiles.least[p]!;
  if (budget > 0 && least !== NOTHING_16 && rateOutOfReach(budget, least)) return true;
  if (missions.modes[m] !== ONSITE) return false;
  if (modesIn(flags) === REMOTE) return true;
  const mobility = profiles.mobilityKm[p]!;
  return mobility !== NOTHING_16 && kmBetween(profiles, p, missions, m) > Math.max(1, mobility);
}

/** The obstacle of a pair, given what stands in the way of its skills and languages. */
export function obstacleOf(
  profiles: ProfileSegment,
  p: number,
  missions: MissionColumns,
  m: number,
  mustMissing: boolean,
  languages: number,
): number {
  if (refuses(profiles, p, missions, m)) return REFUSED;
  return mustMissing || languages >= LANGUAGE_MISSING || blocks(profiles, p, missions, m) ? BLOCKED : FREE;
}

const tally = new Tally();

/**
 * The person’s side. `wish`: the cosine of the mission and what they wish, NO_DATA without one; `sector`: as
 * sectorValue.
 */
export function freelancerSide(
  profiles: ProfileSegment,
  p: number,
  missions: MissionColumns,
  m: number,
  wish: number,
  sector: number,
): number {
  const { weights } = missions;
  const w = m * WEIGHTS;
  tally.sum = 0;
  tally.weight = 0;
  const offered = missions.budgets[m]!;
  const least = profiles.least[p]!;
  if (offered >= 0 && least !== NOTHING_16 && least > 0)
    tally.add(weights[w + CRITERION.pay]!, payValue(offered, least, profiles.wished[p]!));
  if (wish !== NO_DATA) tally.add(weights[w + CRITERION['wished-occupation']]!, wish);
  const mode = missions.modes[m]!;
  const modes = modesIn(profiles.flags[p]!);
  if (mode !== 0 && modes !== 0) tally.add(weights[w + CRITERION['remote-wish']]!, remoteValue(mode, modes));
  if (mode !== REMOTE) {
    const km = kmBetween(profiles, p, missions, m);
    if (km !== NOWHERE)
      tally.add(weights[w + CRITERION.distance]!, distanceValue(km, reachOf(profiles, p, missions, m)));
  }
  const weeks = missions.weeks[m]!;
  const min = profiles.weeksMin[p]!;
  const max = profiles.weeksMax[p]!;
  if (weeks !== 0 && (min !== NOTHING_16 || max !== NOTHING_16))
    tally.add(
      weights[w + CRITERION.duration]!,
      durationValue(weeks, min === NOTHING_16 ? 0 : min, max === NOTHING_16 ? Number.MAX_SAFE_INTEGER : max),
    );
  if (sector !== NO_DATA) tally.add(weights[w + CRITERION['sector-wish']]!, sector);
  return tally.score();
}

/** Adds to the mission’s side what rests on columns alone: rate, dates, experience, place. */
function addColumns(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): void {
  const { weights } = missions;
  const w = m * WEIGHTS;
  const budget = missions.budgets[m]!;
  const least = profiles.least[p]!;
  if (budget > 0 && least !== NOTHING_16)
    tally.add(weights[w + CRITERION.rate]!, rateValue(budget, least, profiles.wished[p]!));
  const available = availability(profiles, p, missions, m);
  if (available !== NO_DATA) tally.add(weights[w + CRITERION.availability]!, available);
  const asked = missions.experience[m]!;
  const years = profiles.experience[p]!;
  if (asked !== 0 && years !== NOTHING_8)
    tally.add(weights[w + CRITERION.experience]!, experienceValue(years, asked));
  if (missions.modes[m] === REMOTE) tally.add(weights[w + CRITERION.place]!, FULL);
  else {
    const km = kmBetween(profiles, p, missions, m);
    if (km !== NOWHERE) tally.add(weights[w + CRITERION.place]!, placeValue(km, reachOf(profiles, p, missions, m)));
  }
}

function availability(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
  const startDay = missions.startDays[m]!;
  if (isUnavailable(profiles.flags[p]!)) return startDay === NO_DAY ? NO_DATA : 0;
  const availableDay = profiles.availableDays[p]!;
  const time = startDay === NO_DAY || availableDay === NO_DAY ? NO_DATA : timeValue(daysLate(availableDay, startDay));
  const has = profiles.halfDays[p]!;
  const asked = missions.halfDays[m]!;
  if (has === 0 || asked === 0) return time;
  const rhythm = rhythmValue(has, asked);
  return time === NO_DATA ? rhythm : Math.min(time, rhythm);
}

/**
 * The mission’s side. `sum` and `weight`: what skills, occupation and title words come to; `languages` and `sector`:
 * their values, NO_DATA without one.
 */
export function missionSide(
  profiles: ProfileSegment,
  p: number,
  missions: MissionColumns,
  m: number,
  sum: number,
  weight: number,
  languages: number,
  sector: number,
): number {
  const { weights } = missions;
  const w = m * WEIGHTS;
  tally.sum = sum;
  tally.weight = weight;
  addColumns(profiles, p, missions, m);
  if (languages !== NO_DATA) tally.add(weights[w + CRITERION.languages]!, languages & (LANGUAGE_MISSING - 1));
  if (sector !== NO_DATA) tally.add(weights[w + CRITERION.sector]!, sector);
  return tally.score();
}

/** The most a pair may come to, by its mission’s side: as mutualOf with a person’s side of 1000. */
export const AT_MOST = Int16Array.from({ length: FULL + 1 }, (_, fitMission) => mutualOf(fitMission, FULL));

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
