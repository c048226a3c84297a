import type { Criterion } from '../criterion';
import { phrase } from '../phrases';
import { measureNeeds, rowsOfNeeds } from '../satisfaction';

/** How well the person’s skills answer those the mission would like. */
export const preferredSkills: Criterion = {
  key: 'preferred-skills',
  measure: (mission, profile) => measureNeeds(mission.preferred, profile),
  rows: (mission, profile) => rowsOfNeeds(mission.preferred, profile, mission.year),
  silence: () => ({ mission: phrase('says.nothing', {}), person: phrase('says.nothing', {}) }),
};
