import { FULL } from '../arithmetic';
import type { Criterion } from '../criterion';
import { phrase } from '../phrases';
import { saysSector, saysSectors, sectorValue } from './sector';

/** Is the mission in a sector the person works in or wants? */
export const sectorWish: Criterion = {
  key: 'sector-wish',
  measure: sectorValue,
  rows: (mission, profile) => {
    const value = sectorValue(mission, profile);
    return [
      {
        mission: saysSector(mission.facts.sector),
        person: saysSectors(profile.facts.sectors),
        reason: value === FULL ? phrase('sector.same', {}) : phrase('sector.other', {}),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({
    mission: saysSector(mission.facts.sector),
    person: saysSectors(profile.facts.sectors),
  }),
};
