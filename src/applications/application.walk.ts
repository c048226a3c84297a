import type { EntityManager } from 'typeorm';
import { daysLater } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover } from '#libs/outbox/transition';
import { updateVersioned } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { Application, POOL_YEARS } from './application.entity';
import { type ApplicationNote, eventOfArrow } from './application.events';
import { type ApplicationArrow, clockRuns, isTerminal, stateAfter } from './application.lifecycle';
import type { Standing } from './application.standing';

/** Days the employer promises to answer in when the mission says nothing. */
export const DEFAULT_ANSWER_DAYS = 10;

/** What a move brings along: changed fields, the reason for the log, short codes for the event. */
export interface Step {
  changes?: Partial<Application>;
  reason?: string | null;
  detail?: Record<string, unknown>;
  payload?: Record<string, string | number | boolean | null>;
}

/**
 * The fields every arrow sets, whatever else the move changes: the state, the instant of the decision, the answer
 * clock (it starts again when an application returns to study, and stops everywhere else), what was asked before.
 */
export function effectOf(
  application: Pick<Application, 'state' | 'clockStartedAt' | 'answerDueAt' | 'nudgedDay'>,
  arrow: ApplicationArrow,
  at: Date,
  answerDays: number | null,
): Partial<Application> {
  const to = stateAfter(application.state, arrow);
  return {
    state: to,
    movedAt: at,
    moveMessage: null,
    decidedAt: isTerminal(to) ? at : null,
    ...clockOf(application, clockRuns(to), at, answerDays),
    ...(arrow === 'pool' ? { pooledUntil: yearsLater(at, POOL_YEARS) } : {}),
    ...(arrow === 'reopen'
      ? { refusalReason: null, refusalMessage: null, reopeningAskedAt: null, reopeningAnsweredAt: null }
      : {}),
  };
}

/** The answer clock of an application that has just been sent, or is studied again. */
export const startedClock = (at: Date, answerDays: number | null) => ({
  clockStartedAt: at,
  answerDueAt: daysLater(at, answerDays ?? DEFAULT_ANSWER_DAYS),
  nudgedDay: 0,
});

function clockOf(
  before: Pick<Application, 'clockStartedAt' | 'answerDueAt' | 'nudgedDay'>,
  runs: boolean,
  at: Date,
  answerDays: number | null,
): Pick<Application, 'clockStartedAt' | 'answerDueAt' | 'nudgedDay'> {
  if (!runs) return { clockStartedAt: null, answerDueAt: null, nudgedDay: 0 };
  if (before.clockStartedAt === null) return startedClock(at, answerDays);
  return { clockStartedAt: before.clockStartedAt, answerDueAt: before.answerDueAt, nudgedDay: before.nudgedDay };
}

const yearsLater = (at: Date, years: number): Date => {
  const later = new Date(at);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
};

/** The person who moves, with the organisation they act for when it is not their own application. */
export const moverOf = (me: Person, standing: Standing): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.profileId === standing.application.profileId ? null : (me.current?.organisationId ?? null),
});

/**
 * Walks one arrow: checks it, writes the row, its log line and its event in the caller’s transaction, and returns the
 * standing after it. Throws `lifecycle/move-refused`, or `request/stale` when the row moved on.
 */
export async function walk(
  tx: EntityManager,
  standing: Standing,
  mover: Mover,
  arrow: ApplicationArrow,
  { changes = {}, reason = null, detail = {}, payload = {} }: Step = {},
): Promise<Standing> {
  const { application, now, answerDays } = standing;
  const all = { ...effectOf(application, arrow, now, answerDays), ...changes };
  const version = await updateVersioned(tx, Application, application, all);
  await logTransition(tx, mover, {
    aggregate: 'application',
    aggregateId: application.id,
    move: arrow,
    from: application.state,
    to: all.state ?? application.state,
    reason,
    detail,
  });
  await record(tx, { type: eventOfArrow[arrow], aggregateId: application.id, payload });
  return { ...standing, application: Object.assign(new Application(), application, all, { version }) };
}

/** Changes an application without moving it: a log line from its state to the same, and an event when someone is told. */
export async function annotate(
  tx: EntityManager,
  standing: Standing,
  mover: Mover,
  act: string,
  changes: Partial<Application>,
  note?: ApplicationNote,
): Promise<Standing> {
  const { application } = standing;
  const version = await updateVersioned(tx, Application, application, changes);
  await logTransition(tx, mover, {
    aggregate: 'application',
    aggregateId: application.id,
    move: act,
    from: application.state,
    to: application.state,
  });
  if (note) await record(tx, { type: note, aggregateId: application.id });
  return { ...standing, application: Object.assign(new Application(), application, changes, { version }) };
}
