import { QueueEvents } from 'bullmq';
import { record } from '#libs/outbox/outbox';
import { queueConnection } from '#libs/queues/connection';
import { demoAccounts } from '../scripts/demo-accounts';
import { writeTown } from '../src/demo/write';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import * as reckoning from './faults/reckoning';
import { Stage } from './stage/stage';

const TODAY = '2026-11-26';
const TOWN = { profiles: 300, missions: 80, seed: 7 };
const CHANGES = 1_000;
const CHANGED = 20;
const MOST_JOBS = CHANGES / 10;

/** Somebody drags a slider, a program writes field by field: what follows within moments is taken up together. */
describe('a burst of changes', () => {
  let stage: Stage;
  let profiles: string[];
  const jobs = { matching: 0, events: 0 };
  const listeners: QueueEvents[] = [];

  beforeAll(async () => {
    stage = await Stage.open();
    await seedTaxonomy(stage.db);
    await writeTown(stage.db, TOWN, TODAY, demoAccounts, stage.env.secret);
    const rows = await stage.db.query<{ id: string }[]>(
      `select id from profile where state = 'PUBLISHED' and visibility <> 'HIDDEN' order by num limit $1`,
      [CHANGED],
    );
    profiles = rows.map(({ id }) => id);
    await stage.startWorker();
    await stage.settle();
    const connection = queueConnection(stage.env, 'worker');
    for (const queue of ['matching', 'events'] as const) {
      const listener = new QueueEvents(queue, { connection, prefix: stage.env.queuePrefix });
      listener.on('active', () => (jobs[queue] += 1));
      await listener.waitUntilReady();
      listeners.push(listener);
    }
  });
  afterAll(async () => {
    for (const listener of listeners) await listener.close();
    await stage.close();
  });

  /** Changes these profiles in one transaction, an event each. */
  async function change(ids: readonly string[], rate: number): Promise<void> {
    await stage.db.transaction(async (tx) => {
      await tx.query(
        `update profile set daily_rate_min = $2, daily_rate_target = $2, rev = rev + 1 where id = any($1::uuid[])`,
        [ids, rate],
      );
      await record(tx, ...ids.map((aggregateId) => ({ type: 'profile.changed', aggregateId })));
    });
  }

  it('costs a few jobs, and no list is left behind', async () => {
    const began = Date.now();
    for (let at = 0; at < CHANGES; at += CHANGED) await change(profiles, 300 + (at % 400));
    const written = Date.now();
    await stage.settle();
    process.stdout.write(
      `A burst: ${CHANGES} changes of ${CHANGED} profiles in ${written - began} ms, ${jobs.matching} jobs of matching and ${jobs.events} of search, settled ${Date.now() - written} ms later.\n`,
    );
    for (const count of Object.values(jobs)) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(MOST_JOBS);
    }
    expect(await reckoning.disorder(stage.db)).toEqual([]);
    const { outOfStep, served, anew } = await reckoning.lists(stage.db);
    expect(outOfStep).toBe(0);
    expect(served.length).toBeGreaterThan(TOWN.missions);
    expect(served).toEqual(anew);
  });

  it('of many people is searched after a few jobs: four a second at most', async () => {
    const [before, began] = [jobs.events, Date.now()];
    for (const id of profiles) await change([id], 650);
    await stage.settle();
    const most = (Date.now() - began) / 250 + 1;
    expect(jobs.events - before).toBeGreaterThan(0);
    expect(jobs.events - before).toBeLessThanOrEqual(most);
    expect(await reckoning.disorder(stage.db)).toEqual([]);
  });

  it('makes nobody else wait: a change alone is due at once, the next of its aggregate a quarter of a second later at most', async () => {
    const [id] = profiles;
    await stage.db.query(`update outbox set created_at = created_at - interval '2 seconds'`);
    const waits = async (): Promise<{ consumer: string; ms: number }[]> => {
      await change([id!], 500);
      return stage.db.query(
        `select d.consumer, extract(epoch from d.available_at - o.created_at)::float8 * 1000 as ms
         from outbox o join outbox_delivery d on d.event_id = o.id
         where o.id = (select id from outbox where aggregate_id = $1 order by created_at desc limit 1) order by 1`,
        [id],
      );
    };
    const atOnce = (consumer: string) => ({ consumer, ms: 0 });
    await stage.stopWorker();
    expect(await waits()).toEqual([atOnce('matching.profile'), atOnce('search.profile')]);
    const second = await waits();
    expect(second.map(({ consumer }) => consumer)).toEqual(['matching.profile', 'search.profile']);
    for (const { ms } of second) {
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThanOrEqual(250);
    }
  });
});
