import { DataSource } from 'typeorm';
import { type Env, readEnv } from '#libs/config/env';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { type DeliveryJob, Relay } from '#libs/outbox/relay';
import { databaseOptions } from '#libs/persistence/data-source';
import { freshDatabase, freshRedisPrefix, redisUrl } from './stage/database';

/** Nobody listens there. */
const AWAY = 'redis://127.0.0.1:1';

/** The relay claims deliveries before the queues have them: what they cannot be given is nobody’s again. */
describe('deliveries whose queue is away', () => {
  let db: DataSource;
  let drop: () => Promise<void>;
  const relays: Relay[] = [];
  const people = [newId(), newId()];

  const relayWith = (url: string | undefined): Relay => {
    const env: Env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: (db.options as { url: string }).url,
      QUEUE_PREFIX: freshRedisPrefix(),
      ...(url ? { REDIS_URL: url } : {}),
    });
    const relay = new Relay(db, env);
    relays.push(relay);
    return relay;
  };
  const deliveries = () =>
    db.query<{ state: string; attempts: number; leased: boolean }[]>(
      `select distinct state, attempts, lease_until is not null as leased from outbox_delivery`,
    );

  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    db = await new DataSource(
      databaseOptions({ url: fresh.url, poolSize: 2, applicationName: 'deliveries-test' }),
    ).initialize();
    await db.transaction((tx) =>
      record(tx, ...people.map((aggregateId) => ({ type: 'profile.changed', aggregateId }))),
    );
  });
  afterAll(async () => {
    for (const relay of relays) await relay.onModuleDestroy();
    await db.destroy();
    await drop();
  });

  it('are given back as if they had never been claimed, and leave once it is there', async () => {
    await expect(relayWith(AWAY).dispatch()).rejects.toThrow();
    expect(await deliveries()).toEqual([{ state: 'PENDING', attempts: 0, leased: false }]);
    const relay = relayWith(redisUrl());
    expect(await relay.dispatch()).toBe(2 * people.length);
    expect(await deliveries()).toEqual([{ state: 'DISPATCHED', attempts: 1, leased: true }]);
    const jobs = await relay.queue('matching').getJobs(['waiting']);
    expect(jobs.map(({ data }) => (data as DeliveryJob).eventIds.length)).toEqual([people.length]);
    expect(await relay.dispatch()).toBe(0);
  });

  it('are dead when nobody handles them any more', async () => {
    await db.query(`update outbox_delivery set state = 'PENDING', consumer = 'gone.' || consumer, lease_until = null`);
    await relayWith(redisUrl()).dispatch();
    expect(await deliveries()).toEqual([{ state: 'DEAD', attempts: 2, leased: true }]);
  });
});
