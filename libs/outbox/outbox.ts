import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { coalesces, consumersOf } from '#libs/queues/queues';

/** Something that happened, named `subject.past-tense`. The payload holds ids and short codes, never personal data. */
export interface DomainEvent {
  type: string;
  aggregateId: string;
  payload?: Record<string, string | number | boolean | null>;
}

/** An event as a consumer receives it. */
export interface StoredEvent {
  id: string;
  type: string;
  aggregateId: string;
  payload: Record<string, string | number | boolean | null>;
  createdAt: Date;
}

/** The channel on which relays hear that there is something to move. */
export const BELL = 'outbox';

/**
 * Writes events and one delivery per interested consumer, in the caller’s transaction: what commits is delivered
 * at least once, what rolls back never leaves.
 */
export async function record(tx: EntityManager, ...events: DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ id: newId(), ...event, payload: event.payload ?? {} }));
  await tx.query(
    `insert into outbox (id, type, aggregate_id, payload)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[])`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.type),
      rows.map((row) => row.aggregateId),
      rows.map((row) => JSON.stringify(row.payload)),
    ],
  );
  const deliveries = rows.flatMap((row) => consumersOf(row.type).map((consumer) => [row.id, consumer] as const));
  if (deliveries.length === 0) return;
  await tx.query(DELIVER, [
    deliveries.map(([id]) => id),
    deliveries.map(([, consumer]) => consumer),
    deliveries.map(([, consumer]) => coalesces(consumer)),
  ]);
}

/**
 * A change alone is due at once; one of a burst, which follows another of its aggregate within a second, is due at the
 * next quarter of a second, together with those that come until then. The relays are told when this commits.
 */
const DELIVER = `
  with written as (
    insert into outbox_delivery (event_id, consumer, available_at)
    select n.event_id, n.consumer,
      case when n.coalesces and exists (
          select from outbox o join outbox before on before.aggregate_id = o.aggregate_id
            join outbox_delivery d on d.event_id = before.id and d.consumer = n.consumer
          where o.id = n.event_id and before.created_at > now() - interval '1 second')
        then date_bin('250 milliseconds', now(), 'epoch') + interval '250 milliseconds'
        else now() end
    from unnest($1::uuid[], $2::text[], $3::boolean[]) as n(event_id, consumer, coalesces)
  )
  select pg_notify('${BELL}', '')`;
