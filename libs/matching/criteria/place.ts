import { FULL, NO_DATA, ramp } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import type { MissionFacts, ProfileFacts } from '../model';
import { phrase, type Phrase } from '../phrases';
import { kilometres } from '../place';
import { MODE_BIT, type PreparedMission, type PreparedProfile } from '../prepare';

/** How far people are taken to travel when they did not say. */
export const USUAL_REACH_KM = 50;

/** Kilometres between the two; undefined without both places. */
export const kmBetween = (mission: MissionFacts, profile: ProfileFacts): number | undefined =>
  mission.place && profile.place ? kilometres(mission.place, profile.place) : undefined;

/** How far the person travels: what they say, else what the mission allows, else what is usual. */
export const reachOf = (mission: MissionFacts, profile: ProfileFacts): number =>
  Math.max(1, profile.mobilityKm ?? mission.radiusKm ?? USUAL_REACH_KM);

/** What so many kilometres are worth to somebody who travels `reach`, 0..1000. */
export const placeValue = (km: number, reach: number): number => ramp(km, reach, reach * 2, FULL, 0);

function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  if (mission.remoteMode === 'REMOTE') return FULL;
  const km = kmBetween(mission, profile);
  if (km === undefined) return NO_DATA;
  return placeValue(km, reachOf(mission, profile));
}

/** True when the mission is on site only and farther than the person says they travel. */
export function unreachable({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): boolean {
  if (mission.remoteMode !== 'ONSITE' || profile.mobilityKm === undefined) return false;
  const km = kmBetween(mission, profile);
  return km !== undefined && km > Math.max(1, profile.mobilityKm);
}

/** True when the person works at a distance only and the mission is on site only. */
export const remoteOnlyBlocks = ({ facts: mission }: PreparedMission, { modes }: PreparedProfile): boolean =>
  mission.remoteMode === 'ONSITE' && modes === MODE_BIT.REMOTE;

export const saysWhere = (mission: MissionFacts): Phrase => {
  if (mission.remoteMode) return phrase('says.works', { mode: mission.remoteMode, place: mission.place?.label });
  return mission.place ? phrase('says.text', { text: mission.place.label }) : phrase('says.nothing', {});
};

export const saysHome = (profile: ProfileFacts): Phrase =>
  profile.place
    ? phrase('says.lives', { place: profile.place.label, mobilityKm: profile.mobilityKm })
    : phrase('says.nothing', {});

/** Can the person get there? Always, when the work is done at a distance. */
export const place: Criterion = {
  key: 'place',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const km = kmBetween(mission.facts, profile.facts) ?? 0;
    const reachKm = reachOf(mission.facts, profile.facts);
    const remote = mission.facts.remoteMode === 'REMOTE';
    return [
      {
        mission: saysWhere(mission.facts),
        person: saysHome(profile.facts),
        reason: remote
          ? phrase('place.remote', {})
          : km <= reachKm
            ? phrase('place.within', { km })
            : phrase('place.beyond', { km, reachKm }),
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.discuss-place', { km }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysWhere(mission.facts), person: saysHome(profile.facts) }),
};
