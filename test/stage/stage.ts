import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { type Env, readEnv } from '#libs/config/env';
import { newId } from '#libs/kernel/ids';
import { WorkerRuntime } from '#libs/outbox/worker-runtime';
import { ApiModule } from '../../src/api.module';
import { countNews } from '../../src/matching/news';
import { AppModule } from '../../src/app.module';
import { createServer } from '../../src/http/server';
import { Answer, type Answered } from './contracts';
import { freshDatabase, freshRedisPrefix, redisUrl } from './database';

export interface RequestOptions {
  body?: unknown;
  /** A raw payload instead of JSON, with its own Content-Type. */
  raw?: { type: string; payload: string | Buffer };
  headers?: Record<string, string>;
  /** The Idempotency-Key; a new one by default on every POST. `null` sends none. */
  key?: string | null;
  /** The version for If-Match. */
  version?: number;
}

/** Somebody’s browser: it keeps its cookie between requests. */
export class Browser {
  cookie: string | undefined;
  constructor(
    private readonly stage: Stage,
    cookie?: string,
  ) {
    this.cookie = cookie;
  }

  get = <Url extends string>(url: Url, options: RequestOptions = {}) => this.send('GET', url, options);
  post = <Url extends string>(url: Url, body?: unknown, options: RequestOptions = {}) =>
    this.send('POST', url, { body, ...options });
  put = <Url extends string>(url: Url, body?: unknown, options: RequestOptions = {}) =>
    this.send('PUT', url, { body, ...options });
  patch = <Url extends string>(url: Url, body?: unknown, options: RequestOptions = {}) =>
    this.send('PATCH', url, { body, ...options });
  delete = <Url extends string>(url: Url, options: RequestOptions = {}) => this.send('DELETE', url, options);

  async send<Method extends 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Url extends string>(
    method: Method,
    url: Url,
    options: RequestOptions,
  ): Promise<Answer<Answered<Method, Url>>> {
    const answer = await this.stage.app.inject({
      method,
      url,
      payload: options.raw
        ? options.raw.payload
        : options.body === undefined
          ? undefined
          : JSON.stringify(options.body),
      headers: {
        'x-requested-by': 'aronde',
        ...(options.raw
          ? { 'content-type': options.raw.type }
          : options.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
        ...(method === 'POST' && options.key !== null ? { 'idempotency-key': options.key ?? newId() } : {}),
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...options.headers,
      },
    });
    for (const set of [answer.headers['set-cookie']].flat()) if (set) this.cookie = String(set).split(';')[0];
    return new Answer(method, url, answer.statusCode, answer.headers, answer.body);
  }
}

/**
 * The whole product on a fresh database and its own queues: the API in this process, the worker on demand.
 * Every test file opens one and closes it; nothing is shared between files.
 */
export class Stage {
  private worker: INestApplicationContext | undefined;

  private constructor(
    readonly env: Env,
    readonly app: NestFastifyApplication,
    readonly db: DataSource,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(options: { worker?: boolean; env?: Record<string, string> } = {}): Promise<Stage> {
    const { url, drop } = await freshDatabase();
    const env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: url,
      REDIS_URL: redisUrl(),
      QUEUE_PREFIX: freshRedisPrefix(),
      LOG_LEVEL: 'silent',
      PORT: '0',
      PUBLIC_URL: 'http://localhost',
      DATABASE_POOL: '8',
      ...options.env,
    });
    const app = await createServer(ApiModule.with(env), env);
    const stage = new Stage(env, app, app.get<DataSource>(getDataSourceToken()), drop);
    if (options.worker) await stage.startWorker();
    return stage;
  }

  async startWorker(): Promise<void> {
    this.worker = await NestFactory.createApplicationContext(AppModule.with(this.env, 'worker'), {
      logger: false,
      abortOnError: false,
    });
    await this.worker.get(WorkerRuntime).start();
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** A provider of the API process, for what no route shows. */
  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(token as never);
  }

  /** A browser nobody is signed in with. */
  browser(cookie?: string): Browser {
    return new Browser(this, cookie);
  }

  /** Waits until every event recorded so far has taken effect. Fails with the errors of those that did not. */
  async settle(ms = 20_000): Promise<void> {
    await this.until(
      async () => {
        const [row] = await this.db.query<{ waiting: number }[]>(
          `select count(*)::int as waiting from outbox_delivery where state in ('PENDING', 'DISPATCHED')`,
        );
        return row?.waiting === 0 && (await countNews(this.db.manager)) === 0;
      },
      ms,
      async () =>
        JSON.stringify(
          await this.db.query(
            `select consumer, state, attempts, last_error from outbox_delivery where state in ('PENDING', 'DISPATCHED', 'DEAD') limit 5`,
          ),
        ),
    );
    const dead = await this.db.query<object[]>(
      `select consumer, last_error from outbox_delivery where state = 'DEAD' limit 5`,
    );
    if (dead.length > 0) throw new Error(`Deliveries died: ${JSON.stringify(dead)}`);
  }

  /** Waits for a condition, asking every 25 ms. */
  async until(condition: () => Promise<boolean>, ms = 15_000, why?: () => Promise<string>): Promise<void> {
    const deadline = Date.now() + ms;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`Nothing came within ${ms} ms${why ? `: ${await why()}` : ''}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.app.close();
    await this.drop();
  }
}
