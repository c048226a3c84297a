import { Logger } from '@nestjs/common';
import { until } from '../scripts/services/processes.mjs';
import { Ground } from './faults/ground';
import { Journal } from './faults/journal';
import { Nemesis } from './faults/nemesis';
import { atWork, Employer, Freelancer, type Town } from './faults/people';
import * as reckoning from './faults/reckoning';

const FREELANCERS = 8;
const EMPLOYERS = 3;
/** Operations acknowledged between two faults. */
const BETWEEN = 30;
/** PostgreSQL starts again and connections are opened anew, on a slow machine too. */
const OUTAGE_MS = 15_000;
const NONE = { lost: [], doubled: [] };
/** Two letters a worker are on their way at a time: three kills and three crashes may each cut those short. */
const MOST_RESENT = 2 * 3 + 4 * 3;
/** A lost job comes back with its lease (20 s); a slow machine needs longer for the rest. */
const QUIET_MS = 90_000;

describe('nothing acknowledged is lost, no effect doubles', () => {
  const journal = new Journal();
  const freelancers: Freelancer[] = [];
  const employers: Employer[] = [];
  let ground: Ground;
  let nemesis: Nemesis;
  const began = Date.now();
  /** Seconds from each crash of PostgreSQL until somebody was answered «done» again. */
  const answeredAfter: number[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    ground = await Ground.open();
    nemesis = new Nemesis(ground);
    const { db, sessions, address } = ground;
    const town: Town = { db, sessions, address, journal, open: new Set() };
    for (let count = 0; count < EMPLOYERS; count += 1) employers.push(await Employer.arrive(town, `Cadence ${count}`));
    for (let count = 0; count < FREELANCERS; count += 1)
      freelancers.push(await Freelancer.arrive(town, `Camille ${'abcdefgh'.slice(0, count + 1)}`));

    const working = [...freelancers, ...employers].map(atWork);
    try {
      for (const harm of [
        () => nemesis.killSending(0, 'before'),
        () => nemesis.emptyRedis(),
        () => nemesis.crashPostgres(),
        () => nemesis.killMatching(),
        () => nemesis.killRedis(),
        () => nemesis.crashPostgres(),
        () => nemesis.killSending(1, 'after'),
        () => nemesis.killRedis(),
        () => nemesis.crashPostgres(),
      ]) {
        await journal.more(BETWEEN);
        await harm();
        const { kind, at } = nemesis.faults.at(-1)!;
        if (kind !== 'postgres') continue;
        await journal.more(1);
        answeredAfter.push((Date.now() - at) / 1_000);
      }
      await journal.more(BETWEEN);
    } finally {
      await Promise.all(working.map((work) => work.stop()));
    }
    await quiet(ground);
  }, 240_000);
  afterAll(() => ground?.close(), 60_000);

  it('through nine faults under load, of which nobody saw more than «come back later»', () => {
    expect(journal.wrong).toEqual([]);
    expect(nemesis.faults.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(3).fill('postgres'),
      ...Array<string>(3).fill('redis'),
      ...Array<string>(3).fill('worker'),
    ]);
    for (const { kind, underWay, vanished } of nemesis.faults) {
      if (kind !== 'postgres') expect(underWay.length).toBeGreaterThan(0);
      if (kind === 'redis') expect(vanished).toBeGreaterThan(0);
    }
    const crashes = nemesis.faults.filter(({ kind }) => kind === 'postgres').map(({ at }) => at);
    const duringACrash = (at: number) => crashes.some((crash) => at >= crash && at < crash + OUTAGE_MS);
    expect(journal.unavailable.filter((at) => !duringACrash(at))).toEqual([]);
    expect(journal.lost).toEqual([]);
    expect(ground.said.filter((line) => line.includes('ended'))).toHaveLength(9 - 1);
  });

  it('every acknowledged write is read again as it was last acknowledged', async () => {
    const { read, differing, ended } = await reckoning.readings(journal, freelancers, employers);
    expect(read).toBeGreaterThan(FREELANCERS + EMPLOYERS);
    expect(differing).toEqual([]);
    // The cascade of a closed mission: once an application, in the log and as an event.
    expect(ended.length).toBeGreaterThan(0);
    expect(await reckoning.endings(ground.db, ended)).toEqual({ log: NONE, events: NONE });
  });

  it('every acknowledged operation left its events, once, and every consumer took each, once', async () => {
    const { events, ...events_ } = await reckoning.events(ground.db, journal.promised);
    expect(events).toBeGreaterThan(journal.operations);
    expect(events_).toEqual(NONE);
    const { deliveries, again, ...rest } = await reckoning.deliveries(ground.db);
    expect(deliveries).toBeGreaterThan(events);
    expect(again).toBeGreaterThan(0);
    expect(rest).toEqual({ notDone: 0, ...NONE });
  });

  it('every letter and notification due was written once, and each letter reached the mailbox once', async () => {
    const { ended } = await reckoning.readings(journal, freelancers, employers);
    const { letters, resent, ...rest } = await reckoning.letters(ground.db, journal.promised, ended, ground.post);
    expect(letters).toBeGreaterThan(0);
    expect(rest).toEqual({ written: NONE, notified: NONE, sent: NONE, unsent: [] });
    // A sender killed before it hears «taken» sends again under the same Message-ID: readers see one letter.
    expect(resent).toBeGreaterThan(0);
    expect(resent).toBeLessThanOrEqual(MOST_RESENT);
  });

  it('lists, index and tables are in step, and the clockwork runs again', async () => {
    expect(await reckoning.disorder(ground.db)).toEqual([]);
    const { outOfStep, served, anew } = await reckoning.lists(ground.db);
    expect(outOfStep).toBe(0);
    expect(served.length).toBeGreaterThan(FREELANCERS);
    expect(served).toEqual(anew);
    await nemesis.schedulesBack();
    const { found, wanted } = await reckoning.schedulers(ground);
    expect(found).toEqual(wanted);
    const lost = nemesis.faults.findLast(({ kind }) => kind === 'redis')!;
    const beats = () =>
      ground.db.query<object[]>(`select from heartbeat where name = 'mail.retry' and at > $1`, [new Date(lost.at)]);
    expect(await until(async () => (await beats()).length > 0, 30_000, 100)).toBe(true);
  });

  it('and this is what it came to', async () => {
    const { events, lost, doubled } = await reckoning.events(ground.db, journal.promised);
    const { ended } = await reckoning.readings(journal, freelancers, employers);
    const { letters, resent } = await reckoning.letters(ground.db, journal.promised, ended, ground.post);
    const { deliveries, again } = await reckoning.deliveries(ground.db);
    const recovered = await reckoning.recoveries(ground.db, nemesis.faults);
    const of = (kind: string) => seconds(recovered.filter((_, at) => nemesis.faults[at]?.kind === kind));
    const figures = [
      `${journal.operations} operations acknowledged, ${events} events, ${deliveries} deliveries, ${letters} letters`,
      `${nemesis.faults.length} faults`,
      `lost ${lost.length}, doubled ${doubled.length}`,
      `jobs vanished with Redis ${nemesis.faults.reduce((sum, { vanished }) => sum + vanished, 0)}`,
      `delivered again ${again}, letters resent under the same Message-ID ${resent}`,
      `told to come back later ${journal.unavailable.length} times`,
      `answered again after a crash of PostgreSQL in ${seconds(answeredAfter)}`,
      `all that was under way done after: worker killed ${of('worker')}, Redis emptied ${of('redis')}, PostgreSQL crashed ${of('postgres')}`,
      `schedules back in ${seconds(await nemesis.schedulesBack())}`,
      `whole journey ${seconds([(Date.now() - began) / 1_000])}`,
    ];
    process.stdout.write(`Faults: ${figures.join('; ')}.\n`);
    expect([...lost, ...doubled]).toEqual([]);
  });
});

const seconds = (all: readonly number[]): string => `${all.map((one) => one.toFixed(1)).join(', ')} s`;

/** Waits until every delivery is done and every letter has left. */
async function quiet(ground: Ground): Promise<void> {
  const left = () =>
    ground.ask<{ what: string; count: number }>(
      `select consumer || ' ' || state as what, count(*)::int as count from outbox_delivery where state <> 'DONE' group by 1
       union all select 'letters', count(*)::int from email where state = 'QUEUED' having count(*) > 0`,
    );
  if (!(await until(async () => (await left()).length === 0, QUIET_MS, 100)))
    throw new Error(`Not quiet after ${QUIET_MS} ms: ${JSON.stringify(await left())}`);
}
