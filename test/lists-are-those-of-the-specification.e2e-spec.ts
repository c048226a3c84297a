import { DataSource } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import type { ProfileFacts } from '#libs/matching/model';
import { type OverrideTarget, rankOverridden } from '#libs/matching/override';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { NOT_LISTED, rankOf } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import { served, SERVED_LENGTH } from '#libs/matching/served';
import { type Ranked, Top } from '#libs/matching/top';
import { databaseOptions } from '#libs/persistence/data-source';
import { demoAccounts } from '../scripts/demo-accounts';
import { writeTown } from '../src/demo/write';
import { readyMission, readyProfile } from '../src/matching/corpus';
import type { StoredMission } from '../src/matching/facts';
import { Matchmaker } from '../src/matching/matchmaker';
import { Readings } from '../src/matching/readings';
import { ReadyFacts } from '../src/matching/ready-facts';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { freshDatabase } from './stage/database';

const TODAY = '2026-11-26';
const RATE: OverrideTarget = { kind: 'BLOCKER', key: 'rate', subject: '' };
const TOWN = { profiles: 300, missions: 80, seed: 3 };

interface Row<Facts> {
  num: number;
  active: boolean;
  facts: Facts;
}

interface Ready<Prepared> {
  num: number;
  ready: Prepared;
}

/** What somebody decided about one pair. */
interface Decided {
  mission: number;
  profile: number;
  target: OverrideTarget;
}

/** The worker finds lists in packed columns; here every pair is ranked one by one, as explanations are made. */
describe('stored lists', () => {
  let db: DataSource;
  let drop: () => Promise<void>;
  const worker = new Matchmaker(new Readings(), { matchShards: 1 });
  /** Holds the same people in four shards. */
  const another = new Matchmaker(new Readings(), { matchShards: 4 });

  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    db = await new DataSource(
      databaseOptions({ url: fresh.url, poolSize: 4, applicationName: 'lists-test' }),
    ).initialize();
    await seedTaxonomy(db);
    await writeTown(db, TOWN, TODAY, demoAccounts, 'a secret for tests only, long enough');
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  async function settle(matchmaker: Matchmaker): Promise<void> {
    for (let more = true; more;) more = (await db.transaction((tx) => matchmaker.round(tx, { day: TODAY }))).more;
  }

  /** What is served of every stored list, by owner, and what ranking everybody gives instead. */
  async function lists(
    decided?: Decided,
  ): Promise<{ stored: Map<string, string>; specified: Map<string, string>; entries: number }> {
    const today = dayNumber(TODAY);
    const people = (await db.query<Row<ProfileFacts>[]>(`select num, active, facts from match_profile`)).map((row) => ({
      ...row,
      ready: readyProfile(row.facts, today),
    }));
    const missions = (await db.query<Row<StoredMission>[]>(`select num, active, facts from match_mission`)).map(
      (row) => ({ ...row, ready: readyMission(row.facts, today) }),
    );
    const rank = (mission: Ready<PreparedMission>, person: Ready<PreparedProfile>): number =>
      mission.num === decided?.mission && person.num === decided.profile
        ? rankOverridden(mission.ready, person.ready, [decided.target])
        : rankOf(mission.ready, person.ready);
    const specified = new Map<string, string>();
    let entries = 0;
    const written = (list: readonly Ranked[]): string => list.map(({ num, rank }) => `${num}:${rank}`).join(' ');
    const keep = (owner: string, top: Top): void => {
      const list = top.list();
      entries += list.length;
      specified.set(owner, written(list));
    };
    for (const mission of missions) {
      const top = new Top(SERVED_LENGTH);
      for (const { num, active, ready } of people)
        if (active) top.offer(num, rank(mission, { num, ready }), tieBreak(mission.num, num));
      keep(`mission ${mission.num}`, top);
    }
    for (const person of people) {
      const top = new Top(SERVED_LENGTH);
      for (const { num, active, ready } of missions)
        if (active) top.offer(num, rank({ num, ready }, person), tieBreak(num, person.num));
      keep(`profile ${person.num}`, top);
    }
    const rows = await db.query<{ owner: string; nums: number[]; ranks: number[] }[]>(
      `select 'mission ' || mission_num as owner, profile_nums as nums, ranks from mission_match
       union all select 'profile ' || profile_num, mission_nums, ranks from profile_match`,
    );
    const stored = new Map(
      rows.map(({ owner, nums, ranks }) => [
        owner,
        written(served(nums.map((num, at) => ({ num, rank: ranks[at]! })))),
      ]),
    );
    return { stored, specified, entries };
  }

  /** An adviser lifts the rate between the two, as deciding a contest does. */
  async function decideRate(missionId: string, profileId: string): Promise<void> {
    const [contest] = await db.query<{ id: string }[]>(
      `insert into match_contest (id, mission_id, profile_id, side, author_id, kind, key, statement, shown, state, due_at, answer, answered_at)
       select gen_random_uuid(), $1, p.id, 'FREELANCER', (select id from account limit 1), 'BLOCKER', 'rate', 'La mission paie assez.', '{}', 'OVERRIDDEN', now(), 'Le tarif se discute.', now()
       from profile p where p.id = $2 returning id`,
      [missionId, profileId],
    );
    await db.query(
      `insert into match_override (id, contest_id, mission_id, profile_id, kind, key, reason, decided_by, engine_version, mission_rev, profile_rev)
       select gen_random_uuid(), $3, $1, p.id, 'BLOCKER', 'rate', 'Le tarif se discute.', (select id from account limit 1), 'v', 1, p.rev
       from profile p where p.id = $2`,
      [missionId, profileId, contest!.id],
    );
    await db.query(`update profile set rev = rev + 1 where id = $1`, [profileId]);
  }

  it('are those of ranking everybody, both ways', async () => {
    await settle(worker);
    const { stored, specified, entries } = await lists();
    expect(stored).toEqual(specified);
    expect(stored.size).toBe(TOWN.profiles + TOWN.missions);
    expect(entries).toBeGreaterThan(5_000);
  });

  /**
   * A mission whose list is full without somebody who would stay below its end with a rate out of reach, and stand
   * above it were that lifted.
   */
  async function whomOnlyADecisionLists() {
    const today = dayNumber(TODAY);
    const rates = { dailyRateMin: 5_000, dailyRateTarget: 5_000 };
    const missions = await db.query<{ id: string; num: number; facts: StoredMission }[]>(
      `select mission_id as id, num, facts from match_mission where active order by num`,
    );
    const people = await db.query<{ id: string; num: number; facts: ProfileFacts }[]>(
      `select profile_id as id, num, facts from match_profile where active order by num`,
    );
    for (const mission of missions) {
      const ready = readyMission(mission.facts, today);
      const ranks = people.map(({ facts }) => rankOf(ready, readyProfile(facts, today)));
      const end = [...ranks].sort((a, b) => b - a)[SERVED_LENGTH]!;
      for (const person of people) {
        const facts = { ...person.facts, ...rates, unavailable: undefined, availableFromDay: today };
        const changed = readyProfile(facts, today);
        if (end !== NOT_LISTED && rankOf(ready, changed) < end && rankOverridden(ready, changed, [RATE]) > end)
          return { missionId: mission.id, mission: mission.num, profileId: person.id, profile: person.num };
      }
    }
    throw new Error('In this town nobody stands below the end of a list for their rate alone');
  }

  it('take in somebody of whom an adviser decided, though their computed rank stays below the end of a full list', async () => {
    const { missionId, mission, profileId, profile } = await whomOnlyADecisionLists();
    const isListed = async (): Promise<boolean> => {
      const [row] = await db.query<{ listed: boolean }[]>(
        `select $2 = any(profile_nums[:${SERVED_LENGTH}]) as listed from mission_match where mission_num = $1`,
        [mission, profile],
      );
      return row!.listed;
    };
    // Out of the budget’s reach and taking no mission, they stand below the end, and are not there.
    await db.query(
      `update profile set daily_rate_min = 5000, daily_rate_target = 5000, availability_status = 'UNAVAILABLE', rev = rev + 1 where id = $1`,
      [profileId],
    );
    await settle(worker);
    expect(await isListed()).toBe(false);
    await decideRate(missionId, profileId);
    await settle(worker);
    expect(await isListed()).toBe(false);
    // Now only the rate stands between them, and that was decided: what is computed of them stays as it was.
    await db.query(`update profile set availability_status = 'NOW', rev = rev + 1 where id = $1`, [profileId]);
    await settle(worker);
    expect(await isListed()).toBe(true);
    const { stored, specified } = await lists({
      mission,
      profile,
      target: { kind: 'BLOCKER', key: 'rate', subject: '' },
    });
    expect(stored).toEqual(specified);
    await db.query(`update match_override set ended_at = now()`);
    await db.query(`update profile set rev = rev + 1 where id = $1`, [profileId]);
    await settle(worker);
    expect(await isListed()).toBe(false);
  });

  it('stay so while people and missions change, hide and leave, whichever worker takes it up', async () => {
    const change = [
      `update profile set daily_rate_min = 300, daily_rate_target = 900, rev = rev + 1 where num % 7 = 0`,
      `update profile set visibility = 'HIDDEN', rev = rev + 1 where num % 11 = 0`,
      `update profile set state = 'ARCHIVED', rev = rev + 1 where num % 13 = 0`,
      `update mission set remote_mode = 'REMOTE', rev = rev + 1 where num % 5 = 0`,
      `update mission set state = 'PAUSED', rev = rev + 1 where state = 'PUBLISHED' and num % 6 = 0`,
    ];
    for (const [at, sql] of change.entries()) {
      await db.query(sql);
      await settle(at % 2 === 0 ? worker : another);
    }
    const { stored, specified } = await lists();
    expect(stored).toEqual(specified);
    expect(stored.size).toBeLessThan(TOWN.profiles + TOWN.missions);
    await settle(another);
    expect(await lists()).toEqual({ stored: specified, specified, entries: expect.any(Number) });
  });

  it('stay so when people and missions name skills and words nobody knew when the workers began', async () => {
    const skills = await db.query<{ id: number }[]>(
      `insert into skill (source, code, label_fr, key, release)
       select 'CUSTOM', 'grown-' || n, 'Tissage ' || n, 'tissage ' || n, 'custom' from generate_series(1, 40) n returning id`,
    );
    const ids = skills.map(({ id }) => id);
    await db.query(
      `insert into profile_skill (profile_id, skill_id, label)
       select p.id, s.id, 'Tissage' from profile p, unnest($1::int[]) s(id) where p.num % 8 = s.id % 8`,
      [ids],
    );
    await db.query(
      `insert into mission_skill (mission_id, skill_id, label, must)
       select m.id, s.id, 'Tissage', s.id % 3 = 0 from mission m, unnest($1::int[]) s(id) where m.num % 16 = s.id % 16`,
      [ids],
    );
    await db.query(`update profile set headline = 'Tisserande quincaillomorphe ' || num, rev = rev + 1`);
    await db.query(`update mission set title = 'Métier quincaillomorphe ' || num, rev = rev + 1`);
    for (const matchmaker of [worker, another]) {
      await settle(matchmaker);
      const { stored, specified } = await lists();
      expect(stored).toEqual(specified);
      await db.query(`update profile set rev = rev + 1 where num % 3 = 0`);
    }
    await settle(worker);
  });

  it('hold somebody who hid while they were computed no longer than until that is taken up', async () => {
    const [person] = await db.query<{ id: string; num: number }[]>(
      `select p.id, p.num from profile p join mission_match l on p.num = any(l.profile_nums)
       where p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN' order by p.num limit 1`,
    );
    const holding = async (): Promise<number> =>
      (await db.query<object[]>(`select from mission_match where $1 = any(profile_nums)`, [person!.num])).length;
    await db.query(`update profile set daily_rate_min = 350, rev = rev + 1 where id = $1`, [person!.id]);
    await db.transaction(async (tx) => {
      await worker.round(tx, { day: TODAY });
      await db.query(`update profile set visibility = 'HIDDEN', rev = rev + 1 where id = $1`, [person!.id]);
    });
    expect(await holding()).toBeGreaterThan(0);
    await settle(another);
    expect(await holding()).toBe(0);
    const { stored, specified } = await lists();
    expect(stored).toEqual(specified);
  });

  it('follow what is committed between two rounds of one transaction', async () => {
    const change = `update profile set daily_rate_min = daily_rate_min + 1, rev = rev + 1 where num % 5 = 0`;
    await db.query(change);
    await db.transaction(async (tx) => {
      await worker.round(tx);
      await db.query(change);
      await worker.round(tx);
    });
    await settle(worker);
    const { stored, specified } = await lists();
    expect(stored).toEqual(specified);
    const behind = await db.query<object[]>(
      `select from profile p join profile_match l on l.profile_id = p.id where l.profile_rev <> p.rev`,
    );
    expect(behind).toEqual([]);
  });

  it('are left alone by a worker whose engine is older, which refuses and says so', async () => {
    const edition = `select engine_version as version from match_state`;
    const [{ version }] = await db.query<[{ version: string }]>(edition);
    await db.query(`update match_state set engine_version = '99.0.0+w1.r1'`);
    const before = await lists();
    await db.query(`update profile set daily_rate_min = 500, daily_rate_target = 800, rev = rev + 1 where num % 4 = 0`);
    await expect(settle(worker)).rejects.toThrow('is older than the lists’ 99.0.0+w1.r1: replace the worker');
    expect((await lists()).stored).toEqual(before.stored);
    expect(await db.query<object[]>(edition)).toEqual([{ version: '99.0.0+w1.r1' }]);
    await db.query(`update match_state set engine_version = $1`, [version]);
    await settle(worker);
    const { stored, specified } = await lists();
    expect(stored).toEqual(specified);
    expect(stored).not.toEqual(before.stored);
  });

  it('stay so when somebody’s facts fit no packed row: everybody is then ranked one by one', async () => {
    const odd = `update match_profile set facts = facts || '{"dailyRateMin": 70000}', rev = rev, changed_xid = pg_current_xact_id(),
      source_version = source_version where num = (select min(num) from match_profile where active)`;
    await db.query(odd);
    await db.query(`delete from mission_match`);
    await db.query(`delete from profile_match`);
    await settle(new Matchmaker(new Readings(), { matchShards: 4 }));
    const { stored, specified } = await lists();
    expect(stored).toEqual(specified);
  });

  it('are explained with facts kept ready as long as nobody wrote others, and for one day', async () => {
    const ready = new ReadyFacts(db);
    const standing = `select num, xmin::text as written from match_mission where active order by num limit 3`;
    const kept = async (day: string) =>
      ready.missions(await db.query<{ num: number; written: string }[]>(standing), dayNumber(day));
    const before = await kept(TODAY);
    const [first, ...others] = before.keys();
    const write = (tx: Pick<DataSource, 'query'>, label: string) =>
      tx.query(
        `update match_mission set facts = jsonb_set(facts, '{facts,title}', to_jsonb($2::text)) where num = $1`,
        [first, label],
      );
    const undone = db.createQueryRunner();
    await undone.startTransaction();
    await write(undone, 'Jamais');
    await undone.rollbackTransaction();
    await undone.release();
    const still = await kept(TODAY);
    for (const [num, one] of before) expect(still.get(num)).toBe(one);
    await write(db, 'Autrement');
    const after = await kept(TODAY);
    expect(after.get(first!)?.facts.title).toBe('Autrement');
    for (const num of others) expect(after.get(num)).toBe(before.get(num));
    expect((await kept('2027-01-02')).get(others[0]!)?.year).toBe(2027);
    expect((await ready.missions([{ num: 1_000_000, written: null }], dayNumber(TODAY))).size).toBe(0);
  });
});
