import type { MissionView } from '#libs/contracts/mission';
import type { ProfileView } from '#libs/contracts/profile';
import type { MissionChange, ProfileChange } from '#libs/contracts/what-if';
import { now, parisDate } from '#libs/kernel/clock';
import { demoAccounts } from '../scripts/demo-accounts';
import { writeTown } from '../src/demo/write';
import { MatchRefresh } from '../src/matching/refresh.jobs';
import { aPublishedMission } from './browser/a-town-to-look-at';
import { aFreelancer, anAdviser, anEmployer, type Someone, signIn } from './build/a-cast';
import { type Browser, Stage } from './stage/stage';

const POSSIBLE = 500;

/** The edit that makes a change of a profile real. */
function profileEdit(change: ProfileChange, profile: ProfileView): object {
  switch (change.kind) {
    case 'SKILL': {
      const held = profile.skills.map(({ skillId, level, years, lastUsedYear }) => ({
        skillId,
        level,
        years,
        lastUsedYear,
      }));
      return { skills: [...held, { skillId: change.skillId, level: null, years: null, lastUsedYear: null }] };
    }
    case 'RATE':
      return profile.dailyRateMin === null ? { dailyRateTarget: change.to } : { dailyRateMin: change.to };
    case 'MOBILITY':
      return { mobilityKm: change.to };
    case 'REMOTE':
      return { remoteModes: [...profile.remoteModes, change.mode] };
    case 'AVAILABLE':
      return { availabilityStatus: 'FROM_DATE', availableFrom: change.to };
    case 'DAYS':
      return { daysPerWeek: change.to };
  }
}

/** The edit that makes a change of a mission real. */
function missionEdit(change: MissionChange, mission: MissionView): object {
  const skills = (must: (skillId: number) => boolean) =>
    mission.skills.map(({ skillId, importance, must: was, weight, minLevel }) => ({
      skillId,
      importance,
      must: was && must(skillId),
      weight,
      minLevel,
    }));
  switch (change.kind) {
    case 'MUST':
      return { skills: skills((skillId) => skillId !== change.skillId) };
    case 'LANGUAGE':
      return { languages: mission.languages.filter(({ code }) => code !== change.language) };
    case 'RATE':
      return mission.rateMax === null ? { rateMin: change.to } : { rateMax: change.to };
    case 'BUDGET':
      return { fixedBudget: change.to };
    case 'START':
      return { startsOn: change.to };
    case 'REMOTE':
      return { remoteMode: change.to };
    case 'RADIUS':
      return { radiusKm: change.to };
  }
}

/** What a what-if says is what the worker computes once the change is made for real. */
describe('what if is what happens', () => {
  let stage: Stage;
  const someone = async (email: string): Promise<Someone> => {
    const [row] = await stage.db.query<{ id: string; name: string }[]>(
      `select id, name from account where email = $1`,
      [email],
    );
    const who = { accountId: row!.id, email, name: row!.name, browser: stage.browser() };
    await signIn(stage, who);
    return who;
  };
  const of = (kind: string) => someone(demoAccounts.find((one) => one.kind === kind)!.email);
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await writeTown(
      stage.db,
      { profiles: 400, missions: 120, seed: 5 },
      parisDate(now()),
      demoAccounts,
      'a secret for tests only, long enough',
    );
    await stage.db.query(`update mission set published_at = now() - interval '20 days' where state = 'PUBLISHED'`);
    const other = await anEmployer(stage);
    const skills = [{ label: 'React' }, { label: 'JavaScript' }];
    await aPublishedMission(other, 'Développeur front-end', { skills, remoteMode: 'ONSITE', place: 'Vienne' });
    await aPublishedMission(other, 'Développeuse front-end', {
      skills: [...skills, { label: 'Kubernetes', must: true }],
    });
    await stage.settle(60_000);
  }, 120_000);
  afterAll(() => stage.close());
  beforeEach(() => stage.db.query(`delete from rate_counter`));

  const ask = async <Url extends string>({ browser }: { browser: Browser }, url: Url) => {
    const { status, body } = await browser.get(url);
    expect(status).toBe(200);
    return body;
  };
  const profileOf = async (who: Someone) => (await who.browser.get('/api/me/profile')).body;
  const edit = async (
    who: Someone,
    path: '/api/me/profile' | `/api/missions/${string}`,
    body: object,
  ): Promise<void> => {
    const { version } = (await who.browser.get(path)).body;
    const edited = await who.browser.patch(path, body, { version });
    expect(edited.status).toBe(200);
    await stage.settle();
  };
  /** Open missions in the list the worker wrote for a profile, by id. */
  const openMissions = async (profileId: string): Promise<string[]> =>
    (
      await stage.db.query<{ id: string }[]>(
        `select m.id from profile_match l, unnest(l.mission_nums, l.ranks) as e(num, rank) join mission m on m.num = e.num
         where l.profile_id = $1 and e.rank >= $2 and m.state = 'PUBLISHED' and m.visibility = 'PUBLIC'`,
        [profileId, POSSIBLE],
      )
    ).map(({ id }) => id);
  /** Open people in the list the worker wrote for a mission, by id: those any employer may see. */
  const openPeople = async (missionId: string): Promise<string[]> =>
    (
      await stage.db.query<{ id: string }[]>(
        `select p.id from mission_match l, unnest(l.profile_nums, l.ranks) as e(num, rank) join profile p on p.num = e.num
         where l.mission_id = $1 and e.rank >= $2 and p.state = 'PUBLISHED' and p.visibility in ('PUBLIC', 'MEMBERS')`,
        [missionId, POSSIBLE],
      )
    ).map(({ id }) => id);
  const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));
  const told = (count: number) => (count === 1 || count === 2 ? null : count);

  describe('for a freelancer', () => {
    const usual = {
      dailyRateMin: 300,
      dailyRateTarget: 350,
      mobilityKm: 50,
      remoteModes: ['REMOTE', 'HYBRID', 'ONSITE'],
      availabilityStatus: 'NOW',
      availableFrom: null,
      daysPerWeek: 5,
    };
    const inDays = (days: number) => parisDate(new Date(Date.now() + days * 86_400_000));
    afterEach(async () => edit(await of('Freelance'), '/api/me/profile', usual));

    it.each<[string, object, ProfileChange['kind']]>([
      ['dear', { ...usual, dailyRateMin: 620, dailyRateTarget: 620 }, 'RATE'],
      ['who stays near', { ...usual, mobilityKm: 5 }, 'MOBILITY'],
      ['who works at a distance only', { ...usual, remoteModes: ['REMOTE'] }, 'REMOTE'],
      ['late', { ...usual, availabilityStatus: 'FROM_DATE', availableFrom: inDays(150) }, 'AVAILABLE'],
      [
        'who takes no mission for now',
        { ...usual, availabilityStatus: 'UNAVAILABLE', dailyRateMin: null },
        'AVAILABLE',
      ],
      ['with one day a week', { ...usual, daysPerWeek: 1, dailyRateMin: 500, dailyRateTarget: 550 }, 'DAYS'],
      ['who lacks a skill', usual, 'SKILL'],
    ])(
      '%s, each change opens exactly the missions it says',
      async (_, says, kind) => {
        const me = await of('Freelance');
        await edit(me, '/api/me/profile', says);
        const before = await profileOf(me);
        const list = await openMissions(before.id);
        const whatIf = await ask(me, '/api/me/what-if');
        expect(whatIf.possible).toBe(list.length);
        expect(whatIf.suppositions.map(({ change }) => change.kind)).toContain(kind);
        for (const { change, ...said } of whatIf.suppositions) {
          await edit(me, '/api/me/profile', profileEdit(change, before));
          const after = await openMissions(before.id);
          const opened = without(after, list);
          expect({
            change,
            possible: after.length,
            opened: opened.length,
            closed: without(list, after).length,
          }).toEqual({
            change,
            possible: said.possible,
            opened: said.opened,
            closed: said.closed,
          });
          expect(said.opened).toBeGreaterThan(0);
          expect(
            without(
              said.missions.map(({ id }) => id),
              opened,
            ),
          ).toEqual([]);
          const { skills, dailyRateMin, dailyRateTarget, mobilityKm, remoteModes, daysPerWeek } = before;
          await edit(me, '/api/me/profile', {
            ...profileEdit({ kind: 'AVAILABLE', from: null, to: before.availableFrom ?? parisDate(now()) }, before),
            availabilityStatus: before.availabilityStatus,
            availableFrom: before.availableFrom,
            skills: skills.map(({ skillId, level, years, lastUsedYear }) => ({ skillId, level, years, lastUsedYear })),
            ...{ dailyRateMin, dailyRateTarget, mobilityKm, remoteModes, daysPerWeek },
          });
        }
        expect(await openMissions(before.id)).toHaveLength(list.length);
      },
      120_000,
    );

    it('where two points block, tells what two changes open together', async () => {
      const employer = await anEmployer(stage);
      const mission = await aPublishedMission(employer, 'Campanologue pour un carillon', {
        skills: [{ label: 'Campanologie', must: true }],
        remoteMode: 'ONSITE',
        rateMin: null,
        rateMax: 300,
      });
      const who = await aFreelancer(stage, 'Anselme Carillon');
      const says = {
        headline: 'Campanologue',
        skills: [{ label: 'Campanologie', level: 4 }],
        place: 'Lyon',
        remoteModes: ['REMOTE'],
        dailyRateMin: 500,
      };
      await edit(who, '/api/me/profile', says);
      const whatIf = await ask(who, '/api/me/what-if');
      expect(whatIf).toMatchObject({ possible: 0, suppositions: [] });
      const [pair] = whatIf.pairs;
      expect(pair).toMatchObject({
        changes: [
          { kind: 'RATE', from: 500, to: 400 },
          // Only whoever works at a distance alone is kept from a mission on site.
          { kind: 'REMOTE', mode: 'HYBRID' },
        ],
        possible: 1,
        opened: 1,
        missions: [{ id: mission }],
      });
      const before = await profileOf(who);
      for (const change of pair!.changes) await edit(who, '/api/me/profile', profileEdit(change, before));
      expect(await openMissions(who.profileId)).toEqual([mission]);
    });

    it('never counts a mission they may not see', async () => {
      const me = await of('Freelance');
      const { id } = await profileOf(me);
      const list = await openMissions(id);
      const [hidden] = list;
      await stage.db.query(`update mission set visibility = 'INVITED_ONLY' where id = $1`, [hidden]);
      const whatIf = await ask(me, '/api/me/what-if');
      await stage.db.query(`update mission set visibility = 'PUBLIC' where id = $1`, [hidden]);
      expect(whatIf.possible).toBe(list.length - 1);
    });

    it('follows missions that close, without being asked to', async () => {
      const me = await of('Freelance');
      const { id } = await profileOf(me);
      const list = await openMissions(id);
      await stage.db.query(`update mission set state = 'PAUSED', rev = rev + 1 where id = $1`, [list[0]]);
      await stage.db.query(
        `update mission set state = 'CLOSED', closing_reason = 'CANCELLED', closed_at = now(), rev = rev + 1 where id = $1`,
        [list[1]],
      );
      await edit(me, '/api/me/profile', { summary: 'Une phrase de plus.' });
      expect((await ask(me, '/api/me/what-if')).possible).toBe(list.length - 2);
    });

    it('says with an empty profile that nothing is near, and asks for a profile where there is none', async () => {
      const empty = await aFreelancer(stage, 'Nadia Perrin');
      await stage.db.query(`update profile set headline = '' where id = $1`, [empty.profileId]);
      await stage.settle();
      expect(await ask(empty, '/api/me/what-if')).toEqual({
        possible: 0,
        near: 0,
        suppositions: [],
        pairs: [],
      });
      const employer = await anEmployer(stage);
      const { problem } = await employer.browser.get('/api/me/what-if');
      expect([problem.status, problem.code]).toEqual([409, 'match/profile-needed']);
    });

    it('is asked sixty times in ten minutes at most', async () => {
      const me = await of('Freelance');
      await stage.db.query(`update rate_counter set count = 60`);
      await ask(me, '/api/me/what-if');
      await stage.db.query(`update rate_counter set count = 60`);
      const { problem } = await me.browser.get('/api/me/what-if');
      expect([problem.status, problem.code]).toEqual([429, 'request/too-many']);
    });
  });

  describe('for an employer', () => {
    const draft = {
      title: 'Développeur front-end React',
      description: 'Reprendre l’interface de réservation et la rendre utilisable au téléphone, avec deux personnes.',
      skills: [
        { label: 'React', must: true },
        { label: 'TypeScript', must: true },
        { label: 'Figma', importance: 'PREFERRED' },
      ],
      rateMax: 300,
      remoteMode: 'HYBRID',
      place: 'Lyon',
      radiusKm: 10,
      startsOn: parisDate(now()),
      durationWeeks: 20,
      languages: [],
    };
    const written = async (who: Someone, changes: object = {}): Promise<string> => {
      const made = await who.browser.post('/api/missions', { ...draft, ...changes });
      expect(made.status).toBe(201);
      return made.body.id;
    };
    const publish = async (who: Someone, id: string): Promise<void> => {
      expect((await who.browser.post(`/api/missions/${id}/submission`, {})).body.state).toBe('PUBLISHED');
      await stage.settle();
    };

    it('each criterion costs exactly the people who come when it is loosened, before and after publication', async () => {
      const employer = await of('Employeur');
      const id = await written(employer);
      const before = await ask(employer, `/api/missions/${id}/what-if`);
      await publish(employer, id);
      const list = await openPeople(id);
      expect(before.people).toBe(told(list.length));
      expect(await ask(employer, `/api/missions/${id}/what-if`)).toEqual(before);
      expect(before.suppositions.length).toBeGreaterThan(2);
      expect(before.suppositions.some(({ more }) => (more ?? 0) >= 3)).toBe(true);
      const mission = (await employer.browser.get(`/api/missions/${id}`)).body;
      for (const { change, more } of before.suppositions) {
        await edit(employer, `/api/missions/${id}`, missionEdit(change, mission));
        expect({ change, more: told(without(await openPeople(id), list).length) }).toEqual({ change, more });
        await edit(employer, `/api/missions/${id}`, { ...draft });
      }
    }, 120_000);

    it('tells no rate of fewer than three people, nor one its owner keeps, and what comparable missions received', async () => {
      const employer = await of('Employeur');
      const [common] = await stage.db.query<[{ id: number; missions: number }]>(
        `select skill_id as id, count(*)::int as missions from mission_skill s join mission m on m.id = s.mission_id
         where s.importance = 'REQUIRED' and m.published_at < now() - interval '7 days'
         group by 1 order by 2 desc limit 1`,
      );
      const id = await written(employer, {
        rateMax: 700,
        remoteMode: 'REMOTE',
        skills: [{ skillId: common.id }],
      });
      const { people, rates, expected } = await ask(employer, `/api/missions/${id}/what-if`);
      expect(rates.length).toBeGreaterThan(0);
      expect(rates.every(({ count }) => count >= 3)).toBe(true);
      expect(people).toBeGreaterThanOrEqual(3);
      expect(common.missions).toBeGreaterThanOrEqual(5);
      expect(expected).toEqual({ missions: common.missions, applications: 0 });
      await stage.db.query(`update profile set rate_visible = false, rev = rev + 1`);
      await stage.get(MatchRefresh).run();
      expect((await ask(employer, `/api/missions/${id}/what-if`)).rates).toEqual([]);
    }, 60_000);

    it('counts nobody whose profile only agencies may see, or who is hidden', async () => {
      const employer = await of('Employeur');
      const id = await written(employer, {
        rateMax: 700,
        remoteMode: 'REMOTE',
        languages: [],
        skills: [{ label: 'React' }],
      });
      const all = await ask(employer, `/api/missions/${id}/what-if`);
      await stage.db.query(`update profile set visibility = 'AGENCY_ONLY'`);
      const none = await ask(employer, `/api/missions/${id}/what-if`);
      await stage.db.query(`update profile set visibility = 'PUBLIC'`);
      expect([all.people, none.people]).toEqual([expect.any(Number), 0]);
      expect(none.suppositions).toEqual([]);
    });

    it('answers for a bare title and for forty skills, and refuses for a mission that is over or another’s', async () => {
      const employer = await of('Employeur');
      const bare = (await employer.browser.post('/api/missions', { title: 'Une mission' })).body.id;
      expect(await ask(employer, `/api/missions/${bare}/what-if`)).toMatchObject({ suppositions: [] });
      const [{ ids }] = await stage.db.query<[{ ids: number[] }]>(
        `select array(select id from skill where not obsolete order by id limit 40) as ids`,
      );
      const forty = await written(employer, { skills: ids.map((skillId, at) => ({ skillId, must: at < 6 })) });
      await ask(employer, `/api/missions/${forty}/what-if`);
      const over = await written(employer);
      await publish(employer, over);
      await employer.browser.post(`/api/missions/${over}/closure`, { reason: 'CANCELLED', channel: 'NONE' });
      const closed = await employer.browser.get(`/api/missions/${over}/what-if`);
      expect([closed.status, closed.problem.code]).toEqual([409, 'what-if/over']);
      const other = await anEmployer(stage);
      const hidden = await other.browser.get(`/api/missions/${bare}/what-if`);
      expect([hidden.status, hidden.problem.code]).toEqual([404, 'mission/unknown']);
    });
  });

  describe('for an adviser', () => {
    it('a skill opens exactly the missions it says to the people it says', async () => {
      const adviser = await of('Conseillère');
      const { people, left, suppositions } = await ask(adviser, '/api/agency/what-if');
      expect([people, left]).toEqual([14, 0]);
      const [first] = suppositions;
      expect(first!.people).toHaveLength(first!.helped);
      const opened = new Set<string>();
      for (const { profileId, opened: count } of first!.people) {
        const list = await openMissions(profileId);
        const { full } = (await adviser.browser.get(`/api/profiles/${profileId}`)).body;
        const added = profileEdit({ kind: 'SKILL', skillId: first!.skillId, label: first!.label }, full!);
        const edited = await adviser.browser.patch(`/api/profiles/${profileId}`, added, { version: full!.version });
        expect(edited.status).toBe(200);
        await stage.settle();
        const came = without(await openMissions(profileId), list);
        expect(came).toHaveLength(count);
        for (const one of came) opened.add(one);
      }
      expect(opened.size).toBe(first!.missions);
    }, 60_000);

    it('knows nobody of another agency’s caseload', async () => {
      const stranger = await anAdviser(stage, 'Agence de Nantes');
      expect(await ask(stranger, '/api/agency/what-if')).toEqual({
        people: 0,
        left: 0,
        suppositions: [],
      });
      const freelancer = await of('Freelance');
      expect((await freelancer.browser.get('/api/agency/what-if')).status).toBe(403);
    });
  });

  it('answers nobody before the first lists', async () => {
    const fresh = await Stage.open();
    try {
      const who = await aFreelancer(fresh);
      const { problem } = await who.browser.get('/api/me/what-if');
      expect([problem.status, problem.code]).toEqual([409, 'what-if/not-ready']);
    } finally {
      await fresh.close();
    }
  });
});
