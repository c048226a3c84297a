import { DataSource } from 'typeorm';
import { SERVED_LENGTH } from '#libs/matching/served';
import { filledTo, LIST_LENGTH } from '#libs/matching/top';
import { databaseOptions } from '#libs/persistence/data-source';
import { demoAccounts } from '../scripts/demo-accounts';
import { writeTown } from '../src/demo/write';
import { type ListKind, outOfStep, type Owner } from '../src/matching/lists';
import { Matchmaker } from '../src/matching/matchmaker';
import { countNews } from '../src/matching/news';
import { OthersLists } from '../src/matching/others-lists';
import { Readings } from '../src/matching/readings';
import { MatchRefresh } from '../src/matching/refresh.jobs';
import { Survey } from '../src/matching/survey';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import * as reckoning from './faults/reckoning';
import { freshDatabase } from './stage/database';

const TODAY = '2026-11-26';
const TOWN = { profiles: 300, missions: 80, seed: 5 };

const newcomer = () => new Matchmaker(new Readings(), { matchShards: 1 });

/** Whoever changed something waits for one list, their own; those of others follow, whatever happens in between. */
describe('the list of whoever changed', () => {
  let db: DataSource;
  let drop: () => Promise<void>;
  const worker = newcomer();

  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    db = await new DataSource(
      databaseOptions({ url: fresh.url, poolSize: 4, applicationName: 'own-lists-test' }),
    ).initialize();
    await seedTaxonomy(db);
    await writeTown(db, TOWN, TODAY, demoAccounts, 'a secret for tests only, long enough');
    await settle(worker);
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  async function settle(matchmaker: Matchmaker): Promise<void> {
    for (let more = true; more;) more = (await db.transaction((tx) => matchmaker.round(tx, { day: TODAY }))).more;
  }

  /** Passes on until all is done; in how many pieces. */
  async function passOn(matchmaker: Matchmaker): Promise<number> {
    let pieces = 1;
    while (await db.transaction((tx) => matchmaker.passOn(tx))) pieces++;
    return pieces;
  }

  /** Changes some who stand, by this piece of an update, and has their own lists written; who they are. */
  async function change(kind: ListKind, set: string, which: string, matchmaker = worker): Promise<string[]> {
    const [rows] = await db.query<[{ id: string }[], number]>(
      `update ${kind} set ${set}, rev = rev + 1 where state = 'PUBLISHED' and ${which} returning id`,
    );
    const ids = rows.map(({ id }) => id);
    const late = await outOfStep(db.manager, kind, ids);
    expect(late.map(({ id }) => id).sort()).toEqual([...ids].sort());
    await db.transaction((tx) => matchmaker.ownLists(tx, kind, late));
    return ids;
  }

  /** Every list is what is computed from nothing. */
  async function expectExact(): Promise<void> {
    expect(await countNews(db)).toBe(0);
    const { outOfStep: behind, served, anew } = await reckoning.lists(db);
    expect(behind).toBe(0);
    expect(served).toEqual(anew);
  }

  const missionLists = () =>
    db.query<object[]>(`select mission_num, profile_nums, ranks from mission_match order by 1`);

  it('is there at once, and others’ lists follow', async () => {
    const before = await missionLists();
    const people = await change('profile', 'daily_rate_min = 900, daily_rate_target = 950', 'num % 20 = 0');
    expect(people.length).toBeGreaterThan(5);
    expect(await outOfStep(db.manager, 'profile', people)).toEqual([]);
    expect(await missionLists()).toEqual(before);
    expect(await countNews(db)).toBe(people.length);
    await passOn(worker);
    expect(await missionLists()).not.toEqual(before);
    await expectExact();
  });

  it('is there for a mission as for a person, also when both change', async () => {
    const missions = await change('mission', `remote_mode = 'REMOTE'`, 'num % 8 = 0');
    const people = await change('profile', 'daily_rate_min = 300, daily_rate_target = 350', 'num % 25 = 0');
    expect(await outOfStep(db.manager, 'mission', missions)).toEqual([]);
    expect(await outOfStep(db.manager, 'profile', people)).toEqual([]);
    await passOn(worker);
    await expectExact();
  });

  it('leaves others’ lists to whoever comes next when the process dies in between', async () => {
    const successor = newcomer();
    await settle(successor);
    await change('profile', 'daily_rate_min = 700, daily_rate_target = 720', 'num % 30 = 1');
    await passOn(successor);
    await expectExact();
    await change('profile', 'daily_rate_min = 400, daily_rate_target = 420', 'num % 30 = 2');
    // Nobody remembers anything: a whole round does it.
    await settle(newcomer());
    await expectExact();
  });

  it('is followed by others’ once more when what was passed on came to nothing, and by another worker’s lists', async () => {
    await change('profile', 'daily_rate_min = 610, daily_rate_target = 640', 'num % 30 = 7');
    const cut = db.transaction(async (tx) => {
      await worker.passOn(tx);
      throw new Error('cut off before the commit');
    });
    await expect(cut).rejects.toThrow('cut off');
    const successor = newcomer();
    await settle(successor);
    await change('mission', `remote_mode = 'ONSITE'`, 'num % 10 = 1', successor);
    await passOn(successor);
    await change('profile', 'daily_rate_min = 620, daily_rate_target = 650', 'num % 30 = 8');
    await passOn(worker);
    await expectExact();
    // Archived by another worker: whoever passes it on still has them in memory.
    const archived = await change('profile', `state = 'ARCHIVED'`, 'num % 40 = 11', successor);
    expect(archived.length).toBeGreaterThan(3);
    await passOn(worker);
    await expectExact();
    await change('profile', 'daily_rate_min = 630, daily_rate_target = 660', 'num % 30 = 9');
    await expect(
      db.transaction(async (tx) => {
        while (await worker.passOn(tx));
        throw new Error('cut off before the commit');
      }),
    ).rejects.toThrow('cut off');
    await passOn(worker);
    await expectExact();
  });

  it('is there when very many change at once', async () => {
    const people = await change('profile', 'daily_rate_min = 500, daily_rate_target = 520', 'num % 2 = 0');
    expect(people.length).toBeGreaterThan(100);
    expect(await outOfStep(db.manager, 'profile', people)).toEqual([]);
    await passOn(worker);
    await expectExact();
  });

  it('is followed by lists that are cut where somebody left them: what is in reserve takes their place', async () => {
    const [full, fewest] = [filledTo(LIST_LENGTH), filledTo(SERVED_LENGTH)];
    const lengths = () =>
      db.query<{ num: number; length: number }[]>(
        `select mission_num as num, cardinality(ranks) as length from mission_match order by 1`,
      );
    const before = new Map((await lengths()).map(({ num, length }) => [num, length]));
    const hidden = await change('profile', `visibility = 'HIDDEN'`, `visibility <> 'HIDDEN' and num % 100 = 5`);
    expect(hidden.length).toBeGreaterThan(1);
    // Without any time to compute one whole.
    expect(await db.transaction((tx) => worker.passOn(tx, 0))).toBe(false);
    const cut = (await lengths()).filter(({ num, length }) => before.get(num) === full && length < full);
    expect(cut.length).toBeGreaterThan(5);
    expect(Math.min(...cut.map(({ length }) => length))).toBeGreaterThanOrEqual(fewest);
    await expectExact();
  });

  it('is not held up by the refresh of every minute, which makes a whole round only when something was left', async () => {
    const readings = new Readings();
    const refresh = new MatchRefresh(db, worker, new OthersLists(db, worker, readings));
    const told = await change('profile', 'daily_rate_min = 430, daily_rate_target = 450', 'num % 30 = 3');
    expect(told.length).toBeGreaterThan(5);
    const { pieces } = await refresh.run();
    expect(pieces).toBeGreaterThan(1);
    await expectExact();
    // Of this no event tells, none of the town’s that nobody delivered here.
    await db.query(`update outbox_delivery set state = 'DONE'`);
    await db.query(
      `update profile set daily_rate_min = 440, daily_rate_target = 460, rev = rev + 1 where state = 'PUBLISHED' and num % 30 = 4`,
    );
    expect((await refresh.run()).rounds).toBeGreaterThan(0);
    await expectExact();
    // Another worker sees somebody leave and passes it on: this one is not told, and counts.
    const successor = newcomer();
    await settle(successor);
    const archived = await change('profile', `state = 'ARCHIVED'`, 'num % 40 = 12', successor);
    expect(archived.length).toBeGreaterThan(3);
    await passOn(successor);
    expect(await refresh.run()).toEqual({ pieces: 1 });
    await change('mission', `remote_mode = 'REMOTE'`, 'num % 10 = 2');
    await passOn(worker);
    await expectExact();
    await db.query(`delete from mission_match where mission_num % 10 = 3`);
    expect((await refresh.run()).rounds).toBeGreaterThan(0);
    await expectExact();
  });

  it('does not wait while many others are computed whole: that is done piece by piece, and what is left is written down', async () => {
    const hidden = await change('profile', `visibility = 'HIDDEN'`, `visibility <> 'HIDDEN' and num % 5 = 3`);
    expect(hidden.length).toBeGreaterThan(20);
    const more = await db.transaction((tx) => worker.passOn(tx, 0));
    expect(more).toBe(true);
    const left = await countNews(db);
    expect(left).toBeGreaterThan(0);
    const person = await change('profile', 'daily_rate_min = 410, daily_rate_target = 430', 'num % 50 = 4');
    expect(await outOfStep(db.manager, 'profile', person)).toEqual([]);
    expect(await countNews(db)).toBe(left + person.length);
    const next = newcomer();
    await settle(next);
    await expectExact();
  });

  it('is no difference to a full recompute, which finishes what is left first', async () => {
    await change('profile', `visibility = 'HIDDEN'`, `visibility <> 'HIDDEN' and num % 5 = 2`);
    await db.transaction((tx) => worker.passOn(tx, 0));
    expect(await countNews(db)).toBeGreaterThan(0);
    for (const kind of ['mission', 'profile'] as const) {
      const owners = await db.query<Owner[]>(`select ${kind}_id as id, num from match_${kind}`);
      const found = await db.transaction((tx) => worker.check(tx, { kind, owners }));
      expect(found).toMatchObject({ differing: 0, factsDiffering: 0 });
      expect(found.compared).toBeGreaterThan(kind === 'mission' ? 50 : 200);
    }
    await settle(worker);
    await expectExact();
  });

  it('is there while a full recompute is under way, which finds no difference but what differs', async () => {
    const env = { matchShards: 1 };
    const survey = new Survey(db, worker, new Readings(), env);
    const check = (kind: ListKind) =>
      db.transaction((tx) => survey.check(tx, 'a run', { kind, from: 0, to: 1_000_000 }));
    const ofPeople = await check('profile');
    expect(ofPeople).toMatchObject({ differing: 0, factsDiffering: 0 });
    // Everybody was read and every list found: what changes now and what is planted is known to the tables alone.
    const people = await change('profile', 'daily_rate_min = 800, daily_rate_target = 850', 'num % 10 = 6');
    expect(await outOfStep(db.manager, 'profile', people)).toEqual([]);
    await db.query(
      `update mission_match set profile_nums = profile_nums[2:], ranks = ranks[2:] where mission_num in
         (select mission_num from mission_match where cardinality(ranks) > 1 order by 1 limit 3)`,
    );
    const before = await missionLists();
    const ofMissions = await check('mission');
    expect(ofMissions).toMatchObject({ differing: 3, factsDiffering: 0 });
    expect(await missionLists()).not.toEqual(before);
    const [count] = await db.query<Record<ListKind, number>[]>(
      `select (select count(*)::int from match_profile) as profile, (select count(*)::int from match_mission) as mission`,
    );
    expect({ profile: ofPeople.compared, mission: ofMissions.compared }).toEqual(count);
    await settle(worker);
    await expectExact();
  });
});
