import type { EntityManager } from 'typeorm';
import { explainPrepared } from '#libs/matching/explain';
import type { Explanation } from '#libs/matching/explanation';
import type { ProfileFacts } from '#libs/matching/model';
import { readyMission, readyProfile } from './corpus';
import type { StoredMission } from './facts';
import { overridesOf } from './overrides';
import { readState } from './stored-lists';

/** The score of a pair as it stands, with what people decided about it; undefined while nothing was computed. */
export async function explainPair(
  db: Pick<EntityManager, 'query'>,
  missionId: string,
  profileId: string,
): Promise<Explanation | undefined> {
  const state = await readState(db);
  const [facts] = await db.query<{ mission: StoredMission; profile: ProfileFacts }[]>(
    `select m.facts as mission, p.facts as profile from match_mission m, match_profile p
     where m.mission_id = $1 and p.profile_id = $2`,
    [missionId, profileId],
  );
  if (!state || !facts) return undefined;
  const mission = readyMission(facts.mission, state.today);
  const profile = readyProfile(facts.profile, state.today);
  const decided = await overridesOf(db, missionId, [profileId]);
  return explainPrepared(mission, profile, state.engineVersion, decided.get(profileId));
}
