import type { EntityManager } from 'typeorm';
import { explainPrepared } from '#libs/matching/explain';
import { readState, readyMissions, readyProfiles } from '../matching/stored-lists';

/** What the score was when the application was sent: kept to explain it later, never a reason for an ending. */
export interface ScoreSnapshot {
  /** Thousandths; `potential` is the score without what blocks. */
  score: number;
  potential: number;
  fitMission: number | null;
  fitFreelancer: number | null;
  confidence: number;
  blockers: string[];
  engineVersion: string;
  /** The weight that applied to each criterion, thousandths of its side. */
  weights: Record<string, number>;
}

/** The score of this pair as it stands; null while nothing ties them together or nothing was computed yet. */
export async function scoreSnapshot(
  tx: EntityManager,
  missionId: string,
  profileId: string,
): Promise<ScoreSnapshot | null> {
  const state = await readState(tx);
  const [nums] = await tx.query<{ mission: number; profile: number }[]>(
    `select m.num as mission, p.num as profile from mission m, profile p where m.id = $1 and p.id = $2`,
    [missionId, profileId],
  );
  if (!state || !nums) return null;
  const mission = (await readyMissions(tx, [nums.mission], state.today)).get(nums.mission);
  const profile = (await readyProfiles(tx, [nums.profile], state.today)).get(nums.profile);
  if (!mission || !profile) return null;
  const explanation = explainPrepared(mission.prepared, profile.prepared, state.engineVersion);
  if (!explanation.evidence) return null;
  const { score, potential, fitMission, fitFreelancer, confidence, engineVersion } = explanation;
  return {
    score,
    potential,
    fitMission,
    fitFreelancer,
    confidence,
    blockers: explanation.blockers.map(({ key }) => key),
    engineVersion,
    weights: Object.fromEntries(explanation.criteria.map(({ key, weight }) => [key, weight])),
  };
}
