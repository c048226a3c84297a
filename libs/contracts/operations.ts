import { z } from 'zod';
import { id, instant, line, page, pageOf } from './common';

/** An effect of an event that failed for good: what happened, to what, why, since when. */
export const deadLetter = z
  .object({
    eventId: id,
    consumer: z.string(),
    type: z.string(),
    aggregateId: id,
    attempts: z.int(),
    error: z.string().nullable(),
    happenedAt: instant,
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof deadLetter>;

export const deadLetterPage = pageOf(deadLetter).meta({ id: 'DeadLetterPage' });
export const deadLetterQuery = z.strictObject(page);
export type DeadLetterQuery = z.infer<typeof deadLetterQuery>;

/** Names one delivery: an event and the consumer that failed on it. */
export const deliveryName = z.strictObject({ eventId: id, consumer: line(1, 80) }).meta({ id: 'DeliveryName' });
export type DeliveryName = z.infer<typeof deliveryName>;

export const discardDraft = deliveryName.extend({ reason: line(3, 300) }).meta({ id: 'DiscardDraft' });
export type DiscardDraft = z.infer<typeof discardDraft>;

export const retriedView = z.object({ retried: z.int() }).meta({ id: 'Retried' });

/** How the outbox does: deliveries by state, age in seconds of the oldest one waiting. */
export const outboxView = z
  .object({ pending: z.int(), dispatched: z.int(), dead: z.int(), done: z.int(), oldestSeconds: z.number() })
  .meta({ id: 'Outbox' });

/**
 * A full recompute of every list: who started it, how far it is, and what it found. Lists and facts that differed from
 * those computed anew were repaired.
 */
export const matchRunView = z
  .object({
    id,
    trigger: z.enum(['NIGHT', 'OPERATOR', 'COMMAND']),
    /** Name of the administrator who started it. */
    by: z.string().nullable(),
    state: z.enum(['RUNNING', 'DONE', 'ABANDONED']),
    /** Known once the first range was compared. */
    engineVersion: z.string().nullable(),
    ranges: z.object({ total: z.int(), done: z.int() }),
    compared: z.int(),
    differing: z.int(),
    factsDiffering: z.int(),
    startedAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'MatchRun' });
export type MatchRunView = z.infer<typeof matchRunView>;

export const matchRunPage = pageOf(matchRunView).meta({ id: 'MatchRunPage' });
export type MatchRunPage = z.infer<typeof matchRunPage>;
export const matchRunQuery = z.strictObject(page);
export type MatchRunQuery = z.infer<typeof matchRunQuery>;
