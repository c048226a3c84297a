import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { newId } from '#libs/kernel/ids';
import { deliver } from '#libs/outbox/deliveries';
import { record } from '#libs/outbox/outbox';
import { type DeliveryJob, Relay } from '#libs/outbox/relay';
import { jobDefaults, queueConnection } from '#libs/queues/connection';
import type { Market } from '../market';
import { interleaved, ratioOf, timedUntil } from '../measure';
import type { Figure } from '../report';
import { type Ground, onGround } from './ground';

/** Jobs, or events, in one measurement. */
const JOBS = 2_000;
const BATCH = 200;
const CONCURRENCY = 4;
/** An event that one consumer takes, whose handler here does nothing. */
const EVENT = { type: 'email.queued', queue: 'mail' } as const;

/** Comes back when `count` jobs are done by a worker that does `work` for each. */
async function drained<Data>(
  { env }: Ground,
  name: string,
  count: number,
  work: (data: Data) => Promise<unknown>,
  add: () => Promise<unknown>,
): Promise<void> {
  let left = count;
  let done: () => void;
  const all = new Promise<void>((resolve) => (done = resolve));
  const worker = new Worker<Data>(
    name,
    async ({ data }) => {
      await work(data);
      if (--left === 0) done();
    },
    { connection: queueConnection(env, 'worker'), prefix: env.queuePrefix, concurrency: CONCURRENCY },
  );
  await worker.waitUntilReady();
  await add();
  await all;
  await worker.close();
}

const batches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, at) => items.slice(at * BATCH, (at + 1) * BATCH));

/** Events committed, relayed and delivered by the real code, against BullMQ by itself and a bare list in Redis. */
async function measure(ground: Ground, market: Market, rounds: number): Promise<Figure[]> {
  const { db, env } = ground;
  const redis = new Redis(env.redisUrl!);
  const raw = new Queue('raw', {
    connection: queueConnection(env, 'producer'),
    prefix: env.queuePrefix,
    defaultJobOptions: jobDefaults,
  });
  const relay = new Relay(db, env);
  const ids = Array.from({ length: JOBS }, () => newId());
  const key = `${env.queuePrefix}:list`;
  const times = await interleaved(
    [
      {
        name: 'redis',
        run: () =>
          timedUntil(async () => {
            for (const some of batches(ids)) await redis.rpush(key, ...some);
            while ((await redis.lpop(key)) !== null);
          }),
      },
      {
        name: 'bullmq',
        run: () =>
          timedUntil(() =>
            drained(
              ground,
              'raw',
              JOBS,
              () => Promise.resolve(),
              async () => {
                for (const some of batches(ids))
                  await raw.addBulk(
                    some.map((id) => ({ name: 'raw', data: { id }, opts: { jobId: `raw-${newId()}` } })),
                  );
              },
            ),
          ),
      },
      {
        name: 'outbox',
        run: async () => {
          for (const some of batches(ids))
            await db.transaction((tx) => record(tx, ...some.map((aggregateId) => ({ type: EVENT.type, aggregateId }))));
          const handler = { handle: () => Promise.resolve() };
          return timedUntil(() =>
            drained<DeliveryJob>(
              ground,
              EVENT.queue,
              JOBS,
              ({ consumer, eventIds }) => deliver(db, consumer, eventIds, handler),
              async () => {
                while ((await relay.dispatch()) > 0);
              },
            ),
          );
        },
      },
    ],
    rounds,
  );
  const [open] = await db.query<{ count: number }[]>(
    `select count(*)::int as count from outbox_delivery where state <> 'DONE'`,
  );
  await relay.onModuleDestroy();
  await raw.close();
  redis.disconnect();
  const part = { suite: 'queue', size: market.size, n: market.n, m: market.m, unit: `ms/${JOBS}`, exact: true };
  const rate = (name: string): string =>
    `${Math.round(JOBS / (Math.min(...times.get(name)!) / 1_000))} a second at best`;
  return [
    {
      ...part,
      case: 'jobs',
      values: times.get('bullmq')!,
      ratios: [ratioOf(times, 'bullmq', 'redis')],
      note: `added and drained by BullMQ, ${rate('bullmq')}; a bare list in Redis ${rate('redis')}`,
    },
    {
      ...part,
      case: 'outbox',
      values: times.get('outbox')!,
      ratios: [ratioOf(times, 'outbox', 'bullmq')],
      exact: open?.count === 0,
      note: `relayed and delivered, an effect and its mark in a transaction each, ${rate('outbox')}`,
    },
  ];
}

/** Jobs and deliveries, which cost the same whatever the size of the market. */
export const queue = (market: Market, rounds: number): Promise<Figure[] | undefined> =>
  onGround((ground) => measure(ground, market, Math.min(rounds, 3)));
