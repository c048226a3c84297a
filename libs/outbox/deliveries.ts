import type { DataSource, EntityManager } from 'typeorm';
import { queueOf } from '#libs/queues/queues';
import type { BatchConsumer, EventConsumer } from './consumer';
import type { StoredEvent } from './outbox';

export const MAX_ATTEMPTS = 8;

/** Bulk work may compute for minutes between two statements. */
const LONG_WORK = `set local idle_in_transaction_session_timeout = '15min'; set local statement_timeout = '10min'`;

interface EventRow {
  id: string;
  type: string;
  aggregate_id: string;
  payload: StoredEvent['payload'];
  created_at: Date;
}

/**
 * Performs the deliveries of one job: their effect and the mark `DONE` commit together, so a delivery takes effect exactly
 * once however often its job runs, also when two workers hold it at the same time (the row lock makes one wait). Of the
 * events of one aggregate only the last is handled: the others are done with it (`coalesces`, libs/queues/queues.ts).
 * On failure all go back to the outbox with a growing delay, or to the dead letters after 8 attempts.
 * Returns `done`, `already` (nothing to do) or `failed`.
 */
export async function deliver(
  db: DataSource,
  consumer: string,
  eventIds: readonly string[],
  handler: EventConsumer | BatchConsumer,
): Promise<'done' | 'already' | 'failed'> {
  try {
    return await db.transaction(async (tx) => {
      if (queueOf(consumer) === 'bulk') await tx.query(LONG_WORK);
      const events = await take(tx, consumer, eventIds);
      if (events.length === 0) return 'already';
      if ('handleTogether' in handler) await handler.handleTogether(events, tx);
      else for (const event of events) await handler.handle(event, tx);
      return 'done';
    });
  } catch (error) {
    await giveBack(db, consumer, eventIds, error);
    return 'failed';
  }
}

/**
 * Marks what is not done yet and returns the last event of each aggregate. Rows are locked in one order everywhere, and so
 * are those the handlers then touch: two jobs that hold the same deliveries wait for one another.
 */
async function take(tx: EntityManager, consumer: string, eventIds: readonly string[]): Promise<StoredEvent[]> {
  const rows = await tx.query<EventRow[]>(
    `with marked as (
       update outbox_delivery set state = 'DONE', done_at = now(), lease_until = null, last_error = null
       where consumer = $2 and event_id in (
         select event_id from outbox_delivery
         where event_id = any($1::uuid[]) and consumer = $2 and state in ('PENDING', 'DISPATCHED')
         order by event_id for update)
       returning event_id)
     select distinct on (o.aggregate_id) o.* from outbox o join marked on marked.event_id = o.id
     order by o.aggregate_id, o.created_at desc, o.id desc`,
    [eventIds, consumer],
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    aggregateId: row.aggregate_id,
    payload: row.payload,
    createdAt: row.created_at,
  }));
}

/** Backoff 1, 2, 4 … 60 s with jitter: a dependency that is away is not hammered. */
async function giveBack(db: DataSource, consumer: string, eventIds: readonly string[], error: unknown): Promise<void> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await db.query(
    `update outbox_delivery
     set state = case when attempts >= $4 then 'DEAD' else 'PENDING' end,
         lease_until = null, last_error = left($3, 2000),
         available_at = now() + make_interval(secs => least(60, power(2, greatest(attempts, 1) - 1)) * (0.5 + random()))
     where event_id = any($1::uuid[]) and consumer = $2 and state in ('PENDING', 'DISPATCHED')`,
    [eventIds, consumer, reason, MAX_ATTEMPTS],
  );
}

/** Makes deliveries whose lease ran out pending again, or dead after 8 attempts; those still being worked on hold their row and are left alone. Returns how many of each. */
export async function sweep(db: DataSource): Promise<{ redelivered: number; dead: number }> {
  const [rows] = await db.query<[{ state: string }[], number]>(
    `update outbox_delivery
     set state = case when attempts >= $1 then 'DEAD' else 'PENDING' end, available_at = now(), lease_until = null,
         last_error = coalesce(last_error, 'the worker did not finish in time')
     where (event_id, consumer) in (
       select event_id, consumer from outbox_delivery
       where state = 'DISPATCHED' and lease_until < now() limit 500 for update skip locked
     ) returning state`,
    [MAX_ATTEMPTS],
  );
  return {
    redelivered: rows.filter((row) => row.state === 'PENDING').length,
    dead: rows.filter((row) => row.state === 'DEAD').length,
  };
}

export interface OutboxStats {
  pending: number;
  dispatched: number;
  dead: number;
  done: number;
  oldestSeconds: number;
}

/** Counts by state and the age of the oldest delivery not yet done, in seconds. */
export async function outboxStats(db: DataSource): Promise<OutboxStats> {
  const [row] = await db.query<OutboxStats[]>(
    `select count(*) filter (where d.state = 'PENDING')::int as pending,
            count(*) filter (where d.state = 'DISPATCHED')::int as dispatched,
            count(*) filter (where d.state = 'DEAD')::int as dead,
            count(*) filter (where d.state = 'DONE')::int as done,
            coalesce(extract(epoch from now() - min(o.created_at) filter (where d.state in ('PENDING', 'DISPATCHED'))), 0)::float8 as "oldestSeconds"
     from outbox_delivery d join outbox o on o.id = d.event_id`,
  );
  return row as OutboxStats;
}
