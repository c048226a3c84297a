import type {
  MatchContext,
  MissionFacts,
  Neighbour,
  NeededSkill,
  OwnedSkill,
  ProfileFacts,
  Similarity,
} from '../model';
import { prepareMission, prepareProfile, type PreparedMission, type PreparedProfile } from '../prepare';

/** 15 June 2026. */
export const TODAY = 20_619;

/** A referential in which nothing is near anything, but for the neighbours given. */
export const similarityOf = (skills: Record<number, Neighbour[]> = {}): Similarity => ({
  neighbours: (id) => skills[id] ?? [],
});

export const contextOf = (similarity: Similarity = similarityOf()): MatchContext => ({ similarity, today: TODAY });

/** A mission and a profile ready to be compared, with only the facts that matter to the spec. */
export function pairOf(
  mission: Partial<MissionFacts>,
  profile: Partial<ProfileFacts>,
  similarity?: Similarity,
): [PreparedMission, PreparedProfile] {
  const context = contextOf(similarity);
  return [prepareMission({ num: 1, ...mission }, context), prepareProfile({ num: 1, ...profile }, context)];
}

export const needs = (id: number, label: string, more: Partial<NeededSkill> = {}): NeededSkill => ({
  id,
  label,
  importance: 'REQUIRED',
  ...more,
});

export const owns = (id: number, label: string, more: Partial<OwnedSkill> = {}): OwnedSkill => ({ id, label, ...more });
