import type { EntityManager } from 'typeorm';
import { explainPrepared } from '#libs/matching/explain';
import type { Explanation } from '#libs/matching/explanation';
import { overridesOf } from './overrides';
import { readState, readyMissions, readyProfiles } from './stored-lists';

/** The score of a pair as it stands, with what people decided about it; undefined while nothing was computed. */
export async function explainPair(
  db: Pick<EntityManager, 'query'>,
  missionId: string,
  profileId: string,
): Promise<Explanation | undefined> {
  const state = await readState(db);
  const [nums] = await db.query<{ mission: number; profile: number }[]>(
    `select m.num as mission, p.num as profile from mission m, profile p where m.id = $1 and p.id = $2`,
    [missionId, profileId],
  );
  if (!state || !nums) return undefined;
  const mission = (await readyMissions(db, [nums.mission], state.today)).get(nums.mission);
  const profile = (await readyProfiles(db, [nums.profile], state.today)).get(nums.profile);
  if (!mission || !profile) return undefined;
  const decided = await overridesOf(db, missionId, [profileId]);
  return explainPrepared(mission.prepared, profile.prepared, state.engineVersion, decided.get(profileId));
}
