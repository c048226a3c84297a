import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { daysLater } from '#libs/kernel/clock';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { record } from '#libs/outbox/outbox';
import { SYSTEM } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import { ANONYMOUS } from '../access/actor';
import { LAPSE_DAYS, NUDGE_DAYS, REOPENING_DAYS } from './application.entity';
import { lockApplication, type Standing } from './application.standing';
import { walk } from './application.walk';
import { endOffer } from './offer.service';

const BATCH = 200;

/**
 * The answer clock, judged by the database’s time: reminders to the employer on days 3, 7 and 14, the lapse on day 30,
 * the end of a stay in the pool, questions nobody answered in time. Each effect happens once: the row says what was
 * done. After an outage only the reminder due now is sent, not those missed.
 */
@RunsOnSchedule('application.nudges')
@Injectable()
export class ApplicationNudges implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const expired = await eachDue(
      this.db,
      `select id from application where clock_started_at <= now() - make_interval(days => $2) limit $1`,
      [LAPSE_DAYS],
      async (tx, standing) => {
        const { clockStartedAt } = standing.application;
        if (!clockStartedAt || daysLater(clockStartedAt, LAPSE_DAYS) > standing.now) return false;
        await walk(tx, standing, SYSTEM, 'expire');
        return true;
      },
    );
    const leftPool = await eachDue(
      this.db,
      `select id from application where state = 'POOL' and pooled_until <= now() limit $1`,
      [],
      async (tx, standing) => {
        const { state, pooledUntil } = standing.application;
        if (state !== 'POOL' || !pooledUntil || pooledUntil > standing.now) return false;
        await walk(tx, standing, SYSTEM, 'make-obsolete', { reason: 'POOL_OVER', payload: { reason: 'POOL_OVER' } });
        return true;
      },
    );
    let nudged = 0;
    for (const day of [...NUDGE_DAYS].reverse()) nudged += await this.nudge(day);
    const [, unanswered] = await this.db.query<[unknown, number]>(
      `update application set reopening_answered_at = now()
       where reopening_asked_at is not null and reopening_answered_at is null
         and decided_at < now() - make_interval(days => $1)`,
      [REOPENING_DAYS],
    );
    return { expired, leftPool, nudged, unanswered };
  }

  /** Marks the day on the rows it falls due for and tells the event in the same transaction. */
  private async nudge(day: number): Promise<number> {
    for (let nudged = 0; ;) {
      const done = await transaction(this.db, async (tx) => {
        const [due] = await tx.query<[{ id: string }[], number]>(
          `update application set nudged_day = $1 where id in (
             select id from application
             where nudged_day < $1 and clock_started_at <= now() - make_interval(days => $1)
               and clock_started_at > now() - make_interval(days => $2)
             order by id limit $3 for update skip locked
           ) returning id`,
          [day, LAPSE_DAYS, BATCH],
        );
        await record(
          tx,
          ...due.map(({ id }) => ({ type: 'application.nudge-due', aggregateId: id, payload: { day } })),
        );
        return due.length;
      });
      nudged += done;
      if (done < BATCH) return nudged;
    }
  }
}

/** Offers nobody answered in seven days: the application is shortlisted again and both sides are told. */
@RunsOnSchedule('offer.lapse')
@Injectable()
export class OfferLapse implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const lapsed = await eachDue(
      this.db,
      `select application_id as id from engagement where state = 'PROPOSED' and lapses_at <= now() limit $1`,
      [],
      async (tx, standing) => {
        const { application, engagement, now } = standing;
        if (application.state !== 'OFFERED' || engagement?.state !== 'PROPOSED' || engagement.lapsesAt > now)
          return false;
        await endOffer(tx, standing, SYSTEM, 'lapse-offer', { by: 'SYSTEM' });
        return true;
      },
    );
    return { lapsed };
  }
}

/** Moves every application the query finds, one transaction each, judged again under its lock. Returns how many moved. */
async function eachDue(
  db: DataSource,
  sql: string,
  params: number[],
  work: (tx: EntityManager, standing: Standing) => Promise<boolean>,
): Promise<number> {
  for (let moved = 0; ;) {
    const due = await db.query<{ id: string }[]>(sql, [BATCH, ...params]);
    let progress = 0;
    for (const { id } of due)
      progress += await transaction(db, async (tx) => {
        const standing = await lockApplication(tx, ANONYMOUS, id);
        return standing && (await work(tx, standing)) ? 1 : 0;
      });
    moved += progress;
    if (due.length < BATCH || progress === 0) return moved;
  }
}
