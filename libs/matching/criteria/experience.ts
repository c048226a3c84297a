import { FULL, NO_DATA, perMille } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

/** What so many years are worth against those asked (positive), 0..1000. */
export const experienceValue = (has: number, asked: number): number => Math.min(FULL, perMille(has, asked));

function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  if (!mission.experienceYears || profile.experienceYears === undefined) return NO_DATA;
  return experienceValue(profile.experienceYears, mission.experienceYears);
}

const asks = (years: number | undefined): Phrase =>
  years ? phrase('says.needs-years', { years }) : phrase('says.nothing', {});
const has = (years: number | undefined): Phrase =>
  years === undefined ? phrase('says.nothing', {}) : phrase('says.has-years', { years });

/** Years of experience against those asked; more than asked counts no more. */
export const experience: Criterion = {
  key: 'experience',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const missing = Math.max(0, (mission.facts.experienceYears ?? 0) - (profile.facts.experienceYears ?? 0));
    return [
      {
        mission: asks(mission.facts.experienceYears),
        person: has(profile.facts.experienceYears),
        reason: missing === 0 ? phrase('experience.enough', {}) : phrase('experience.short', { missing }),
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.detail-experience', {}),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({
    mission: asks(mission.facts.experienceYears),
    person: has(profile.facts.experienceYears),
  }),
};
