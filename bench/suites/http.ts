import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import Fastify from 'fastify';
import { Client, Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { type Env, readEnv } from '#libs/config/env';
import { WorkerRuntime } from '#libs/outbox/worker-runtime';
import { migrate } from '#libs/persistence/data-source';
import { SessionService } from '../../src/accounts/sessions';
import { ApiModule } from '../../src/api.module';
import { AppModule } from '../../src/app.module';
import { writeTown } from '../../src/demo/write';
import { createServer } from '../../src/http/server';
import { demoAccounts } from '../../scripts/demo-accounts';
import { load } from '../load';
import { interleaved, median, ratioOf } from '../measure';
import type { Figure, Size } from '../report';
import { emptyDatabase } from '../scratch';

const TOWN = { profiles: 1_000, missions: 300, seed: 1 };
const TODAY = '2026-11-26';
const CONNECTIONS = 16;
const LOAD_MS = 2_000;
/** So long a route is asked before it is timed: code that ran a few hundred times is not compiled yet. */
const WARM_MS = 6_000;
const PLAIN = { status: 'up' };
const SETTLED_MS = 180_000;

interface Asked {
  text: string;
  values: readonly unknown[];
}

/** The statements that some work sends to PostgreSQL, in order. */
async function statementsOf(work: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const original = Client.prototype.query;
  Client.prototype.query = function record(this: Client, ...given: unknown[]) {
    const [statement, values] = given as [string | { text: string }, unknown];
    const text = typeof statement === 'string' ? statement : statement.text;
    asked.push({ text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(original, this, given) as never;
  } as typeof original;
  try {
    await work();
  } finally {
    Client.prototype.query = original;
  }
  return asked;
}

/** Waits until somebody’s recommendations have been computed. */
async function settled(db: DataSource): Promise<void> {
  for (const until = performance.now() + SETTLED_MS; performance.now() < until;) {
    const [row] = await db.query<{ n: number }[]>(
      `select count(*)::int as n from outbox_delivery where state in ('PENDING', 'DISPATCHED')`,
    );
    if (row?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the town did not settle');
}

/** Sends recorded statements on one connection, one after the other, as the route does. */
async function replay(pool: Pool, asked: readonly Asked[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const { text, values } of asked) await client.query(text, [...values]);
  } finally {
    client.release();
  }
}

/** A demo town with its lists computed, served by the product, and what the demo accounts are signed in with. */
async function serve(env: Env) {
  const app = await createServer(ApiModule.with(env), env);
  await app.listen(0, '127.0.0.1');
  const db = app.get<DataSource>(getDataSourceToken());
  await writeTown(db, TOWN, TODAY, demoAccounts, env.secret);
  const worker = await NestFactory.createApplicationContext(AppModule.with(env, 'worker'), { logger: false });
  await worker.get(WorkerRuntime).start();
  await settled(db);
  await worker.close();
  await db.query(`vacuum analyze`);
  const signedIn = async (at: number) => {
    const [row] = await db.query<{ id: string }[]>(`select id from account where email = $1`, [
      demoAccounts[at]?.email,
    ]);
    return (await app.get(SessionService).open(db, row?.id ?? '', { mfa: true })).split(';')[0] ?? '';
  };
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, port, freelancer: await signedIn(0), employer: await signedIn(1) };
}

/** A bare Fastify that gives one recorded answer after the same statements. */
async function bare(pool: Pool, body: string, asked: readonly Asked[]) {
  const server = Fastify({ logger: false });
  const value = JSON.parse(body) as object;
  server.get('/', async () => {
    if (asked.length > 0) await replay(pool, asked);
    return value;
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
}

@Controller()
class Plain {
  @Get()
  read() {
    return PLAIN;
  }
}

@Module({ controllers: [Plain] })
class PlainModule {}

/** Nest on Fastify with nothing of ours, against Fastify: what the framework itself costs. */
async function framework(part: Pick<Figure, 'suite' | 'size' | 'n' | 'm'>, rounds: number): Promise<Figure> {
  const nest = await NestFactory.create<NestFastifyApplication>(PlainModule, new FastifyAdapter(), { logger: false });
  await nest.listen(0, '127.0.0.1');
  const raw = Fastify({ logger: false });
  raw.get('/', async () => PLAIN);
  await raw.listen({ port: 0, host: '127.0.0.1' });
  let wrong = 0;
  const over = async ({ port }: AddressInfo) => {
    const loaded = await load({ port, path: '/', connections: CONNECTIONS, ms: LOAD_MS });
    wrong += loaded.wrong;
    return 1_000 / loaded.rate;
  };
  const times = await interleaved(
    [
      { name: 'nest', run: () => over(nest.getHttpServer().address() as AddressInfo) },
      { name: 'fastify', run: () => over(raw.server.address() as AddressInfo) },
    ],
    Math.min(rounds, 3),
  );
  await nest.close();
  await raw.close();
  const exact = wrong === 0;
  return {
    ...part,
    case: 'plain-json',
    unit: 'ms/answer',
    values: times.get('nest')!,
    ratios: [ratioOf(times, 'nest', 'fastify')],
    exact,
  };
}

interface RouteCase {
  name: string;
  path: string;
  cookie?: string;
}

/** The product over HTTP against what it stands on: bare Fastify, and the same statements in a loop. */
export async function http(size: Size, rounds: number): Promise<Figure[] | undefined> {
  if (!process.env.DATABASE_URL) return undefined;
  const scratch = await emptyDatabase(process.env.DATABASE_URL);
  await migrate(scratch.url);
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: scratch.url,
    REDIS_URL: process.env.REDIS_URL,
    QUEUE_PREFIX: `bench-${process.pid}`,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'http://localhost',
    DATABASE_POOL: String(CONNECTIONS),
  });
  const pool = new Pool({
    connectionString: scratch.url,
    max: CONNECTIONS,
    options: '-c jit=off -c max_parallel_workers_per_gather=0',
  });
  const part = { suite: 'http', size, n: TOWN.profiles, m: TOWN.missions };
  const { app, port, freelancer, employer } = await serve(env);
  const routes: RouteCase[] = [
    { name: 'live', path: '/health/live' },
    { name: 'list', path: '/api/me/missions?limit=20', cookie: employer },
    { name: 'recommendations', path: '/api/me/recommended-missions?limit=10', cookie: freelancer },
  ];
  const figures: Figure[] = [await framework(part, rounds)];
  try {
    for (const { name, path, cookie } of routes) {
      const headers: Record<string, string> = cookie ? { cookie } : {};
      const url = `http://127.0.0.1:${port}${path}`;
      await fetch(url, { headers });
      let body = '';
      const asked = await statementsOf(async () => (body = await (await fetch(url, { headers })).text()));
      const raw = await bare(pool, body, asked);
      let wrong = 0;
      const over = async (to: number, at: string, sent: Readonly<Record<string, string>>, ms = LOAD_MS) => {
        const { rate, wrong: more } = await load({ port: to, path: at, headers: sent, connections: CONNECTIONS, ms });
        wrong += more;
        return 1_000 / rate;
      };
      const loop = async () => {
        const since = performance.now();
        let done = 0;
        await Promise.all(
          Array.from({ length: CONNECTIONS }, async () => {
            for (; performance.now() - since < LOAD_MS; done += 1) await replay(pool, asked);
          }),
        );
        return (performance.now() - since) / done;
      };
      const variants = [
        { name: 'product', run: () => over(port, path, headers) },
        { name: 'fastify', run: () => over(raw.port, '/', {}) },
        ...(asked.length > 0 ? [{ name: 'loop', run: loop }] : []),
      ];
      await over(port, path, headers, WARM_MS);
      await over(raw.port, '/', {}, WARM_MS);
      const times = await interleaved(variants, Math.min(rounds, 3));
      await raw.close();
      figures.push({
        ...part,
        case: name,
        unit: 'ms/answer',
        values: times.get('product')!,
        ratios: variants.slice(1).map((variant) => ratioOf(times, 'product', variant.name)),
        exact: wrong === 0,
        note: `${path}: ${asked.length} statements, ${body.length} bytes; ${Math.round(1_000 / median(times.get('product')!))} answers/s over ${CONNECTIONS} connections; not a 200: ${wrong}`,
      });
    }
    return figures;
  } finally {
    await app.close();
    await pool.end();
    await scratch.drop();
  }
}
