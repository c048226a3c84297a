import { FULL, NO_DATA } from '../arithmetic';
import type { Criterion } from '../criterion';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

/** 1000 when the mission’s sector is among the person’s, 0 when it is not, NO_DATA when either says nothing. */
export function sectorValue({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  if (!mission.sector || !profile.sectors?.length) return NO_DATA;
  return profile.sectors.includes(mission.sector) ? FULL : 0;
}

export const saysSector = (sector: string | undefined): Phrase =>
  sector ? phrase('says.sectors', { sectors: [sector] }) : phrase('says.nothing', {});
export const saysSectors = (sectors: readonly string[] | undefined): Phrase =>
  sectors?.length ? phrase('says.sectors', { sectors }) : phrase('says.nothing', {});

/** Does the person know the mission’s sector? */
export const sector: Criterion = {
  key: 'sector',
  measure: sectorValue,
  rows: (mission, profile) => {
    const value = sectorValue(mission, profile);
    return [
      {
        mission: saysSector(mission.facts.sector),
        person: saysSectors(profile.facts.sectors),
        reason: value === FULL ? phrase('sector.same', {}) : phrase('sector.other', {}),
        advice: value === FULL ? undefined : phrase('advice.add-sector', { sector: mission.facts.sector ?? '' }),
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
