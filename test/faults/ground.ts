import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { readEnv } from '#libs/config/env';
import { databaseOptions } from '#libs/persistence/data-source';
import { queueConnection } from '#libs/queues/connection';
import { type QueueName, scheduleQueues } from '#libs/queues/queues';
import { Part } from '../../scripts/application.mjs';
import { ensureBuilt } from '../../scripts/prepare.mjs';
import { freePort, until } from '../../scripts/services/processes.mjs';
import { pingPostgres, pingRedis } from '../../scripts/services/probes.mjs';
import { ensureServices, type Services } from '../../scripts/services/services.mjs';
import { readState, type Running } from '../../scripts/services/state.mjs';
import { SessionService } from '../../src/accounts/sessions';
import { prepareDatabase } from '../../src/operations/prepare-database';
import { PostOffice } from './post-office';

const WORKERS = 2;

/**
 * The product as it runs, to be hurt: a PostgreSQL and a Redis of one’s own, the compiled API and workers as processes
 * that are started again when they end, a post office. Every worker has its own database user and its own counter of
 * the post office, so that it is known which of them does what.
 */
export class Ground {
  readonly post = new PostOffice();
  readonly db: DataSource;
  readonly sessions: SessionService;
  readonly address: string;
  private readonly parts: Part[] = [];
  private readonly workers: Part[] = [];
  private readonly queues = new Map<QueueName, Queue>();
  private readonly env;

  private constructor(
    private readonly dir: string,
    private readonly services: Services & { redisUrl: string },
    private readonly port: number,
    /** What the supervisors of services and processes said. */
    readonly said: string[],
  ) {
    this.address = `http://127.0.0.1:${port}`;
    this.env = readEnv({ NODE_ENV: 'test', DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl });
    this.db = new DataSource(
      databaseOptions({ url: services.databaseUrl, poolSize: 4, applicationName: 'aronde-journey' }),
    );
    this.sessions = new SessionService(this.db, this.env);
  }

  static async open(): Promise<Ground> {
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    await ensureBuilt(log);
    const dir = mkdtempSync(join(tmpdir(), 'aronde-faults-'));
    const services = await ensureServices({ dir, throwaway: true, log, env: {} });
    const { redisUrl } = services;
    if (!redisUrl) throw new Error('No Redis can be had: it cannot be emptied either');
    const ground = new Ground(dir, { ...services, redisUrl }, await freePort(), said);
    try {
      await ground.start(log);
    } catch (error) {
      await ground.close();
      throw error;
    }
    return ground;
  }

  private async start(log: (line: string) => void): Promise<void> {
    await prepareDatabase(this.services.databaseUrl);
    await this.db.initialize();
    const shared = {
      ...process.env,
      NODE_ENV: 'test',
      REDIS_URL: this.services.redisUrl,
      LOG_LEVEL: 'fatal',
      DATA_DIR: this.dir,
      HOST: '127.0.0.1',
      PORT: String(this.port),
      PUBLIC_URL: this.address,
      QUEUE_PREFIX: this.env.queuePrefix,
    };
    const tell = { log, started: () => undefined, lost: () => log('given up') };
    const api = { ...shared, DATABASE_URL: this.services.databaseUrl, LOG_LEVEL: 'error' };
    this.parts.push(new Part('API', 'src/main.js', api, tell));
    for (let at = 0; at < WORKERS; at += 1) {
      const env = { ...shared, DATABASE_URL: await this.userFor(at), SMTP_URL: await this.post.openCounter() };
      const worker = new Part(nameOf(at), 'src/worker.js', env, tell);
      this.workers.push(worker);
      this.parts.push(worker);
    }
    await Promise.all(this.parts.map((part) => part.start()));
  }

  /** A database user for one worker: its address. */
  private async userFor(at: number): Promise<string> {
    const url = new URL(this.services.databaseUrl);
    const name = nameOf(at);
    await this.db.query(`create role ${name} superuser login password '${decodeURIComponent(url.password)}'`);
    url.username = name;
    return url.href;
  }

  get databaseUrl(): string {
    return this.services.databaseUrl;
  }

  /** Kills a worker outright; its supervisor starts another. */
  kill(at: number): void {
    const pid = this.workers[at]?.process?.pid;
    if (!pid) throw new Error(`Worker ${at} does not run`);
    process.kill(pid, 'SIGKILL');
  }

  /** A queue as its users see it. */
  queue(name: QueueName): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: queueConnection(this.env, 'worker'),
      prefix: this.env.queuePrefix,
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  /** The schedules that are in Redis, by name. */
  async schedules(): Promise<string[]> {
    const held = await Promise.all(scheduleQueues.map((name) => this.queue(name).getJobSchedulers()));
    return held
      .flat()
      .map(({ key }) => key)
      .sort();
  }

  async emptyRedis(): Promise<void> {
    const redis = new Redis(this.services.redisUrl);
    await redis.flushall();
    redis.disconnect();
  }

  /** Ends a service with a signal and waits for the one its keeper starts in its place. */
  async restart(name: 'postgres' | 'redis', signal: NodeJS.Signals): Promise<void> {
    const running = (): Running => {
      const it = readState(this.dir)?.[name];
      if (!it) throw new Error(`No ${name} is held`);
      return it;
    };
    const { pid, start } = running().process;
    process.kill(pid, signal);
    const back = await until(async () => {
      const now = running();
      if (now.process.pid === pid && now.process.start === start) return false;
      return name === 'postgres' ? pingPostgres(now.port) : pingRedis(now.url);
    }, 30_000);
    if (!back) throw new Error(`${name} did not come back: ${this.said.join('; ')}`);
  }

  /** Asks PostgreSQL, again while it is away. */
  async ask<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    let last: unknown;
    const answered: { rows?: Row[] } = {};
    await until(
      async () => {
        try {
          answered.rows = await this.db.query<Row[]>(sql, values);
        } catch (error) {
          last = error;
        }
        return answered.rows !== undefined;
      },
      20_000,
      50,
    );
    if (!answered.rows) throw last;
    return answered.rows;
  }

  /** Stops everything, whatever state it is in, and leaves nothing on the disk. */
  async close(): Promise<void> {
    await Promise.allSettled(this.parts.map((part) => part.stop()));
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.disconnect()));
    await this.post.close();
    if (this.db.isInitialized) await this.db.destroy().catch(() => undefined);
    await this.services.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The name of a worker, and of its user in the database. */
export const nameOf = (at: number): string => `worker_${at}`;
