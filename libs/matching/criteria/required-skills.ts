import type { Criterion } from '../criterion';
import { phrase } from '../phrases';
import { measureNeeds, rowsOfNeeds } from '../satisfaction';

/** How well the person’s skills answer those the mission requires, each by itself or by a neighbour. */
export const requiredSkills: Criterion = {
  key: 'required-skills',
  measure: (mission, profile) => measureNeeds(mission.required, profile),
  rows: (mission, profile) => rowsOfNeeds(mission.required, profile, mission.year),
  silence: () => ({ mission: phrase('says.nothing', {}), person: phrase('says.nothing', {}) }),
};
