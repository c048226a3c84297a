import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { QueueEvents } from 'bullmq';
import type { EntityManager } from 'typeorm';
import type { MatchRunView } from '#libs/contracts/operations';
import { now, parisDate } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { queueConnection } from '#libs/queues/connection';
import { demoAccounts } from '../../scripts/demo-accounts';
import { writeTown } from '../../src/demo/write';
import { waitForLists } from '../../src/matching/export';
import { readRun, startRun } from '../../src/matching/match-runs';
import { countNews } from '../../src/matching/news';
import { seedTaxonomy } from '../../src/taxonomy/taxonomy.import';
import type { Market } from '../market';
import { quantile } from '../measure';
import type { Figure } from '../report';
import { type Ground, onGround } from './ground';

/** Changes a second, and for how long. */
const RATES = [10, 50, 150];
const SECONDS = 6;
const BURST = { changes: 1_000, profiles: 20, lanes: 4 };
const SKILLS_EDITED = 20;
const WAIT_S = 600;
const LOOK_MS = 2;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Changes one profile and commits; the revision it then has. */
async function change({ db }: Ground, id: string, how: (tx: EntityManager) => Promise<unknown>): Promise<number> {
  return db.transaction(async (tx) => {
    await how(tx);
    const [rows] = await tx.query<[{ rev: number }[], number]>(
      `update profile set rev = rev + 1 where id = $1 returning rev`,
      [id],
    );
    await record(tx, { type: 'profile.changed', aggregateId: id });
    return rows[0]!.rev;
  });
}

/** A day rate of its own for each change. */
const rate =
  (id: string, at: number) =>
  (tx: EntityManager): Promise<unknown> =>
    tx.query(`update profile set daily_rate_min = $2::int, daily_rate_target = $2::int + 50 where id = $1`, [
      id,
      300 + (at % 500),
    ]);

/** What a look tells of somebody awaited. */
interface Seen {
  id: string;
  rev: number;
  /** Others’ lists do not know of their change yet. */
  isNews: boolean;
  /** Since when the list that waits longest to be computed whole is due, and when this was read: both by the database’s clock. */
  due: number | null;
  at: number;
}

const LOOK = `
  select l.profile_id as id, l.profile_rev as rev,
    exists (select from match_news n where n.kind = 'profile' and n.num = l.profile_num) as "isNews",
    (select extract(epoch from min(since))::float8 from match_due) as due,
    extract(epoch from clock_timestamp())::float8 as at
  from profile_match l where l.profile_id = any($1::uuid[])`;

interface Awaited {
  rev: number;
  since: number;
  seen?: true;
  /** When others’ lists were patched, by the database’s clock: what is due by then may be due for this change. */
  toldAt?: number;
}

/** Looks, over a connection of its own, for lists of awaited revisions, and notes how long each took from its commit. */
class Watch {
  /** Milliseconds until the person’s own list. */
  readonly own: number[] = [];
  /** Milliseconds until every list of others, too. */
  readonly all: number[] = [];
  private readonly awaited = new Map<string, Awaited>();
  private stopping = false;
  private readonly looking: Promise<void>;

  constructor(private readonly ground: Ground) {
    this.looking = this.look();
  }

  /** To be called when the commit came back. */
  await(id: string, rev: number): void {
    this.awaited.set(id, { rev, since: performance.now() });
  }

  async end(): Promise<void> {
    this.stopping = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    const { db } = this.ground;
    const runner = db.createQueryRunner();
    try {
      while (!this.stopping || this.awaited.size > 0) {
        if (this.awaited.size > 0) {
          const rows = (await runner.query(LOOK, [[...this.awaited.keys()]])) as Seen[];
          const now = performance.now();
          for (const row of rows) this.note(row, now);
        }
        await pause(LOOK_MS);
      }
    } finally {
      await runner.release();
    }
  }

  private note({ id, rev, isNews, due, at }: Seen, now: number): void {
    const one = this.awaited.get(id);
    if (!one || rev < one.rev) return;
    if (!one.seen) this.own.push(now - one.since);
    one.seen = true;
    if (isNews) return;
    one.toldAt ??= at;
    if (due !== null && due <= one.toldAt) return;
    this.all.push(now - one.since);
    this.awaited.delete(id);
  }
}

/** Lone changes of different people at so many a second. */
async function lone(ground: Ground, profiles: readonly string[], perSecond: number): Promise<Watch> {
  const watch = new Watch(ground);
  const began = performance.now();
  const changes: Promise<void>[] = [];
  for (let at = 0; at < perSecond * SECONDS; at++) {
    await pause(began + (at * 1_000) / perSecond - performance.now());
    const id = profiles[at % profiles.length]!;
    changes.push(change(ground, id, rate(id, at)).then((rev) => watch.await(id, rev)));
  }
  await Promise.all(changes);
  await watch.end();
  return watch;
}

/** A burst on a few profiles: the jobs of matching it cost, and milliseconds until every list was current. */
async function burst(ground: Ground, profiles: readonly string[]): Promise<{ jobs: number; settled: number }> {
  const { env, db } = ground;
  const events = new QueueEvents('matching', { connection: queueConnection(env, 'worker'), prefix: env.queuePrefix });
  let jobs = 0;
  events.on('active', () => (jobs += 1));
  await events.waitUntilReady();
  const lane = async (first: number): Promise<void> => {
    for (let at = first; at < BURST.changes; at += BURST.lanes) {
      const id = profiles[at % BURST.profiles]!;
      await change(ground, id, rate(id, at));
    }
  };
  await Promise.all(Array.from({ length: BURST.lanes }, (_, at) => lane(at)));
  const written = performance.now();
  await waitForLists(db, WAIT_S);
  const settled = performance.now() - written;
  await delivered(ground);
  await events.close();
  return { jobs, settled };
}

/** Waits until nothing is on its way: what came before is no part of what is measured. */
export async function delivered({ db }: Ground): Promise<void> {
  for (;;) {
    const waiting = await db.query<object[]>(
      `select from outbox_delivery where state in ('PENDING', 'DISPATCHED') limit 1`,
    );
    if (waiting.length === 0 && (await countNews(db)) === 0) return;
    await pause(50);
  }
}

/** Every list computed whole by the worker and compared with the one kept in step. */
async function recomputed({ db }: Ground): Promise<{ run: MatchRunView; ms: number }> {
  const began = performance.now();
  let run = await db.transaction((tx) => startRun(tx, 'COMMAND'));
  while (run.state === 'RUNNING') {
    await pause(25);
    run = await readRun(db, run.id);
  }
  return { run, ms: performance.now() - began };
}

/** Starts a worker process on this ground, with Node’s flags of the product; the caller ends it. */
export async function startWorker({ variables }: Ground): Promise<ChildProcess> {
  const worker = fork(join(__dirname, '../../src/worker.js'), {
    execArgv: process.env.PRODUCT_FLAGS?.split(' '),
    env: { ...process.env, ...variables },
  });
  await once(worker, 'message');
  return worker;
}

async function measure(ground: Ground, market: Market): Promise<Figure[]> {
  const { db, env } = ground;
  const part = { suite: 'e2e', size: market.size, n: market.n, m: market.m };
  await seedTaxonomy(db);
  const town = { profiles: market.n, missions: market.m, seed: 1 };
  await writeTown(db, town, parisDate(now()), demoAccounts, env.secret);
  await db.query(`vacuum analyze`);
  const worker = await startWorker(ground);
  try {
    const began = performance.now();
    await waitForLists(db, WAIT_S);
    const first = performance.now() - began;
    await delivered(ground);
    // Changes come to a town that has settled: autovacuum would go through 20,000 new lists and documents meanwhile.
    await db.query(`vacuum analyze`);
    const rows = await db.query<{ id: string }[]>(
      `select id from profile where state = 'PUBLISHED' and visibility <> 'HIDDEN' order by num limit 2000`,
    );
    const ids = rows.map(({ id }) => id);
    const figures: Figure[] = [
      {
        ...part,
        case: 'first lists',
        unit: 'ms',
        values: [first],
        exact: true,
        note: 'every list of a town just imported',
      },
    ];
    for (const perSecond of RATES) {
      await delivered(ground);
      const { own, all } = await lone(ground, ids, perSecond);
      const exact = own.length > 0 && all.length === own.length;
      const note = `from COMMIT to the person’s new list read over another connection, ${own.length} changes`;
      const noteOfAll = 'from COMMIT until every list of others knows of it, too';
      figures.push(
        { ...part, case: `visible at ${perSecond}/s`, unit: 'ms', values: own, exact, note },
        { ...part, case: `p99 at ${perSecond}/s`, unit: 'ms', values: [quantile(own, 0.99)], exact },
        { ...part, case: `in all lists at ${perSecond}/s`, unit: 'ms', values: all, exact, note: noteOfAll },
      );
    }
    await delivered(ground);
    const watch = new Watch(ground);
    for (const [at, id] of ids.slice(0, SKILLS_EDITED).entries()) {
      const rev = await change(ground, id, (tx) =>
        tx.query(`update profile_skill set level = $2 where profile_id = $1`, [id, 1 + (at % 4)]),
      );
      watch.await(id, rev);
      await pause(200);
    }
    await watch.end();
    figures.push(
      { ...part, case: 'skill edited', unit: 'ms', values: watch.own, exact: true, note: 'one at a time' },
      { ...part, case: 'skill edited, all lists', unit: 'ms', values: watch.all, exact: true },
    );
    const { jobs, settled } = await burst(ground, ids);
    const { run, ms } = await recomputed(ground);
    const exact = run.state === 'DONE' && run.compared > 0 && run.differing + run.factsDiffering === 0;
    const compared = `${run.compared} lists compared with lists computed whole, differing ${run.differing}`;
    figures.push(
      {
        ...part,
        case: 'burst',
        unit: 'jobs',
        values: [jobs],
        exact,
        note: `${BURST.changes} changes of ${BURST.profiles} profiles, every list current ${Math.round(settled)} ms after the last; then ${compared}`,
      },
      { ...part, case: 'full recompute', unit: 'ms', values: [ms], exact, note: compared },
    );
    return figures;
  } finally {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
}

/** The product as it runs: a worker process, PostgreSQL and Redis, from a change to the list that shows it. */
export const e2e = async (market: Market): Promise<Figure[] | undefined> =>
  market.size === 's' || market.size === 'm' ? onGround((ground) => measure(ground, market)) : [];
