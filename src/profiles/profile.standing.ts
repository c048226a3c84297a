import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/actor';
import type { ProfileSubject } from '../access/policies';

/**
 * What rights need to know of a profile for this actor: its state, what their agency may do for the person, whether
 * their employer engaged them. One query; undefined when there is no such profile.
 */
export async function profileStanding(
  db: Pick<EntityManager, 'query'>,
  actor: Actor,
  profileId: string,
): Promise<ProfileSubject | undefined> {
  const current = actor.kind === 'PERSON' ? actor.current : null;
  const [row] = await db.query<ProfileSubject[]>(
    `select p.id as "profileId", p.state, p.visibility,
       coalesce((select m.scopes from mandate m where m.profile_id = p.id and m.agency_id = $2 and m.state = 'ACTIVE'), '{}') as "mandateScopes",
       exists (select 1 from application a join mission m on m.id = a.mission_id
               where a.profile_id = p.id and m.organisation_id = $3 and a.state = 'ACCEPTED') as "engagedWith"
     from profile p where p.id = $1`,
    [
      profileId,
      current?.kind === 'AGENCY' ? current.organisationId : null,
      current?.kind === 'EMPLOYER' ? current.organisationId : null,
    ],
  );
  return row;
}
