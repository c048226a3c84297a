import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';

/** How long the log of who was shown where is kept, in months: at least six (EU AI Act, article 26.6). */
export const LOG_MONTHS = 12;

/** Forgets showings and price editions that are over their time. */
@RunsOnSchedule('exposure.purge')
@Injectable()
export class ExposurePurge implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const [, showings] = await this.db.query<[unknown, number]>(
      `delete from score_exposure where shown_on < current_date - interval '${LOG_MONTHS} months'`,
    );
    const [, editions] = await this.db.query<[unknown, number]>(
      `delete from exposure_edition where computed_at < now() - interval '${LOG_MONTHS} months'`,
    );
    return { showings, editions };
  }
}
