import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MatchRunView } from '#libs/contracts/operations';
import { holdClock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { demoAccounts } from '../scripts/demo-accounts';
import { writeTown } from '../src/demo/write';
import { MatchNightly, MatchRefresh } from '../src/matching/refresh.jobs';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { aPerson, type StagedPerson } from './build/a-person';
import * as reckoning from './faults/reckoning';
import { Stage } from './stage/stage';

const TODAY = '2026-11-26';
const TOMORROW = '2026-11-27';
const TOWN = { profiles: 600, missions: 120, seed: 11 };
/** Six hundred people and a hundred and twenty missions in ranges of 500. */
const RANGES = 3;
const LISTS = TOWN.profiles + TOWN.missions;

/** Every night, and when an operator asks, every list is computed whole and compared with the one that was kept in step. */
describe('every list computed anew', () => {
  let stage: Stage;
  let admin: StagedPerson;

  beforeAll(async () => {
    holdClock(new Date(`${TODAY}T12:00:00Z`));
    stage = await Stage.open();
    await seedTaxonomy(stage.db);
    await writeTown(stage.db, TOWN, TODAY, demoAccounts, stage.env.secret);
    admin = await aPerson(stage, { name: 'Sacha Lemoine', platformRole: 'ADMIN' });
    await stage.startWorker();
    await stage.settle();
    await stage.get(MatchRefresh).run();
  });
  afterAll(async () => {
    holdClock();
    await stage.close();
  });

  const start = async (): Promise<MatchRunView> => {
    const { status, body } = await admin.browser.post('/api/operations/match-runs');
    expect(status).toBe(202);
    return body;
  };
  const latest = async (): Promise<MatchRunView> => {
    const { body } = await admin.browser.get('/api/operations/match-runs?limit=1');
    return body.items[0]!;
  };
  const finished = async (): Promise<MatchRunView> => {
    await stage.settle();
    return latest();
  };
  /** Keeps ranges waiting while `work` runs, as a busy worker would. */
  const withRangesWaiting = async (work: () => Promise<void>): Promise<void> => {
    const holder = stage.db.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`select pg_advisory_xact_lock(${0x4d415443})`);
    try {
      await work();
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
  };

  it('finds no difference after changes that lists only followed, and says so with its progress', async () => {
    await stage.db.query(
      `update profile set daily_rate_min = 300, daily_rate_target = 600, rev = rev + 1 where num % 9 = 0`,
    );
    await stage.db.query(`update mission set remote_mode = 'REMOTE', rev = rev + 1 where num % 7 = 0`);
    await stage.get(MatchRefresh).run();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const begun = await start();
    expect(begun).toMatchObject({
      state: 'RUNNING',
      trigger: 'OPERATOR',
      by: 'Sacha Lemoine',
      ranges: { total: RANGES, done: 0 },
      finishedAt: null,
    });
    const done = await finished();
    delay.disable();
    process.stdout.write(
      `A full recompute of ${LISTS} lists: event loop delay p99 ${Math.round(delay.percentile(99) / 1e6)} ms, most ${Math.round(delay.max / 1e6)} ms.\n`,
    );
    expect(done).toMatchObject({
      id: begun.id,
      state: 'DONE',
      ranges: { total: RANGES, done: RANGES },
      compared: LISTS,
      differing: 0,
      factsDiffering: 0,
      engineVersion: expect.stringContaining('+w'),
      finishedAt: expect.any(String),
    });
  });

  it('counts what was planted, repairs it, and keeps what people decided', async () => {
    const decided = await aDecision();
    await stage.db.query(
      `update mission_match set profile_nums = profile_nums[2:], ranks = ranks[2:] where mission_num in
         (select mission_num from mission_match where cardinality(ranks) > 1 order by 1 limit 3)`,
    );
    await stage.db.query(
      `update profile_match set ranks[1] = 1 where profile_num in
         (select profile_num from profile_match where cardinality(ranks) > 0 and ranks[1] > 1 order by 1 limit 2)`,
    );
    // What the engine was told of somebody, changed behind the back of everything that follows changes.
    await stage.db.query(
      `update match_profile set facts = facts || '{"dailyRateMin": 9000, "dailyRateTarget": 9000}'
       where num = (select max(num) from match_profile where active)`,
    );
    await start();
    expect(await finished()).toMatchObject({ state: 'DONE', compared: LISTS, differing: 5, factsDiffering: 1 });
    expect(await decided.rank()).toBe(decided.before);
    await start();
    expect(await finished()).toMatchObject({ state: 'DONE', compared: LISTS, differing: 0, factsDiffering: 0 });
    const { outOfStep, served, anew } = await reckoning.lists(stage.db);
    expect(outOfStep).toBe(0);
    expect(served).toEqual(anew);
  });

  it('runs one at a time, and whoever asks again is answered with the one that runs', async () => {
    const before = (await latest()).id;
    await withRangesWaiting(async () => {
      const [one, other] = await Promise.all([start(), start()]);
      expect(one.id).not.toBe(before);
      expect(other).toEqual(one);
      await stage.get(MatchNightly).run();
      expect((await latest()).id).toBe(one.id);
    });
    expect(await finished()).toMatchObject({ state: 'DONE', ranges: { total: RANGES, done: RANGES } });
    const { body } = await admin.browser.get('/api/operations/match-runs');
    expect(new Set(body.items.map(({ id }) => id)).size).toBe(body.items.length);
    expect(body.items).toHaveLength(4);
  });

  it('counts a range once though its worker was cut off in the midst of it and it was delivered again', async () => {
    await withRangesWaiting(async () => {
      await start();
      const waiting = `from pg_stat_activity where datname = current_database() and wait_event = 'advisory' and application_name = 'aronde-worker'`;
      await stage.until(async () => (await stage.db.query<object[]>(`select ${waiting}`)).length > 0);
      await stage.db.query(`select pg_terminate_backend(pid) ${waiting}`);
    });
    expect(await finished()).toMatchObject({ state: 'DONE', compared: LISTS, ranges: { total: RANGES, done: RANGES } });
    const [again] = await stage.db.query<{ most: number }[]>(
      `select max(attempts)::int as most from outbox_delivery where consumer = 'matching.range'`,
    );
    expect(again!.most).toBeGreaterThan(1);
  });

  it('moves the day once all is compared, also when a run is stuck and given up', async () => {
    const day = async (): Promise<unknown> =>
      (await stage.db.query<{ day: string }[]>(`select as_of::text as day from match_state`))[0]?.day;
    expect(await day()).toBe(TODAY);
    holdClock(new Date(`${TOMORROW}T00:10:00Z`));
    await stage.get(MatchNightly).run();
    expect(await finished()).toMatchObject({ state: 'DONE', trigger: 'NIGHT', by: null, differing: 0 });
    expect(await day()).toBe(TOMORROW);
    const { outOfStep } = await reckoning.lists(stage.db);
    expect(outOfStep).toBe(0);

    holdClock(new Date('2026-11-28T00:10:00Z'));
    await stage.stopWorker();
    await stage.get(MatchNightly).run();
    await stage.db.query(`update match_run set progressed_at = now() - interval '31 minutes' where state = 'RUNNING'`);
    await stage.get(MatchRefresh).run();
    expect(await latest()).toMatchObject({ state: 'ABANDONED', ranges: { total: RANGES, done: 0 } });
    await stage.startWorker();
    expect(await finished()).toMatchObject({ state: 'ABANDONED', compared: 0 });
    expect(await day()).toBe('2026-11-28');
  });

  /** A pair that somebody decided on: its rank in the mission’s list with the decision, and as it is now. */
  async function aDecision(): Promise<{ before: number; rank: () => Promise<number> }> {
    const [pair] = await stage.db.query<{ mission: string; profile: string; rank: number }[]>(
      `select m.id as mission, p.id as profile, e.rank from mission_match l join mission m on m.id = l.mission_id,
         unnest(l.profile_nums, l.ranks) with ordinality as e(num, rank, place) join profile p on p.num = e.num
       where e.rank between 100 and 700 order by m.num, e.place limit 1`,
    );
    const contest = newId();
    await stage.db.query(
      `insert into match_contest (id, mission_id, profile_id, side, author_id, kind, key, statement, shown, state, due_at,
         answer, answered_by, answered_at)
       values ($1, $2, $3, 'FREELANCER', $4, 'CRITERION', 'required-skills', 'Montré en mission.', '{}', 'OVERRIDDEN', now(),
         'Montré en entretien.', $4, now())`,
      [contest, pair!.mission, pair!.profile, admin.accountId],
    );
    await stage.db.query(
      `insert into match_override (id, contest_id, mission_id, profile_id, kind, key, reason, decided_by, engine_version,
         mission_rev, profile_rev)
       values ($1, $2, $3, $4, 'CRITERION', 'required-skills', 'Montré en entretien.', $5, 'x', 1, 1)`,
      [newId(), contest, pair!.mission, pair!.profile, admin.accountId],
    );
    await stage.db.query(`update profile set rev = rev + 1 where id = $1`, [pair!.profile]);
    await stage.get(MatchRefresh).run();
    const rank = async (): Promise<number> => {
      const [row] = await stage.db.query<{ rank: number }[]>(
        `select l.ranks[array_position(l.profile_nums, p.num)] as rank from mission_match l, profile p
         where l.mission_id = $1 and p.id = $2`,
        [pair!.mission, pair!.profile],
      );
      return row!.rank;
    };
    const before = await rank();
    expect(before).toBeGreaterThan(pair!.rank);
    return { before, rank };
  }
});
