import { Client } from 'pg';
import type { ProfileResults } from '#libs/contracts/discovery';
import type { CandidatePage } from '#libs/contracts/matching';
import { exposureRules } from '#libs/matching/exposure';
import { ExposureLog } from '../src/fairness/exposure.log';
import { PricesJob } from '../src/fairness/prices.job';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { aFreelancerWho, anAdviser, anEmployer, type Freelancer, type Member } from './build/a-cast';
import { aPublishedMission } from './browser/a-town-to-look-at';
import { addressOf } from './build/a-follower';
import { Stage } from './stage/stage';

/** People of one trade, and more missions for them than anybody is to stand first in. */
const PEOPLE = 20;
const MISSIONS = exposureRules.cap + 4;
const TOOLS = ['PostgreSQL', 'MongoDB', 'Kubernetes', 'Docker', 'React', 'Redis'];
const toolAt = (at: number): string => TOOLS[at % TOOLS.length]!;

describe('first places', () => {
  let stage: Stage;
  let employer: Member;
  let adviser: Member;
  let people: Freelancer[];
  let missions: string[];

  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await seedTaxonomy(stage.db);
    employer = await anEmployer(stage);
    adviser = await anAdviser(stage);
    people = [];
    for (let at = 0; at < PEOPLE; at++)
      people.push(
        await aFreelancerWho(stage, `Personne ${String.fromCharCode(65 + at)}`, {
          headline: 'Développeuse NestJS',
          skills: [
            { label: 'NestJS', level: 4, years: 9 },
            ...[...new Set([toolAt(at), toolAt(at * 5 + 1)])].map((label) => ({ label, level: 3, years: 4 })),
          ],
          dailyRateMin: 300,
          dailyRateTarget: 440 + 10 * (at % 4),
          remoteModes: ['REMOTE', 'HYBRID'],
          availabilityStatus: 'NOW',
          place: 'Lyon',
        }),
      );
    missions = [];
    for (let at = 0; at < MISSIONS; at++)
      missions.push(
        await aPublishedMission(employer, 'Développeur NestJS', {
          rateMin: 300,
          rateMax: 450,
          skills: [
            { label: 'NestJS', must: true },
            { label: toolAt(at), importance: 'PREFERRED' },
            { label: toolAt(at + 2), importance: 'PREFERRED' },
          ],
        }),
      );
    await stage.settle();
    // They published long ago and were shown long ago: nobody is new yet.
    await stage.db.query(`update profile set published_at = now() - interval '90 days'`);
    await stage.db.query(
      `insert into freelancer_exposure (profile_id, first_shown_at) select id, now() - interval '80 days' from profile`,
    );
  }, 60_000);
  afterAll(() => stage.close());

  const read = async (missionId: string, query = ''): Promise<CandidatePage> => {
    const answer = await employer.browser.get(`/api/missions/${missionId}/candidates?limit=50${query}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const scores = (page: CandidatePage) => new Map(page.items.map(({ profile, score }) => [profile.id, score]));
  const ownOf = async (who: Freelancer) => (await who.browser.get('/api/me/exposure')).body;

  it('are those of the scores while nobody has a price and nobody is new', async () => {
    const page = await read(missions[0]!);
    expect(page.items).toHaveLength(PEOPLE);
    expect(page.reordered).toBe(false);
    expect(page.items.map(({ rank }) => rank)).toEqual(page.items.map(({ rankByScore }) => rankByScore));
    expect(await read(missions[0]!, '&order=SCORE')).toEqual(page);
  });

  it('are shared out once somebody has more than their share: the order changes, no score does, nobody leaves', async () => {
    const before = await Promise.all(missions.map((mission) => read(mission)));
    expect(await stage.get(PricesJob).run()).toMatchObject({ lists: MISSIONS });
    // Nothing was computed since: nothing is due.
    expect(await stage.get(PricesJob).run()).toEqual({ lists: 0, priced: 0 });
    const [edition] = await stage.db.query<
      { byScore: { most: number }; withPrices: { most: number }; lists: number }[]
    >(
      `select by_score as "byScore", with_prices as "withPrices", lists from exposure_edition order by id desc limit 1`,
    );
    expect(edition!.lists).toBe(MISSIONS);
    expect(edition!.byScore.most).toBeGreaterThan(exposureRules.cap);
    expect(edition!.withPrices.most).toBeLessThan(edition!.byScore.most);
    const pages = await Promise.all(missions.map((mission) => read(mission)));
    const which = pages.findIndex(({ reordered }) => reordered);
    const changed = pages[which]!;
    expect(changed).toBeDefined();
    expect(scores(changed)).toEqual(scores(before[which]!));
    expect(changed.items.map(({ rank }) => rank)).toEqual(changed.items.map((_, at) => at + 1));
    // By score alone it is as it was, and says what would be changed.
    const plain = await read(missions[which]!, '&order=SCORE');
    expect(plain.reordered).toBe(true);
    expect(plain.items.map(({ profile }) => profile.id)).toEqual(before[which]!.items.map(({ profile }) => profile.id));
    // Whoever is charged reads it.
    const charged = await stage.db.query<{ id: string; price: number; places: number }[]>(
      `select profile_id as id, price, first_places as places from freelancer_exposure where price > 0`,
    );
    expect(charged.length).toBeGreaterThan(0);
    const who = people.find(({ profileId }) => profileId === charged[0]!.id)!;
    expect(await ownOf(who)).toEqual({
      firstPlaces: charged[0]!.places,
      price: charged[0]!.price,
      newcomer: false,
    });
    expect(charged.every(({ price }) => price <= exposureRules.mostPrice)).toBe(true);
  });

  it('read page by page give everybody once, in the same order', async () => {
    const whole = await read(missions[1]!);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await employer.browser.get(
        `/api/missions/${missions[1]!}/candidates?limit=4${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...body.items.map(({ profile }) => profile.id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(whole.items.map(({ profile }) => profile.id));
  });

  it('go to newcomers near enough, the last of them, and the row says so', async () => {
    await stage.db.query(`update freelancer_exposure set price = 0`);
    const plain = await read(missions[0]!, '&order=SCORE');
    const [eleventh, last] = [plain.items[10]!, plain.items.at(-1)!];
    await stage.db.query(`update profile set published_at = now() - interval '2 days' where id = any($1)`, [
      [eleventh.profile.id, last.profile.id],
    ]);
    const page = await read(missions[0]!);
    const promoted = page.items.filter(({ newcomersPlace }) => newcomersPlace);
    expect(promoted[0]).toMatchObject({ rankByScore: 11, score: eleventh.score, profile: { id: eleventh.profile.id } });
    expect(promoted[0]!.rank).toBeLessThanOrEqual(exposureRules.places);
    const tenth = plain.items[9]!;
    expect(promoted.every(({ score }) => score >= tenth.score - exposureRules.newcomerGap)).toBe(true);
    expect(page.reordered).toBe(true);
  });

  describe('in a search for people in the order of a mission', () => {
    const search = async (
      query: string,
      { who = employer, mission = missions[0]!, limit = 50 } = {},
    ): Promise<ProfileResults> => {
      const answer = await who.browser.get(`/api/search/profiles?mission=${mission}&limit=${limit}&${query}`);
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const after = ({ nextCursor }: ProfileResults) => `cursor=${encodeURIComponent(nextCursor!)}`;
    const placed = ({ items }: ProfileResults) =>
      items.map(({ id, match }) => ({
        id,
        rank: match?.rank,
        rankByScore: match?.rankByScore,
        newcomersPlace: match?.newcomersPlace,
        score: match?.score,
      }));
    const listed = ({ items }: CandidatePage) =>
      items.map(({ profile, rank, rankByScore, newcomersPlace, score }) => ({
        id: profile.id,
        rank,
        rankByScore,
        newcomersPlace,
        score,
      }));

    it('are those of its list, shared out or by score alone', async () => {
      const [fair, plain] = [await search('sort=MATCH'), await search('sort=MATCH&order=SCORE')];
      expect(placed(fair)).toEqual(listed(await read(missions[0]!)));
      expect(placed(plain)).toEqual(listed(await read(missions[0]!, '&order=SCORE')));
      expect([fair.reordered, plain.reordered]).toEqual([true, true]);
      expect(fair.items.some(({ match }) => match?.newcomersPlace)).toBe(true);
    });

    it('are shared out among those found, whoever stands first', async () => {
      const charged = (await search('sort=MATCH&order=SCORE')).items[0]!;
      await stage.db.query(`update freelancer_exposure set price = 150 where profile_id = $1`, [charged.id]);
      const [fair, plain] = [await search('q=NestJS&sort=MATCH'), await search('q=NestJS&sort=MATCH&order=SCORE')];
      expect(plain.items[0]).toMatchObject({ id: charged.id, match: { rank: 1, rankByScore: 1 } });
      const moved = fair.items.find(({ id }) => id === charged.id)!.match!;
      expect(moved).toMatchObject({ rankByScore: 1, score: charged.match!.score, newcomersPlace: false });
      expect(moved.rank).toBeGreaterThan(1);
      const first = await search('q=NestJS&sort=MATCH', { limit: 12 });
      const second = await search(`q=NestJS&sort=MATCH&${after(first)}`, { limit: 12 });
      const pages = [...first.items, ...second.items].map(({ id }) => id);
      expect(pages).toEqual(fair.items.map(({ id }) => id));
    });

    it('are given to nobody in another order, and one order is not paged into the other', async () => {
      const page = await search('sort=RECENT');
      expect(page.reordered).toBe(false);
      expect(new Set(placed(page).map(({ rank }) => rank))).toEqual(new Set([null]));
      const mixed = await employer.browser.get(
        `/api/search/profiles?mission=${missions[0]!}&limit=3&sort=MATCH&order=SCORE&${after(await search('sort=MATCH', { limit: 3 }))}`,
      );
      expect(mixed.problem.code).toBe('request/cursor-invalid');
      expect((await employer.browser.get('/api/search/profiles?order=PRICE')).problem.code).toBe('request/invalid');
    });

    it('are logged as its list is, apart from it, and not in another order', async () => {
      const other = missions[2]!;
      const logged = async () => {
        await stage.get(ExposureLog).flush();
        return stage.db.query<{ list: string; people: number; best: number }[]>(
          `select list, count(*)::int as people, min(place)::int as best from score_exposure
           where mission_id = $1 and organisation_id = $2 group by list`,
          [other, adviser.organisationId],
        );
      };
      const asked = { who: adviser, mission: other, limit: 5 };
      await search('sort=RECENT', asked);
      expect(await logged()).toEqual([]);
      const first = await search('sort=MATCH', asked);
      await search(`sort=MATCH&${after(first)}`, asked);
      expect(await logged()).toEqual([{ list: 'SEARCH', people: 10, best: 1 }]);
      await adviser.browser.get(`/api/missions/${other}/candidates?limit=3`);
      const file = await adviser.browser.get(`/api/search/profiles.csv?mission=${other}&sort=MATCH`);
      expect(file.status).toBe(200);
      expect(await logged()).toEqual(
        expect.arrayContaining([
          { list: 'SEARCH', people: PEOPLE, best: 1 },
          { list: 'CANDIDATES', people: 3, best: 1 },
        ]),
      );
    });
  });

  it('are logged once a day a list and a reader’s organisation, at the best place, and forgotten with the person', async () => {
    await stage.get(ExposureLog).flush();
    const logged = await stage.db.query<{ profileId: string; place: number; score: number; organisationId: string }[]>(
      `select profile_id as "profileId", place, score, organisation_id as "organisationId" from score_exposure
       where mission_id = $1 and list = 'CANDIDATES' order by place`,
      [missions[0]],
    );
    expect(logged).toHaveLength(PEOPLE);
    expect(new Set(logged.map(({ organisationId }) => organisationId))).toEqual(new Set([employer.organisationId]));
    const page = await read(missions[0]!, '&order=SCORE');
    for (const { profileId, score } of logged) expect(score).toBe(scores(page).get(profileId));
    // A worse place the same day changes nothing, a better one does.
    const who = logged.at(-1)!.profileId;
    const list = {
      list: 'CANDIDATES' as const,
      missionId: missions[0]!,
      organisationId: employer.organisationId,
      engineVersion: 'x',
    };
    const log = stage.get(ExposureLog);
    for (const place of [40, 3]) log.note(list, [{ profileId: who, place, placeByScore: place, score: 500 }]);
    await log.flush();
    log.note(list, [{ profileId: who, place: 9, placeByScore: 9, score: 400 }]);
    await log.flush();
    expect(
      await stage.db.query(
        `select place, score from score_exposure where mission_id = $1 and profile_id = $2 and list = 'CANDIDATES'`,
        [missions[0], who],
      ),
    ).toEqual([{ place: 3, score: 500 }]);
    const imported = await stage.db.query<{ id: string }[]>(
      `insert into profile (id, state, visibility, display_name, published_at)
       values (gen_random_uuid(), 'PUBLISHED', 'PUBLIC', 'De passage', now()) returning id`,
    );
    log.note(list, [{ profileId: imported[0]!.id, place: 5, placeByScore: 5, score: 500 }]);
    await log.flush();
    const traces = () =>
      stage.db.query(
        `select profile_id from score_exposure where profile_id = $1 union all select profile_id from freelancer_exposure where profile_id = $1`,
        [imported[0]!.id],
      );
    expect(await traces()).toHaveLength(2);
    await stage.db.query(`delete from profile where id = $1`, [imported[0]!.id]);
    expect(await traces()).toEqual([]);
    // Shown, then gone before it is written: nothing is written of them, and the others are.
    log.note(list, [{ profileId: imported[0]!.id, place: 5, placeByScore: 5, score: 500 }]);
    await log.flush();
    expect(await traces()).toEqual([]);
  });

  it('are written before a process that is told to stop ends, those of the request under way with them', async () => {
    await stage.stopWorker();
    await stage.get(ExposureLog).flush();
    await stage.db.query(`delete from score_exposure`);
    const address = await addressOf(stage);
    const [done, underWay] = [missions[3]!, missions[4]!];
    await read(done);
    const outside = new Client({ connectionString: stage.env.databaseUrl });
    await outside.connect();
    await outside.query('begin; lock table match_profile');
    const answer = fetch(`${address}/api/missions/${underWay}/candidates`, {
      headers: { cookie: employer.browser.cookie! },
    });
    await stage.until(async () => {
      const { rows } = await outside.query(
        `select from pg_locks where relation = 'match_profile'::regclass and not granted`,
      );
      return rows.length > 0;
    });
    const closing = stage.app.close();
    await stage.until(() => Promise.resolve(!stage.app.getHttpServer().listening));
    await outside.query('commit');
    expect((await answer).status).toBe(200);
    await closing;
    const { rows } = await outside.query<{ mission: string }>(
      `select distinct mission_id as mission from score_exposure where mission_id = any($1)`,
      [[done, underWay]],
    );
    await outside.end();
    expect(rows.map(({ mission }) => mission).toSorted()).toEqual([done, underWay].toSorted());
  });
});
