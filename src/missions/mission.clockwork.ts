import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { record } from '#libs/outbox/outbox';
import { logTransition, SYSTEM } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Mission } from './mission.entity';
import { inPlace, lockMission, walkMission } from './mission.walk';

/** Expires missions at their date and reminds their employer seven days and one day before. Judged by database time. */
@RunsOnSchedule('mission.expiry')
@Injectable()
export class MissionExpiry implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const due = await this.db.query<{ id: string }[]>(
      `select id from mission where state in ('PUBLISHED', 'PAUSED') and expires_at <= now() order by expires_at limit 500`,
    );
    let expired = 0;
    for (const { id } of due)
      expired += await transaction(this.db, async (tx) => {
        const mission = await lockMission(tx, id);
        const [still] = await tx.query<{ due: boolean }[]>(
          `select expires_at <= now() as due from mission where id = $1`,
          [id],
        );
        if (!still?.due || !['PUBLISHED', 'PAUSED'].includes(mission.state)) return 0;
        await walkMission(tx, mission, 'expire', SYSTEM);
        return 1;
      });
    return { expired, reminded: await this.remind() };
  }

  /** One reminder a step: the column says which was sent, in the same transaction as its event. */
  private async remind(): Promise<number> {
    return transaction(this.db, async (tx) => {
      const [rows] = await tx.query<[{ id: string; notice: number }[], number]>(
        `update mission set expiry_notice = case when expires_at <= now() + interval '1 day' then 1 else 7 end
         where state in ('PUBLISHED', 'PAUSED') and expires_at > now()
           and ((expiry_notice = 0 and expires_at <= now() + interval '7 days')
             or (expiry_notice = 7 and expires_at <= now() + interval '1 day'))
         returning id, expiry_notice as notice`,
      );
      await record(
        tx,
        ...rows.map((row) => ({ type: 'mission.expiring', aggregateId: row.id, payload: { days: row.notice } })),
      );
      return rows.length;
    });
  }
}

/** Deletes drafts untouched for six months. */
@RunsOnSchedule('mission.purge-drafts')
@Injectable()
export class DraftPurge implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    return transaction(this.db, async (tx) => {
      const [rows] = await tx.query<[{ id: string }[], number]>(
        `delete from mission where state = 'DRAFT' and updated_at < now() - interval '6 months' returning id`,
      );
      for (const { id } of rows)
        await logTransition(tx, SYSTEM, { ...inPlace({ id, state: 'DRAFT' }, 'purge'), to: 'DELETED' });
      await record(tx, ...rows.map(({ id }) => ({ type: 'mission.deleted', aggregateId: id })));
      return { purged: rows.length };
    });
  }
}

/** Days after its end, or its refusal, when a mission leaves the lists of its employer. */
const ARCHIVE_DAYS = 180;

/** Puts missions that are over away from lists; who could read them still can. */
@RunsOnSchedule('mission.archive')
@Injectable()
export class MissionArchive implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    return transaction(this.db, async (tx) => {
      const [rows] = await tx.query<[Pick<Mission, 'id' | 'state'>[], number]>(
        `update mission set archived_at = now(), version = version + 1
         where id in (
           select id from mission
           where state in ('REJECTED', 'FILLED', 'CLOSED', 'EXPIRED', 'SUSPENDED') and archived_at is null
             and coalesce(closed_at, updated_at) < now() - make_interval(days => $1)
           limit 500 for update skip locked)
         returning id, state`,
        [ARCHIVE_DAYS],
      );
      for (const row of rows) await logTransition(tx, SYSTEM, inPlace(row, 'archive'));
      await record(tx, ...rows.map(({ id }) => ({ type: 'mission.archived', aggregateId: id })));
      return { archived: rows.length };
    });
  }
}
