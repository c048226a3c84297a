import type { EntityManager } from 'typeorm';
import type { ApplicationMark } from '#libs/contracts/application';
import type { Actor } from '../access/actor';
import { can } from '../access/allow';

/** The last application of a person to a mission, with what decides who reads it. */
export type ApplicationMarkRow = (ApplicationMark & { senderOrganisationId: string | null }) | null;

/** It as a column; `mission` and `profile` are expressions of their ids. */
export const applicationMarkSql = (mission: string, profile: string): string => `
  (select json_build_object('id', a.id, 'state', a.state, 'senderOrganisationId', a.sender_organisation_id)
   from application a where a.mission_id = ${mission} and a.profile_id = ${profile} order by a.submitted_at desc limit 1)`;

/** As much of it as this reader may know: nothing when they may not read the application. */
export function toApplicationMark(
  row: ApplicationMarkRow,
  actor: Actor,
  pair: { employerId: string; profileId: string; mandateScopes: readonly string[] },
): ApplicationMark | null {
  if (!row || !can(actor, 'application:read', { ...pair, senderOrganisationId: row.senderOrganisationId })) return null;
  return { id: row.id, state: row.state };
}

/** The reader’s own, of a row that was read for their profile. */
export const toOwnMark = (row: ApplicationMarkRow): ApplicationMark | null => row && { id: row.id, state: row.state };

/** The last application of each of these people to a mission; who sent none is absent. */
export async function readApplicationMarks(
  db: Pick<EntityManager, 'query'>,
  missionId: string,
  profileIds: readonly string[],
): Promise<Map<string, ApplicationMarkRow>> {
  const rows = await db.query<{ id: string; mark: ApplicationMarkRow }[]>(
    `select p.id, ${applicationMarkSql('$1', 'p.id')} as mark from unnest($2::uuid[]) as p(id)`,
    [missionId, profileIds],
  );
  return new Map(rows.flatMap(({ id, mark }) => (mark ? [[id, mark]] : [])));
}
