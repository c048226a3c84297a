import { FULL, NO_DATA, ramp } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import { phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';
import { kmBetween, reachOf, saysHome, saysWhere } from './place';

/** What the far end of the person’s own reach is worth to them. */
const AT_REACH = 600;
/** Nobody minds this much of their reach, in fifths. */
const NEAR_FIFTHS = 1;

/** 1000 near home, 600 at the end of the reach, 0 at twice it. */
export function distanceValue(km: number, reach: number): number {
  const near = Math.floor((reach * NEAR_FIFTHS) / 5);
  return km <= reach ? ramp(km, near, reach, FULL, AT_REACH) : ramp(km, reach, reach * 2, AT_REACH, 0);
}

/** A mission at a distance has none to count. */
function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  if (mission.remoteMode === 'REMOTE') return NO_DATA;
  const km = kmBetween(mission, profile);
  if (km === undefined) return NO_DATA;
  return distanceValue(km, reachOf(mission, profile));
}

/** Is the mission close to home? */
export const distance: Criterion = {
  key: 'distance',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const km = kmBetween(mission.facts, profile.facts) ?? 0;
    const reachKm = reachOf(mission.facts, profile.facts);
    return [
      {
        mission: saysWhere(mission.facts),
        person: saysHome(profile.facts),
        reason: km <= reachKm ? phrase('place.within', { km }) : phrase('place.beyond', { km, reachKm }),
        advice: statusOf(value) === 'met' || km <= reachKm ? undefined : phrase('advice.discuss-place', { km }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysWhere(mission.facts), person: saysHome(profile.facts) }),
};
