import type { EntityManager } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import type { MandateState } from '#libs/contracts/mandate';
import { type MandateArrow, mandateEvents, mandateLifecycle } from './mandate.lifecycle';
import { type MandateRow, stateOf } from './mandate.reads';

/** What a move writes besides the state. Instants are the database’s. */
export interface MandateChange {
  consentId?: string;
  endedBy?: string | null;
  reason?: string | null;
}

/**
 * Takes an arrow on a locked mandate: state, log row, events, and the consent behind it, withdrawn when it ends. The
 * agency’s rights change with the transaction. Throws `lifecycle/move-refused`.
 */
export async function moveMandate(
  tx: EntityManager,
  row: MandateRow,
  arrow: MandateArrow,
  mover: Mover,
  { consentId, endedBy, reason }: MandateChange = {},
): Promise<void> {
  const to = nextState<MandateState, MandateArrow>(mandateLifecycle, row.state, arrow);
  if (row.due && arrow !== 'expire') throw new Problem('lifecycle/move-refused', { state: stateOf(row), move: arrow });
  await tx.query(
    `update mandate set state = $2, version = version + 1, consent_id = coalesce($3, consent_id),
       started_at = case when $2 = 'ACTIVE' then now() else started_at end,
       ended_at = case when $2 = 'ENDED' then now() end, ended_by = $4, end_reason = $5
     where id = $1`,
    [row.id, to, consentId ?? null, endedBy ?? null, to === 'ENDED' ? (reason ?? null) : null],
  );
  if (to === 'ENDED')
    await tx.query(
      `update consent set withdrawn_at = now() where id = (select consent_id from mandate where id = $1) and withdrawn_at is null`,
      [row.id],
    );
  await logTransition(tx, mover, {
    aggregate: 'mandate',
    aggregateId: row.id,
    move: arrow,
    from: row.state,
    to,
    reason: reason ?? null,
  });
  await record(
    tx,
    { type: mandateEvents[arrow], aggregateId: row.id, payload: { profileId: row.profileId } },
    { type: 'profile.audience-changed', aggregateId: row.profileId },
  );
}
