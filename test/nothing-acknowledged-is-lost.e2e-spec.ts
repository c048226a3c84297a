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
/** A lost job comes back with its lease (20 s); a slow machine needs longer for the rest. */
const QUIET_MS = 60_000;
/** PostgreSQL starts again and connections are opened anew, on a slow machine too. */
const OUTAGE_MS = 15_000;
/** Two letters a worker are on their way at a time: four kills and three crashes may each cut those short. */
const MOST_RESENT = 2 * 4 + 4 * 3;
const NONE = { lost: [], doubled: [] };

describe('nothing acknowledged is lost, no effect doubles', () => {
  const journal = new Journal();
  const freelancers: Freelancer[] = [];
  const employers: Employer[] = [];
  /** Seconds from each crash of PostgreSQL until somebody was answered «done» again. */
  const answeredAfter: number[] = [];
  let ground: Ground;
  let nemesis: Nemesis;
  let found: Awaited<ReturnType<typeof reckoning.all>>;

  beforeAll(async () => {
    const began = Date.now();
    Logger.overrideLogger(false);
    ground = await Ground.open();
    nemesis = new Nemesis(ground);
    await nemesis.prepare();
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
        () => nemesis.killCommitting(),
        () => nemesis.killSending(1, 'after'),
        () => nemesis.killRedis(),
        () => nemesis.crashPostgres(),
      ]) {
        await journal.more(BETWEEN);
        const { kind, at } = await harm();
        if (kind !== 'postgres') continue;
        await journal.more(1);
        answeredAfter.push((Date.now() - at) / 1_000);
      }
      await journal.more(BETWEEN);
    } finally {
      await Promise.all(working.map((work) => work.stop()));
    }
    await quiet(ground);
    found = await reckoning.all(ground, journal, freelancers, employers);
    const recovered = await reckoning.recoveries(db, nemesis.faults);
    process.stdout.write(
      `Faults: ${await told(recovered)}; whole journey ${seconds([(Date.now() - began) / 1_000])}.\n`,
    );
  }, 240_000);
  afterAll(() => ground?.close(), 60_000);

  /** What it came to, in one line. */
  async function told(recovered: readonly number[]): Promise<string> {
    const of = (kind: string) => seconds(recovered.filter((_, at) => nemesis.faults[at]?.kind === kind));
    const { events, deliveries, letters, readings, endings } = found;
    const wrong = [events, deliveries, letters.written, letters.notified, letters.sent, endings.log, endings.events];
    return [
      `${journal.operations} operations acknowledged, ${events.count} events, ${deliveries.count} deliveries, ${letters.count} letters`,
      `${nemesis.faults.length} faults`,
      `lost ${wrong.flatMap(({ lost }) => lost).length + readings.differing.length}`,
      `doubled ${wrong.flatMap(({ doubled }) => doubled).length}`,
      `jobs vanished with Redis ${nemesis.faults.reduce((sum, { vanished }) => sum + vanished, 0)}`,
      `delivered again ${deliveries.again}, letters resent under the same Message-ID ${letters.resent}`,
      `told to come back later ${journal.unavailable.length} times`,
      `answered again after a crash of PostgreSQL in ${seconds(answeredAfter)}`,
      `all that was under way done after: worker killed ${of('worker')}, Redis emptied ${of('redis')}, PostgreSQL crashed ${of('postgres')}`,
      `schedules back in ${seconds(await nemesis.schedulesBack())}`,
    ].join('; ');
  }

  it('through ten faults under load, of which nobody saw more than «come back later»', () => {
    expect(journal.wrong).toEqual([]);
    expect(journal.lost).toEqual([]);
    const crashes = nemesis.faults.filter(({ kind }) => kind === 'postgres').map(({ at }) => at);
    const duringACrash = (at: number) => crashes.some((crash) => at >= crash && at < crash + OUTAGE_MS);
    expect(journal.unavailable.filter((at) => !duringACrash(at))).toEqual([]);
    // Each fault struck while something was under way, and nothing ended but what was made to.
    for (const { kind, underWay, vanished } of nemesis.faults) {
      if (kind !== 'postgres') expect(underWay.length).toBeGreaterThan(0);
      if (kind === 'redis') expect(vanished).toBeGreaterThan(0);
    }
    // A worker that starts while PostgreSQL is away may end before it is ready: it is started again.
    const ended = ground.said.filter((line) => / ended \((?!not ready)/.test(line));
    expect(ended.map((line) => line.replace(/ ended .*/, ''))).toEqual([
      'The worker_0 process',
      'PostgreSQL',
      expect.stringMatching(/^The worker_[01] process$/),
      'Redis',
      'PostgreSQL',
      expect.stringMatching(/^The worker_[01] process$/),
      'The worker_1 process',
      'Redis',
      'PostgreSQL',
    ]);
  });

  it('every acknowledged write is read again as it was last acknowledged', () => {
    expect(found.readings.count).toBeGreaterThan(FREELANCERS + EMPLOYERS);
    expect(found.readings.differing).toEqual([]);
    // The cascade of a closed mission: once an application, in the log and as an event.
    expect(found.readings.ended.length).toBeGreaterThan(0);
    expect(found.endings).toEqual({ log: NONE, events: NONE });
  });

  it('every acknowledged operation left its events, once, and every consumer took each, once', () => {
    const { events, deliveries } = found;
    expect(events.count).toBeGreaterThan(journal.operations);
    expect(events).toMatchObject(NONE);
    expect(deliveries.count).toBeGreaterThan(events.count);
    expect(deliveries).toMatchObject({ notDone: 0, ...NONE });
  });

  it('every letter and notification due was written once, and each letter reached the mailbox once', () => {
    const { letters } = found;
    expect(letters.count).toBeGreaterThan(0);
    expect(letters).toMatchObject({ written: NONE, notified: NONE, sent: NONE, unsent: [] });
    // A sender killed before it hears «taken» sends again under the same Message-ID: readers see one letter.
    expect(letters.resent).toBeGreaterThan(0);
    expect(letters.resent).toBeLessThanOrEqual(MOST_RESENT);
  });

  it('lists, index and tables are in step', async () => {
    expect(await reckoning.disorder(ground.db)).toEqual([]);
    const { outOfStep, served, anew } = await reckoning.lists(ground.db);
    expect(outOfStep).toBe(0);
    expect(served.length).toBeGreaterThan(FREELANCERS);
    expect(served).toEqual(anew);
  });

  it('the schedules are back in Redis, and the clockwork runs', async () => {
    const { held, wanted } = await reckoning.schedulers(ground);
    expect(held).toEqual(wanted);
    const lost = nemesis.faults.findLast(({ kind }) => kind === 'redis')!;
    const beats = () =>
      ground.db.query<object[]>(`select from heartbeat where name = 'mail.retry' and at > $1`, [new Date(lost.at)]);
    expect(await until(async () => (await beats()).length > 0, 30_000, 100)).toBe(true);
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
