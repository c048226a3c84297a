import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';

const BATCH = 500;

/** Letters whose next attempt is due go back to the queue; so do those whose first one was lost. */
@RunsOnSchedule('mail.retry')
@Injectable()
export class MailRetry implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const requeued = await transaction(this.db, async (tx) => {
      const [due] = await tx.query<[{ id: string }[], number]>(
        `update email set available_at = now() + interval '2 minutes' where id in (
           select id from email where state = 'QUEUED' and available_at <= now()
           order by available_at limit $1 for update skip locked
         ) returning id`,
        [BATCH],
      );
      await record(tx, ...due.map(({ id }) => ({ type: 'email.queued', aggregateId: id })));
      return due.length;
    });
    return { requeued };
  }
}
