import { SetMetadata } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConsumerName, ScheduleName } from '#libs/queues/queues';
import type { StoredEvent } from './outbox';

export const CONSUMES = Symbol('consumes');
export const SCHEDULED = Symbol('scheduled');

/** Marks the one class that handles the deliveries of a consumer (libs/queues/queues.ts). */
export const Consumes = (name: ConsumerName): ClassDecorator => SetMetadata(CONSUMES, name);

interface Consumer {
  /**
   * What follows once the effect is committed, in transactions of its own. It comes again with the job when the process dies
   * in between, unless Redis loses the job: what it is to do must stand in PostgreSQL.
   */
  afterwards?(): Promise<void>;
}

/**
 * A consumer’s handler. It reads the present state by id and writes its effect with `tx`: the delivery is marked done
 * in that same transaction, so an effect happens exactly once however often the job runs.
 */
export interface EventConsumer extends Consumer {
  handle(event: StoredEvent, tx: EntityManager): Promise<void>;
}

/** The same where several cost hardly more than one: the last events of different aggregates, in one go. */
export interface BatchConsumer extends Consumer {
  handleTogether(events: readonly StoredEvent[], tx: EntityManager): Promise<void>;
}

/** Marks the one class that runs a scheduled job (libs/queues/queues.ts). */
export const RunsOnSchedule = (name: ScheduleName): ClassDecorator => SetMetadata(SCHEDULED, name);

/** A scheduled job: idempotent, safe to run twice, returns what it did for the log. */
export interface ScheduledJob {
  run(): Promise<Record<string, number>>;
}
