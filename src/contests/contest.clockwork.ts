import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';

/** A contest without its promised answer is recalled once, and the platform may answer it from then on. */
@RunsOnSchedule('contest.overdue')
@Injectable()
export class ContestOverdue implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const recalled = await transaction(this.db, async (tx) => {
      const [due] = await tx.query<[{ id: string }[], number]>(
        `update match_contest set reminded_at = now() where id in (
           select id from match_contest where state = 'OPEN' and due_at <= now() and reminded_at is null
           order by due_at limit 500 for update skip locked
         ) returning id`,
      );
      await record(tx, ...due.map(({ id }) => ({ type: 'contest.overdue', aggregateId: id })));
      return due.length;
    });
    return { recalled };
  }
}
