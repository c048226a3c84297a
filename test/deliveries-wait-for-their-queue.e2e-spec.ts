import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { DataSource } from 'typeorm';
import { readEnv } from '#libs/config/env';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { type DeliveryJob, Relay } from '#libs/outbox/relay';
import { databaseOptions } from '#libs/persistence/data-source';
import { freshDatabase, freshRedisPrefix, redisUrl } from './stage/database';

/** The Redis of this run: without one there is nothing here to hold. */
function redisOfThisRun(): URL {
  const url = redisUrl();
  if (!url) throw new Error('This journey needs a Redis, and the run has none');
  return new URL(url);
}

/** The relay claims deliveries before the queues have them: what they cannot be given is nobody’s again. */
describe('deliveries whose queue is away', () => {
  let db: DataSource;
  let drop: () => Promise<void>;
  let relay: Relay;
  /** Where the relay looks for Redis. Nobody listens there at first. */
  let gate: Server;
  let port: number;
  const people = [newId(), newId()];

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
    const redis = redisOfThisRun();
    const { hostname, port: behind } = redis;
    gate = createServer((client) => {
      const server = connect(Number(behind || 6379), hostname);
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const)
        from.on('error', () => to.destroy()).pipe(to);
    });
    await once(gate.listen(0, '127.0.0.1'), 'listening');
    ({ port } = gate.address() as AddressInfo);
    await once(gate.close(), 'close');
    const at = Object.assign(new URL(redis), { hostname: '127.0.0.1', port: String(port) });
    relay = new Relay(
      db,
      readEnv({ NODE_ENV: 'test', DATABASE_URL: fresh.url, REDIS_URL: at.href, QUEUE_PREFIX: freshRedisPrefix() }),
    );
    await db.transaction((tx) =>
      record(tx, ...people.map((aggregateId) => ({ type: 'profile.changed', aggregateId }))),
    );
  });
  afterAll(async () => {
    await relay.onModuleDestroy();
    gate.close();
    await db.destroy();
    await drop();
  });

  it('are given back as if they had never been claimed, and leave once it is there', async () => {
    await expect(relay.dispatch()).rejects.toThrow('not reached');
    expect(await deliveries()).toEqual([{ state: 'PENDING', attempts: 0, leased: false }]);
    await once(gate.listen(port, '127.0.0.1'), 'listening');
    // One queue may be there before the other.
    while ((await deliveries()).some(({ state }) => state === 'PENDING')) await relay.dispatch().catch(() => 0);
    expect(await deliveries()).toEqual([{ state: 'DISPATCHED', attempts: 1, leased: true }]);
    const jobs = await relay.queue('matching').getJobs(['waiting']);
    expect(jobs.map(({ data }) => (data as DeliveryJob).eventIds.length)).toEqual([people.length]);
    expect(await relay.dispatch()).toBe(0);
  });

  it('are dead when nobody handles them any more', async () => {
    await db.query(`update outbox_delivery set state = 'PENDING', consumer = 'gone.' || consumer, lease_until = null`);
    await relay.dispatch();
    expect(await deliveries()).toEqual([{ state: 'DEAD', attempts: 2, leased: true }]);
  });
});
