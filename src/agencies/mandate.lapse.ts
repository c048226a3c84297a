import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { SYSTEM } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import { moveMandate } from './mandate.moves';
import { readMandate } from './mandate.reads';

/** Proposals without an answer lapse after thirty days, by database time. */
@RunsOnSchedule('mandate.lapse')
@Injectable()
export class MandateLapse implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const due = await this.db.query<{ id: string }[]>(
      `select id from mandate where state = 'PROPOSED' and expires_at <= now() limit 500`,
    );
    let lapsed = 0;
    for (const { id } of due)
      lapsed += await transaction(this.db, async (tx) => {
        const row = await readMandate(tx, id, true);
        if (!row.due) return 0;
        await moveMandate(tx, row, 'expire', SYSTEM);
        return 1;
      });
    return { lapsed };
  }
}
