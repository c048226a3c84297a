import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from './consumer';

/** Keeps the ledgers small: events fully delivered are kept 30 days, answers to idempotency keys 72 hours. */
@RunsOnSchedule('ledger.purge')
@Injectable()
export class LedgerPurge implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const [, events] = await this.db.query<[unknown, number]>(
      `delete from outbox o where created_at < now() - interval '30 days'
       and not exists (select 1 from outbox_delivery d where d.event_id = o.id and d.state not in ('DONE', 'DISCARDED'))`,
    );
    const [, keys] = await this.db.query<[unknown, number]>(
      `delete from idempotency where created_at < now() - interval '72 hours'`,
    );
    const [, counters] = await this.db.query<[unknown, number]>(`delete from rate_counter where resets_at < now()`);
    return { events, keys, counters };
  }
}
