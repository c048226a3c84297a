import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/actor';
import type { ProfileSubject } from '../access/policies';

/**
 * What rights need to know of a profile `p` beside its state, as columns: what an agency may do for the person, whether the
 * person applied to an employer and was engaged. `of` names the parameters that `standingValues` gives.
 */
export const standingSql = (of: { agency: string; employer: string }): string => `
  coalesce((select m.scopes from mandate m where m.profile_id = p.id and m.agency_id = ${of.agency} and m.state = 'ACTIVE'), '{}') as "mandateScopes",
  exists (select 1 from application a join mission m on m.id = a.mission_id
          where a.profile_id = p.id and m.organisation_id = ${of.employer} and a.state = 'ACCEPTED') as "engagedWith",
  exists (select 1 from application a join mission m on m.id = a.mission_id
          where a.profile_id = p.id and m.organisation_id = ${of.employer} and a.state <> 'WITHDRAWN') as "appliedTo"`;

/** The agency and the employer that an actor acts for; one of them or neither. */
export function standingValues(actor: Actor): [agency: string | null, employer: string | null] {
  const current = actor.kind === 'PERSON' ? actor.current : null;
  return [
    current?.kind === 'AGENCY' ? current.organisationId : null,
    current?.kind === 'EMPLOYER' ? current.organisationId : null,
  ];
}

/** What rights need to know of each profile for this actor. One query; profiles that do not exist are absent. */
export async function profileStandings(
  db: Pick<EntityManager, 'query'>,
  actor: Actor,
  profileIds: readonly string[],
): Promise<Map<string, ProfileSubject>> {
  const rows = await db.query<ProfileSubject[]>(
    `select p.id as "profileId", p.state, p.visibility, ${standingSql({ agency: '$2', employer: '$3' })} from profile p where p.id = any($1::uuid[])`,
    [profileIds, ...standingValues(actor)],
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
