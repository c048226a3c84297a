import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { Worker, type Job } from 'bullmq';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { queueConnection, workerTimings } from '#libs/queues/connection';
import { coalesces, consumers, queues, type ScheduleRow, scheduleQueues, schedules } from '#libs/queues/queues';
import { type BatchConsumer, CONSUMES, type EventConsumer, SCHEDULED, type ScheduledJob } from './consumer';
import { deliver, sweep } from './deliveries';
import { Bell } from './bell';
import { type DeliveryJob, Relay } from './relay';

const IDLE_MS = 100;
const SCHEDULES_MS = 60_000;
const MISSING_SCHEDULES_MS = 5_000;
const SWEEP_MS = 2_000;

/**
 * The worker process: relay, consumers, clockwork. Starting it refuses a consumer or a schedule without a handler
 * or with two. Stopping lets running jobs finish (20 s at most).
 */
@Injectable()
export class WorkerRuntime implements OnApplicationShutdown {
  private readonly log = new Logger('worker');
  private readonly workers: Worker[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private stopping = false;
  private loop: Promise<void> | undefined;
  private readonly bell: Bell;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly relay: Relay,
  ) {
    this.bell = new Bell(env.databaseUrl);
  }

  async start(): Promise<void> {
    const handlers = this.census<EventConsumer | BatchConsumer>(CONSUMES, Object.keys(consumers));
    const jobs = this.census<ScheduledJob>(SCHEDULED, Object.keys(schedules));
    for (const [name, { concurrency }] of Object.entries(queues)) {
      const worker = new Worker(
        name,
        (job: Job<DeliveryJob>) =>
          (scheduleQueues as readonly string[]).includes(name)
            ? this.runScheduled(jobs, job.name)
            : this.runDelivery(handlers, job.data),
        {
          connection: queueConnection(this.env, 'worker'),
          prefix: this.env.queuePrefix,
          concurrency,
          ...workerTimings,
        },
      );
      worker.on('error', (error) => this.log.warn(`queue ${name}: ${error.message}`));
      this.workers.push(worker);
    }
    this.bell.listen();
    this.loop = this.relayLoop();
    this.every(SWEEP_MS, async () => void (await sweep(this.db)));
    this.every(SCHEDULES_MS, () => this.assertSchedules());
    this.every(MISSING_SCHEDULES_MS, () => this.restoreSchedules());
    await this.assertSchedules().catch((error: Error) => this.log.warn(`schedules: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.bell.close();
    await this.loop;
    const closing = Promise.allSettled(this.workers.map((worker) => worker.close()));
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 20_000).unref())]);
  }

  /** Name → instance for every provider carrying the mark; exactly one per wanted name. */
  private census<T>(mark: symbol, wanted: string[]): Map<string, T> {
    const found = new Map<string, T>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!instance || !metatype) continue;
      const name = this.reflector.get<string | undefined>(mark, metatype);
      if (name === undefined) continue;
      if (found.has(name) && found.get(name) !== instance) throw new Error(`Two classes handle ${name}`);
      found.set(name, instance as T);
    }
    const missing = wanted.filter((name) => !found.has(name));
    const unknown = [...found.keys()].filter((name) => !wanted.includes(name));
    if (missing.length > 0 || unknown.length > 0)
      throw new Error(`Handlers missing: ${missing.join(', ') || 'none'}; unknown: ${unknown.join(', ') || 'none'}`);
    return found;
  }

  private async runDelivery(handlers: Map<string, EventConsumer | BatchConsumer>, data: DeliveryJob) {
    const handler = handlers.get(data.consumer);
    if (!handler) return 'unknown';
    const outcome = await deliver(this.db, data.consumer, data.eventIds, handler);
    if (coalesces(data.consumer)) this.bell.ring();
    if (outcome === 'failed')
      this.log.warn(`delivery ${data.eventIds.join()} to ${data.consumer} failed and will be retried`);
    else
      await handler.afterwards?.().catch((error: Error) => this.log.warn(`after ${data.consumer}: ${error.message}`));
    return outcome;
  }

  private async runScheduled(jobs: Map<string, ScheduledJob>, name: string) {
    const job = jobs.get(name);
    if (!job) return 'unknown';
    const report = await job.run();
    await this.db.query(
      `insert into heartbeat (name, at) values ($1, now()) on conflict (name) do update set at = excluded.at`,
      [name],
    );
    return report;
  }

  /** Schedulers live in Redis, which may be wiped: they are asserted again every minute. */
  private async assertSchedules(): Promise<void> {
    for (const [name, row] of Object.entries(schedules as Record<string, ScheduleRow>))
      await this.relay
        .queue(row.queue ?? 'clockwork')
        .upsertJobScheduler(
          name,
          row.pattern ? { pattern: row.pattern, tz: 'Europe/Paris' } : { every: row.every as number },
          { name, data: {}, opts: { removeOnComplete: true, removeOnFail: { count: 100 } } },
        );
  }

  /** A Redis that lost its memory is seen within seconds: its schedules are fewer than ours. */
  private async restoreSchedules(): Promise<void> {
    const held = await Promise.all(scheduleQueues.map((name) => this.relay.queue(name).getJobSchedulersCount()));
    if (held.reduce((sum, count) => sum + count, 0) < Object.keys(schedules).length) await this.assertSchedules();
  }

  private async relayLoop(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        const moved = await this.relay.dispatch();
        failures = 0;
        if (moved === 0) await this.bell.rung(IDLE_MS);
      } catch (error) {
        failures += 1;
        if (failures === 1) this.log.warn(`relay: ${(error as Error).message}`);
        await pause(Math.min(100 * 2 ** failures, 2_000));
      }
    }
  }

  private every(ms: number, work: () => Promise<void>): void {
    this.timers.push(setInterval(() => void work().catch((error: Error) => this.log.warn(error.message)), ms));
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
