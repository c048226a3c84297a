import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/actor';
import type { ProfileSubject } from '../access/policies';

/**
 * What rights need to know of each profile for this actor: its state, what their agency may do for the person, whether
 * the person applied to their employer and was engaged. One query; profiles that do not exist are absent.
 */
export async function profileStandings(
  db: Pick<EntityManager, 'query'>,
  actor: Actor,
  profileIds: readonly string[],
): Promise<Map<string, ProfileSubject>> {
  const current = actor.kind === 'PERSON' ? actor.current : null;
  const rows = await db.query<ProfileSubject[]>(
    `select p.id as "profileId", p.state, p.visibility,
       coalesce((select m.scopes from mandate m where m.profile_id = p.id and m.agency_id = $2 and m.state = 'ACTIVE'), '{}') as "mandateScopes",
       exists (select 1 from application a join mission m on m.id = a.mission_id
               where a.profile_id = p.id and m.organisation_id = $3 and a.state = 'ACCEPTED') as "engagedWith",
       exists (select 1 from application a join mission m on m.id = a.mission_id
               where a.profile_id = p.id and m.organisation_id = $3 and a.state <> 'WITHDRAWN') as "appliedTo"
     from profile p where p.id = any($1::uuid[])`,
    [
      profileIds,
      current?.kind === 'AGENCY' ? current.organisationId : null,
      current?.kind === 'EMPLOYER' ? current.organisationId : null,
    ],
  );
  return new Map(rows.map((row) => [row.profileId, row]));
}

/** `profileStandings` of one; undefined when there is no such profile. */
export async function profileStanding(
  db: Pick<EntityManager, 'query'>,
  actor: Actor,
  profileId: string,
): Promise<ProfileSubject | undefined> {
  return (await profileStandings(db, actor, [profileId])).get(profileId);
}
