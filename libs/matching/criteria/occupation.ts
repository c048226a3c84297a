import { FULL, NO_DATA, perMille } from '../arithmetic';
import { MET_FROM, type Criterion, type EvidenceRow } from '../criterion';
import type { OccupationWeight } from '../model';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission } from '../prepare';

/** Weights of a projection have this Euclidean length: a product of two is a cosine out of its square. */
const LENGTH_SQUARED = 255 * 255;

/** A product of two projections as a cosine, 0..1000. */
export const cosineOf = (product: number): number => Math.min(FULL, perMille(product, LENGTH_SQUARED));

/** The cosine of a projection and the mission’s, 0..1000; NO_DATA when either projects onto nothing. */
export function nearness(mission: PreparedMission, ids: Int32Array, weights: Int32Array): number {
  if (mission.occupations.size === 0 || ids.length === 0) return NO_DATA;
  let sum = 0;
  for (let at = 0; at < ids.length; at++) {
    const weight = mission.occupations.get(ids[at]!);
    if (weight !== undefined) sum += weight * weights[at]!;
  }
  return cosineOf(sum);
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

/** How near what the person does (titles and skills, through the referential) is to what the mission is. */
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
    return [
      {
        mission: says(mission.facts.title),
        person: says(profile.facts.titles?.[0]?.text),
        reason,
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({
    mission: says(mission.facts.title),
    person: says(profile.facts.titles?.[0]?.text),
  }),
};
