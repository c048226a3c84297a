import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import type { Person } from '../access/actor';

/** The wording a person agrees to; a new one gets a new version. */
const POOL_TERMS = '2026-11';

/** Keeps the proof that a person agreed to stay in an employer’s pool: what, to whom, when. */
export async function recordPoolConsent(
  tx: EntityManager,
  me: Person,
  employerId: string,
  application: { id: string; profileId: string },
): Promise<void> {
  await tx.query(
    `insert into consent (id, account_id, profile_id, purpose, organisation_id, version, evidence)
     values ($1, $2, $3, 'POOL', $4, $5, $6)`,
    [
      newId(),
      me.accountId,
      application.profileId,
      employerId,
      POOL_TERMS,
      JSON.stringify({ applicationId: application.id }),
    ],
  );
}
