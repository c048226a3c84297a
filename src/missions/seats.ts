import type { EntityManager } from 'typeorm';
import { now } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { logTransition, SYSTEM } from '#libs/outbox/transition';

/**
 * Takes one seat in the caller’s transaction. True when there was one: however many ask at once, never more people
 * than seats are engaged (a conditional update, and a CHECK in the table behind it).
 */
export async function takeSeat(tx: EntityManager, missionId: string): Promise<boolean> {
  const [, taken] = await tx.query<[unknown, number]>(
    `update mission set seats_filled = seats_filled + 1, version = version + 1, updated_at = now()
     where id = $1 and seats_filled < seats and state in ('PUBLISHED', 'PAUSED')`,
    [missionId],
  );
  return taken === 1;
}

/** Gives a seat back: the person cancelled before the start. */
export async function releaseSeat(tx: EntityManager, missionId: string): Promise<void> {
  await tx.query(
    `update mission set seats_filled = seats_filled - 1, version = version + 1, updated_at = now()
     where id = $1 and seats_filled > 0`,
    [missionId],
  );
}

/** Fills the mission when its last seat is taken. True when it did. */
export async function fillIfFull(tx: EntityManager, missionId: string): Promise<boolean> {
  const at = now();
  const [[filled]] = await tx.query<[{ from: string }[], number]>(
    `update mission m set state = 'FILLED', closed_at = $2, pause_reason = null, updated_at = $2, version = m.version + 1, rev = m.rev + 1
     from (select id, state from mission where id = $1 for update) held
     where m.id = held.id and m.seats_filled >= m.seats and held.state in ('PUBLISHED', 'PAUSED') returning held.state as "from"`,
    [missionId, at],
  );
  if (!filled) return false;
  await logTransition(tx, SYSTEM, {
    aggregate: 'mission',
    aggregateId: missionId,
    move: 'fill',
    from: filled.from,
    to: 'FILLED',
  });
  await record(
    tx,
    { type: 'mission.filled', aggregateId: missionId },
    { type: 'mission.changed', aggregateId: missionId, payload: { material: false } },
  );
  return true;
}

/** Pauses a mission that received as many applications as its employer wanted. */
export async function pauseIfEnough(tx: EntityManager, missionId: string): Promise<boolean> {
  const [, paused] = await tx.query<[unknown, number]>(
    `update mission m set state = 'PAUSED', pause_reason = 'MAX_APPLICATIONS', updated_at = now(), version = version + 1, rev = rev + 1
     where id = $1 and state = 'PUBLISHED'
       and (select count(*) from application a where a.mission_id = m.id and a.state <> 'WITHDRAWN') >= m.max_applications`,
    [missionId],
  );
  if (paused === 0) return false;
  await logTransition(tx, SYSTEM, {
    aggregate: 'mission',
    aggregateId: missionId,
    move: 'pause',
    from: 'PUBLISHED',
    to: 'PAUSED',
    reason: 'MAX_APPLICATIONS',
  });
  await record(
    tx,
    { type: 'mission.paused', aggregateId: missionId },
    { type: 'mission.changed', aggregateId: missionId, payload: { material: false } },
  );
  return true;
}
