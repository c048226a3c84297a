import type { EntityManager } from 'typeorm';
import type { EngagementMove } from '#libs/contracts/engagement';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { updateVersioned } from '#libs/persistence/transaction';
import { Engagement } from './engagement.entity';
import { engagementLifecycle, isEnded } from './engagement.lifecycle';

const eventOfMove = {
  counter: 'engagement.countered',
  sign: 'engagement.part-signed',
  'sign-last': 'engagement.signed',
  'send-to-agency': 'engagement.sent-to-agency',
  validate: 'engagement.signed',
  'ask-change': 'engagement.change-asked',
  accept: 'engagement.signed',
  decline: 'engagement.declined',
  lapse: 'engagement.lapsed',
  start: 'engagement.started',
  cancel: 'engagement.cancelled',
  pause: 'engagement.paused',
  resume: 'engagement.resumed',
  complete: 'engagement.completed',
  terminate: 'engagement.terminated',
} as const satisfies Record<EngagementMove, string>;

/** How an engagement ended: by whom, why, with which words for the other side. */
export interface Ending {
  by: 'EMPLOYER' | 'FREELANCER' | 'SYSTEM';
  reason?: string | null;
  message?: string | null;
}

/**
 * Walks one arrow of an engagement at an instant of the database: checks it, writes the row, its log line and its
 * event, and returns the engagement after it. Throws `lifecycle/move-refused`, or `request/stale`.
 */
export async function walkEngagement(
  tx: EntityManager,
  engagement: Engagement,
  mover: Mover,
  move: EngagementMove,
  { at, ending, changes = {} }: { at: Date; ending?: Ending; changes?: Partial<Engagement> },
): Promise<Engagement> {
  const to = nextState(engagementLifecycle, engagement.state, move);
  const all: Partial<Engagement> = {
    state: to,
    endedAt: isEnded(to) ? at : null,
    ...(ending ? { endedBy: ending.by, endReason: ending.reason ?? null, endMessage: ending.message || null } : {}),
    ...changes,
  };
  const version = await updateVersioned(tx, Engagement, engagement, all);
  await logTransition(tx, mover, {
    aggregate: 'engagement',
    aggregateId: engagement.id,
    move,
    from: engagement.state,
    to,
    reason: ending?.reason ?? null,
  });
  await record(tx, { type: eventOfMove[move], aggregateId: engagement.id });
  return Object.assign(new Engagement(), engagement, all, { version });
}
