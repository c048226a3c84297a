import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition } from '#libs/outbox/transition';

/** The profile of an account, begun as an empty draft when there was none. Returns its id. */
export async function ensureProfile(tx: EntityManager, accountId: string, displayName: string): Promise<string> {
  const [created] = await tx.query<{ id: string }[]>(
    `insert into profile (id, account_id, display_name) values ($1, $2, $3) on conflict (account_id) do nothing returning id`,
    [newId(), accountId, displayName],
  );
  if (created) {
    await logTransition(
      tx,
      { kind: 'PERSON', id: accountId },
      { aggregate: 'profile', aggregateId: created.id, move: 'create', from: null, to: 'DRAFT' },
    );
    await record(
      tx,
      { type: 'profile.created', aggregateId: created.id },
      { type: 'profile.changed', aggregateId: created.id },
    );
    return created.id;
  }
  const [held] = await tx.query<{ id: string }[]>(`select id from profile where account_id = $1`, [accountId]);
  return (held as { id: string }).id;
}
