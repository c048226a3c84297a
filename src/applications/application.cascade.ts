import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import { record, type StoredEvent } from '#libs/outbox/outbox';
import { SYSTEM } from '#libs/outbox/transition';
import { ANONYMOUS } from '../access/actor';
import { walkEngagement } from '../engagements/engagement.walk';
import { lockApplication, missionTakesPeople } from './application.standing';
import { isTerminal } from './application.lifecycle';
import { walk } from './application.walk';

/** Applications ended per transaction; the rest follows in the next. */
export const CASCADE_BATCH = 50;

/** How the mission ended, as the letter to each applicant says it. */
const WHY: Record<string, string> = {
  FILLED: 'MISSION_FILLED',
  CLOSED: 'MISSION_CLOSED',
  EXPIRED: 'MISSION_EXPIRED',
  SUSPENDED: 'MISSION_SUSPENDED',
};

/**
 * When a mission is filled, closed, expired or suspended, every open application becomes OBSOLETE and its offer lapses.
 * It reads the mission again: one that was reopened in between is left alone, and a second run finds nothing to do.
 */
@Consumes('application.cascade')
@Injectable()
export class ApplicationCascade implements EventConsumer {
  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    const missionId = event.aggregateId;
    const [mission] = await tx.query<{ state: string }[]>(`select state from mission where id = $1 for share`, [
      missionId,
    ]);
    if (!mission || missionTakesPeople(mission.state) || !WHY[mission.state]) return;
    const open = await tx.query<{ id: string }[]>(
      `select id from application where mission_id = $1
       and state not in ('ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED')
       order by id limit $2`,
      [missionId, CASCADE_BATCH + 1],
    );
    const reason = WHY[mission.state] ?? null;
    for (const { id } of open.slice(0, CASCADE_BATCH)) await endOne(tx, id, reason);
    await tx.query(
      `update application set reopening_answered_at = now()
       where mission_id = $1 and reopening_asked_at is not null and reopening_answered_at is null`,
      [missionId],
    );
    if (open.length > CASCADE_BATCH)
      await record(tx, { type: 'application.cascade-continued', aggregateId: missionId });
  }
}

async function endOne(tx: EntityManager, id: string, reason: string | null): Promise<void> {
  const standing = await lockApplication(tx, ANONYMOUS, id);
  if (!standing || isTerminal(standing.application.state)) return;
  const offered = standing.application.state === 'OFFERED' ? standing.engagement : null;
  await walk(tx, standing, SYSTEM, 'make-obsolete', { reason, payload: { reason } });
  if (offered?.state === 'PROPOSED')
    await walkEngagement(tx, offered, SYSTEM, 'lapse', { at: standing.now, ending: { by: 'SYSTEM', reason } });
}
