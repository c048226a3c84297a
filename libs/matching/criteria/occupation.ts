import { FULL, NO_DATA, perMille } from '../arithmetic';
import { MET_FROM, type Criterion, type EvidenceRow } from '../criterion';
import type { OccupationWeight } from '../model';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission } from '../prepare';

/**
 * How near a list of occupations comes to those of the mission’s title, 0..1000: the best product of both weights over
 * the occupations they share, neighbours included, against the best the mission’s own title reaches.
 */
export function nearness(mission: PreparedMission, ids: Int32Array, weights: Int32Array): number {
  if (mission.occupationPeak === 0 || ids.length === 0) return NO_DATA;
  let best = 0;
  for (let at = 0; at < ids.length; at++) {
    const strength = mission.occupations.get(ids[at]!);
    if (strength !== undefined && strength * weights[at]! > best) best = strength * weights[at]!;
  }
  return Math.min(FULL, perMille(best, mission.occupationPeak * 255));
}

/** The label of the occupation through which the two meet best. */
export function meetingPoint(mission: PreparedMission, occupations: readonly OccupationWeight[]): string | undefined {
  let best = 0;
  let label: string | undefined;
  for (const { occupation, weight, label: name } of occupations) {
    const strength = (mission.occupations.get(occupation) ?? 0) * weight;
    if (strength > best) {
      best = strength;
      label = name;
    }
  }
  return label;
}

const says = (text: string | undefined): Phrase => (text ? phrase('says.text', { text }) : phrase('says.nothing', {}));

/** How near the person’s occupations (headline and past titles) are to the mission’s title. */
export const occupation: Criterion = {
  key: 'occupation',
  measure: (mission, profile) => nearness(mission, profile.occupationIds, profile.occupationWeights),
  rows: (mission, profile): EvidenceRow[] => {
    const value = nearness(mission, profile.occupationIds, profile.occupationWeights);
    const meeting = meetingPoint(mission, profile.facts.occupations ?? []);
    const reason =
      value === 0
        ? phrase('occupation.far', {})
        : phrase(value >= MET_FROM ? 'occupation.same' : 'occupation.near', { occupation: meeting });
    const title = mission.facts.title;
    return [
      {
        mission: says(title),
        person: says(profile.facts.headline),
        reason,
        advice: value >= MET_FROM || !title ? undefined : phrase('advice.retitle', { title }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: says(mission.facts.title), person: says(profile.facts.headline) }),
};
