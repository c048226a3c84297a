import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { consumersOf } from '#libs/queues/queues';

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
  await tx.query(`insert into outbox_delivery (event_id, consumer) select * from unnest($1::uuid[], $2::text[])`, [
    deliveries.map(([id]) => id),
    deliveries.map(([, consumer]) => consumer),
  ]);
}
