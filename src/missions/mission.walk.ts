import type { EntityManager } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { daysLater, now } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { updateVersioned } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { Mission } from './mission.entity';
import { LIFE_DAYS, type MissionArrow, missionEvents, missionLifecycle } from './mission.lifecycle';

/** What a move brings along: changed fields, the reason for the log, short codes for the event. */
export interface Step {
  changes?: Partial<Mission>;
  reason?: string | null;
  payload?: Record<string, string | number | boolean | null>;
}

/** Locks and reads a mission. Throws `mission/unknown`. */
export async function lockMission(tx: EntityManager, id: string): Promise<Mission> {
  const mission = await tx.findOne(Mission, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!mission) throw new Problem('mission/unknown');
  return mission;
}

/** The dates and marks an arrow sets by itself: a mission that goes online lives sixty days, one that ends says when. */
function effectOf(mission: Mission, arrow: MissionArrow, to: Mission['state'], at: Date): Partial<Mission> {
  if (arrow === 'publish' || arrow === 'approve' || arrow === 'reopen')
    return {
      publishedAt: mission.publishedAt ?? at,
      expiresAt: daysLater(at, LIFE_DAYS),
      closedAt: null,
      archivedAt: null,
      pauseReason: null,
      expiryNotice: 0,
    };
  return to === 'FILLED' || to === 'CLOSED' || to === 'EXPIRED' ? { closedAt: at, pauseReason: null } : {};
}

/**
 * Takes an arrow in the caller’s transaction: state, log row, events. The mission must be locked.
 * Throws `lifecycle/move-refused`.
 */
export async function walkMission(
  tx: EntityManager,
  mission: Mission,
  arrow: MissionArrow,
  mover: Mover,
  { changes = {}, reason = null, payload = {} }: Step = {},
): Promise<void> {
  const to = nextState(missionLifecycle, mission.state, arrow);
  const at = now();
  await updateVersioned(tx, Mission, mission, {
    ...effectOf(mission, arrow, to, at),
    ...changes,
    state: to,
    rev: mission.rev + 1,
    updatedAt: at,
  });
  await logTransition(tx, mover, { ...inPlace(mission, arrow), to, reason });
  await record(
    tx,
    { type: missionEvents[arrow], aggregateId: mission.id, payload },
    { type: 'mission.changed', aggregateId: mission.id, payload: { material: false } },
  );
}

/** Who moves it: the person, for the organisation they act for. */
export const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});

/** The log line of a move that leaves the state as it is. */
export const inPlace = (mission: Pick<Mission, 'id' | 'state'>, move: string) => ({
  aggregate: 'mission',
  aggregateId: mission.id,
  move,
  from: mission.state,
  to: mission.state as string,
});
