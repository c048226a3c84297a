import type { EntityManager } from 'typeorm';
import { explainPair } from '../matching/explain-pair';

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
  const explanation = await explainPair(tx, missionId, profileId);
  if (!explanation?.evidence) return null;
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
