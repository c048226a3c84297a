import { isTooLate } from '../criteria/availability';
import { rateOutOfReach } from '../criteria/rate';
import { MODE_BIT } from '../prepare';
import { daysLate, kmBetween } from './kernel';
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

/** True when the person would come too late, or takes no mission at all. */
export function blocksByDates(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  if (isUnavailable(profiles.flags[p]!)) return true;
  const startDay = missions.startDays[m]!;
  const availableDay = profiles.availableDays[p]!;
  return startDay !== NO_DAY && availableDay !== NO_DAY && isTooLate(daysLate(availableDay, startDay));
}

/** True when rates cannot meet, or somebody who works at a distance only is asked on site. */
export function blocksByPay(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  const budget = missions.budgets[m]!;
  const least = profiles.least[p]!;
  if (budget > 0 && least !== NOTHING_16 && rateOutOfReach(budget, least)) return true;
  return missions.modes[m] === ONSITE && modesIn(profiles.flags[p]!) === REMOTE;
}

/**
 * True when something an adviser may lift stands between the two, indispensable skills and languages left out: dates,
 * rates, places, ways of working.
 */
export function blocks(profiles: ProfileSegment, p: number, missions: MissionColumns, m: number): boolean {
  if (blocksByDates(profiles, p, missions, m) || blocksByPay(profiles, p, missions, m)) return true;
  const mobility = profiles.mobilityKm[p]!;
  if (missions.modes[m] !== ONSITE || mobility === NOTHING_16) return false;
  return kmBetween(profiles, p, missions, m) > Math.max(1, mobility);
}
