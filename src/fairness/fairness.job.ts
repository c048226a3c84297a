import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { monthBefore, produceFairnessFile } from './produce';

/** Makes the fairness file of last month on its first day, or on the first day a worker runs after it. */
@RunsOnSchedule('fairness.monthly')
@Injectable()
export class FairnessJob implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const { people, made } = await produceFairnessFile(this.db, monthBefore(parisDate(now())));
    return { people, made: Number(made) };
  }
}
