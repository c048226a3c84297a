import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import type { Person } from '../access/actor';
import type { Profile } from './profile.entity';

/** The wording a person agrees to when they show their profile to everybody; a new one gets a new version. */
const PUBLIC_TERMS = '2026-11';

/**
 * Keeps the proof that a person shows their profile to everybody: given by the act that makes it public, withdrawn by
 * the one that ends it. A pause keeps it, for it is taken up again as it was.
 */
export async function keepPublicConsent(
  tx: EntityManager,
  me: Person,
  { id, state, visibility }: Pick<Profile, 'id' | 'state' | 'visibility'>,
): Promise<void> {
  const given = visibility === 'PUBLIC' && (state === 'PUBLISHED' || state === 'PAUSED');
  if (given)
    await tx.query(
      `insert into consent (id, account_id, profile_id, purpose, version, evidence)
       select $1, $2, $3, 'PUBLIC_PROFILE', $4, $5
       where not exists (select from consent where profile_id = $3 and purpose = 'PUBLIC_PROFILE' and withdrawn_at is null)`,
      [newId(), me.accountId, id, PUBLIC_TERMS, JSON.stringify({ sessionId: me.sessionId })],
    );
  else
    await tx.query(
      `update consent set withdrawn_at = now() where profile_id = $1 and purpose = 'PUBLIC_PROFILE' and withdrawn_at is null`,
      [id],
    );
}
