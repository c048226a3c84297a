import { isTooLate } from '../criteria/availability';
import { rateOutOfReach } from '../criteria/rate';
import { MODE_BIT } from '../prepare';
import { daysLate } from './kernel';
import type { MissionColumns } from './mission-columns';
import { flagsOfRow, NO_DAY } from './profile-row';
import { NOTHING_16, type ProfileSegment } from './profile-segment';

const { isUnavailable, isVisible, modesIn } = flagsOfRow;
const { ONSITE, REMOTE } = MODE_BIT;

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

/** True when nobody of these flags is free, whatever else they say: hidden, taking no mission, or working otherwise. */
export const blocksWhoever = (flags: number, mode: number): boolean =>
  !isVisible(flags) || isUnavailable(flags) || (mode === ONSITE && modesIn(flags) === REMOTE);

/** True when the person would come too late, or takes no mission at all. */
export function blocksByDates(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  if (isUnavailable(profiles.flags[p]!)) return true;
  const startDay = missions.startDays[m]!;
  const availableDay = profiles.availableDays[p]!;
  return startDay !== NO_DAY && availableDay !== NO_DAY && isTooLate(daysLate(availableDay, startDay));
}

/** True when even the least the person asks is out of the budget’s reach. */
export function blocksByRate(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  const budget = missions.budgets[m]!;
  const least = profiles.least[p]!;
  return budget > 0 && least !== NOTHING_16 && rateOutOfReach(budget, least);
}

/** True when somebody who works at a distance only is asked on site (`mode` as MODE_BIT). */
export const blocksByMode = (profiles: ProfileSegment, p: number, mode: number): boolean =>
  mode === ONSITE && modesIn(profiles.flags[p]!) === REMOTE;

/** True when the place is farther than the person says they travel, and they must be there; `km` as CompiledMission.km. */
export function blocksByPlace(
  profiles: ProfileSegment,
  p: number,
  missions: MissionColumns,
  m: number,
  km: number,
): boolean {
  const mobility = profiles.mobilityKm[p]!;
  return missions.modes[m] === ONSITE && mobility !== NOTHING_16 && km > Math.max(1, mobility);
}

/**
 * True when something an adviser may lift stands between the two wherever they are, indispensable skills and languages
 * left out: dates, rates, ways of working.
 */
export const blocksAnywhere = (profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean =>
  blocksByDates(profiles, p, missions, m) ||
  blocksByRate(profiles, p, missions, m) ||
  blocksByMode(profiles, p, missions.modes[m]!);
