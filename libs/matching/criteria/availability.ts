import { FULL, NO_DATA, perMille, ramp } from '../arithmetic';
import { statusOf, type Criterion, type EvidenceRow } from '../criterion';
import type { MissionFacts, ProfileFacts } from '../model';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

/** Free this many days after the start, or later: the dates cannot meet. */
const TOO_LATE_DAYS = 60;

/** What coming so many days after the start is worth, 0..1000. */
export const timeValue = (late: number): number => ramp(late, 0, TOO_LATE_DAYS, FULL, 0);

/** What so many days a week are worth against those asked (both positive), 0..1000. */
export const rhythmValue = (has: number, asked: number): number => Math.min(FULL, perMille(has, asked));

/** True when coming so many days after the start is out of the question. */
export const isTooLate = (late: number): boolean => late > TOO_LATE_DAYS;

/** Days between the mission’s start and the person’s first free day; undefined without both. */
export function daysLate(mission: MissionFacts, profile: ProfileFacts): number | undefined {
  if (mission.startDay === undefined || profile.availableFromDay === undefined) return undefined;
  return Math.max(0, profile.availableFromDay - mission.startDay);
}

function inTime(mission: MissionFacts, profile: ProfileFacts): number {
  const late = daysLate(mission, profile);
  return late === undefined ? NO_DATA : timeValue(late);
}

function rhythm(mission: MissionFacts, profile: ProfileFacts): number {
  if (!mission.daysPerWeek || !profile.daysPerWeek) return NO_DATA;
  return rhythmValue(profile.daysPerWeek, mission.daysPerWeek);
}

/** The lesser of the two: being free three days a week from the first day is not being free for five. */
function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  if (profile.unavailable) return mission.startDay === undefined ? NO_DATA : 0;
  const time = inTime(mission, profile);
  const days = rhythm(mission, profile);
  if (time === NO_DATA) return days;
  return days === NO_DATA ? time : Math.min(time, days);
}

/** True when the person would come more than 60 days after the start. */
export function availabilityBlocks({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): boolean {
  const late = daysLate(mission, profile);
  return late !== undefined && isTooLate(late);
}

const saysStart = (mission: MissionFacts): Phrase => {
  if (mission.startDay !== undefined) return phrase('says.starts', { day: mission.startDay });
  return mission.daysPerWeek ? phrase('says.days-per-week', { days: mission.daysPerWeek }) : phrase('says.nothing', {});
};

const saysFree = (profile: ProfileFacts): Phrase =>
  profile.availableFromDay === undefined && profile.daysPerWeek === undefined
    ? phrase('says.nothing', {})
    : phrase('says.available', { day: profile.availableFromDay, days: profile.daysPerWeek });

/** Is the person free when the mission starts, and on enough days a week? */
export const availability: Criterion = {
  key: 'availability',
  measure,
  rows: (mission, profile): EvidenceRow[] => {
    const value = measure(mission, profile);
    const late = daysLate(mission.facts, profile.facts) ?? 0;
    const asked = mission.facts.daysPerWeek ?? 0;
    const days = profile.facts.daysPerWeek ?? 0;
    const partTime = rhythm(mission.facts, profile.facts) === value && value < FULL;
    const person = profile.facts.unavailable ? phrase('block.unavailable', {}) : saysFree(profile.facts);
    const reason = profile.facts.unavailable
      ? phrase('block.unavailable', {})
      : partTime
        ? phrase('availability.part-time', { days, asked })
        : late > 0
          ? phrase('availability.late', { days: late })
          : phrase('availability.in-time', {});
    const advice = partTime
      ? phrase('advice.discuss-rhythm', { asked })
      : phrase('advice.discuss-dates', { days: late });
    return [
      {
        mission: saysStart(mission.facts),
        person,
        reason,
        advice: statusOf(value) === 'met' || profile.facts.unavailable ? undefined : advice,
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysStart(mission.facts), person: saysFree(profile.facts) }),
};
