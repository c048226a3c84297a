import { FULL, NO_DATA, ramp } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import type { ProfileFacts } from '../model';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

const wanted = ({ missionWeeksMin: min, missionWeeksMax: max }: ProfileFacts): boolean =>
  min !== undefined || max !== undefined;

/** 1000 from `min` to `max` weeks, falling to 0 at half the shortest and at twice the longest. */
export function durationValue(weeks: number, min: number, max: number): number {
  if (weeks < min) return ramp((min - weeks) * 2, 0, min, FULL, 0);
  return weeks > max ? ramp(weeks, max, max * 2, FULL, 0) : FULL;
}

function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  const weeks = mission.durationWeeks;
  if (!weeks || !wanted(profile)) return NO_DATA;
  return durationValue(weeks, profile.missionWeeksMin ?? 0, profile.missionWeeksMax ?? Number.MAX_SAFE_INTEGER);
}

const saysLength = (weeks: number | undefined): Phrase =>
  weeks ? phrase('says.lasts', { weeks }) : phrase('says.nothing', {});
const saysWanted = (profile: ProfileFacts): Phrase =>
  wanted(profile)
    ? phrase('says.wants-weeks', { min: profile.missionWeeksMin, max: profile.missionWeeksMax })
    : phrase('says.nothing', {});

/** Does the mission last as long as the person wants? */
export const duration: Criterion = {
  key: 'duration',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const weeks = mission.facts.durationWeeks ?? 0;
    const min = profile.facts.missionWeeksMin ?? 0;
    const max = profile.facts.missionWeeksMax ?? weeks;
    const reason =
      weeks < min
        ? phrase('duration.short', { weeks: min - weeks })
        : weeks > max
          ? phrase('duration.long', { weeks: weeks - max })
          : phrase('duration.fits', {});
    return [
      {
        mission: saysLength(mission.facts.durationWeeks),
        person: saysWanted(profile.facts),
        reason,
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.discuss-duration', {}),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({
    mission: saysLength(mission.facts.durationWeeks),
    person: saysWanted(profile.facts),
  }),
};
