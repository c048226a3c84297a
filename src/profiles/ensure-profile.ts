import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';

/** The profile of an account, an empty draft when there was none. Returns its id. */
export async function ensureProfile(tx: EntityManager, accountId: string, displayName: string): Promise<string> {
  const [created] = await tx.query<{ id: string }[]>(
    `insert into profile (id, account_id, display_name) values ($1, $2, $3) on conflict (account_id) do nothing returning id`,
    [newId(), accountId, displayName],
  );
  if (created) return created.id;
  const [held] = await tx.query<{ id: string }[]>(`select id from profile where account_id = $1`, [accountId]);
  return (held as { id: string }).id;
}
