import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Consumes, type EventConsumer, RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { SYSTEM } from '#libs/outbox/transition';
import { learn, startLearning } from './learn';

/** Every week what people’s skills say is computed anew; a person decides whether it counts. */
@RunsOnSchedule('neighbours.weekly')
@Injectable()
export class NeighboursWeekly implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    await this.db.transaction((tx) => startLearning(tx, 'WEEK', SYSTEM));
    return { started: 1 };
  }
}

/** Computes the version that was asked for. */
@Consumes('neighbours.learn')
@Injectable()
export class NeighboursLearner implements EventConsumer {
  private readonly log = new Logger('neighbours');

  async handle({ aggregateId }: StoredEvent, tx: EntityManager): Promise<void> {
    const started = performance.now();
    const found = await learn(tx, aggregateId);
    if (!found) return;
    const ms = Math.round(performance.now() - started);
    this.log.log(`${found.pairs} pairs learned from ${found.people} people, ${found.changes} would change: ${ms} ms`);
  }
}
