import type { LearningView, NeighbourChangePage } from '#libs/contracts/neighbours';
import type { StoredEvent } from '#libs/outbox/outbox';
import { MatchRefresh } from '../src/matching/refresh.jobs';
import { learn } from '../src/neighbours/learn';
import { NeighboursWeekly } from '../src/neighbours/learn.jobs';
import { LettersConsumer } from '../src/notifications/letters.consumer';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { storedVersion, wantedVersion } from '../src/taxonomy/vectors';
import { aFreelancer, aFreelancerWho, anEmployer, type Freelancer, type Member } from './build/a-cast';
import { aPerson, type StagedPerson } from './build/a-person';
import { Stage } from './stage/stage';

const WANTED = 'Final Draft';
const PRACTISED = 'SimaPro';
const LEARNINGS = '/api/operations/neighbour-learnings';

/** Skills that many people have together stand for one another in part, once an administrator said so. */
describe('neighbouring skills learned from people', () => {
  let stage: Stage;
  let admin: StagedPerson;
  let other: StagedPerson;
  let employer: Member;
  let person: Freelancer;
  let mission: string;
  let crowd: string[];

  beforeAll(async () => {
    stage = await Stage.open();
    await seedTaxonomy(stage.db);
    admin = await aPerson(stage, { name: 'Sacha Lemoine', platformRole: 'ADMIN' });
    other = await aPerson(stage, { name: 'Dominique Faure', platformRole: 'ADMIN' });
    await stage.db.query(`update account set locale = 'en' where id = $1`, [other.accountId]);
    employer = await anEmployer(stage);
    crowd = [];
    for (let at = 0; at < 20; at++) crowd.push((await aFreelancer(stage, `Personne ${at}`)).profileId);
    await give(crowd.slice(0, 19), WANTED);
    await give(crowd.slice(0, 19), PRACTISED);
    await stage.startWorker();
    person = await aFreelancerWho(stage, 'Léa Marchand', {
      headline: 'Analyse de cycle de vie',
      skills: [{ label: PRACTISED, level: 4, years: 8 }],
    });
    const made = await employer.browser.post('/api/missions', {
      title: 'Scénario d’un long métrage',
      description: 'Reprendre un récit de plusieurs centaines de pages et en faire un film, avec son auteur.',
      skills: [{ label: WANTED }],
    });
    mission = made.body.id;
    await employer.browser.post(`/api/missions/${mission}/submission`, {});
    await stage.settle();
  }, 60_000);
  afterAll(() => stage.close());

  /** These people have the skill of this label. */
  async function give(profiles: readonly string[], label: string): Promise<void> {
    await stage.db.query(
      `insert into profile_skill (profile_id, skill_id, label)
       select p.id, s.id, s.label_fr from unnest($1::uuid[]) p(id), skill s where s.label_fr = $2`,
      [profiles, label],
    );
  }
  const versions = async (): Promise<LearningView[]> => (await admin.browser.get(LEARNINGS)).body.items;
  const learned = async (): Promise<LearningView> => {
    const { status, body } = await admin.browser.post(LEARNINGS);
    expect([status, body.state, body.by]).toEqual([202, 'COMPUTING', 'Sacha Lemoine']);
    await stage.settle();
    return (await versions())[0]!;
  };
  const changesOf = async ({ id }: LearningView, query = ''): Promise<NeighbourChangePage['items']> =>
    (await admin.browser.get(`${LEARNINGS}/${id}/changes?${query}`)).body.items;
  /** Decides, then waits until lists followed. */
  async function decide(
    who: StagedPerson,
    { id }: LearningView,
    how: 'activation' | 'discard' | 'retirement',
  ): Promise<number> {
    const { status } = await who.browser.post(`${LEARNINGS}/${id}/${how}`);
    await stage.settle();
    await stage.get(MatchRefresh).run();
    return status;
  }
  /** What waits for somebody: the notices they read, and how many proposals their menu counts. */
  const told = async ({ browser }: Pick<StagedPerson, 'browser'>) => {
    const notices = (await browser.get('/api/me/notifications')).body.items;
    return {
      notices: notices.filter(({ kind }) => kind === 'neighbours-proposed').map(({ title }) => title),
      proposals: (await browser.get('/api/events')).body.proposals,
    };
  };
  /** The letters about version `id`: to whom, what became of them, and what arrived. */
  const lettersAbout = (id: string) =>
    stage.db.query<{ to: string; state: string; text: string | null }[]>(
      `select a.name as to, e.state, d.body_text as text from email e join account a on a.id = e.account_id
         left join demo_mail d on d.message_id = e.message_id
       where e.template = 'neighbours-proposed' and e.aggregate_id = $1 order by a.name`,
      [id],
    );
  /** Has the letters about a proposal written, once more or before the worker does. */
  async function writeLetters(id: string): Promise<void> {
    const [event] = await stage.db.query<StoredEvent[]>(
      `select id, type, aggregate_id as "aggregateId", payload, created_at as "createdAt" from outbox
       where type = 'neighbours.proposed' and aggregate_id = $1`,
      [id],
    );
    await stage.db.transaction((tx) => stage.get(LettersConsumer).handle(event!, tx));
  }
  /** A new proposal whose letters are written and wait for the worker, which is stopped. */
  async function proposedWithLettersWaiting(): Promise<string> {
    await stage.stopWorker();
    const { id } = (await admin.browser.post(LEARNINGS)).body;
    await stage.db.transaction((tx) => learn(tx, id));
    await writeLetters(id);
    return id;
  }
  /** What the list of the mission says of the person; undefined when they are not in it. */
  const listed = async () => {
    const { body } = await employer.browser.get(`/api/missions/${mission}/candidates?limit=100`);
    return body.items.find(({ profile }) => profile.id === person.profileId);
  };

  it('are not proposed for nineteen people, and nothing changes', async () => {
    const version = await wantedVersion(stage.db);
    const found = await learned();
    expect(found).toMatchObject({
      state: 'UNCHANGED',
      people: 20,
      pairs: 0,
      changes: { ADDED: 0, NEARER: 0, FARTHER: 0, GONE: 0 },
      moves: [],
    });
    expect(await wantedVersion(stage.db)).toBe(version);
  });

  it('are proposed for twenty with their count, those who hide left out, and change nothing by themselves', async () => {
    const version = await wantedVersion(stage.db);
    await give(crowd.slice(19), WANTED);
    await give(crowd.slice(19), PRACTISED);
    await stage.db.query(`update profile set visibility = 'HIDDEN' where id = $1`, [crowd[19]]);
    expect((await learned()).state).toBe('UNCHANGED');
    await stage.db.query(`update profile set visibility = 'MEMBERS' where id = $1`, [crowd[19]]);
    const found = await learned();
    expect(found).toMatchObject({
      state: 'PROPOSED',
      people: 21,
      pairs: 1,
      changes: { ADDED: 1, NEARER: 0, FARTHER: 0, GONE: 0 },
      moves: ['activate', 'discard'],
    });
    const [change, ...rest] = await changesOf(found);
    expect(rest).toEqual([]);
    expect([change?.a.label, change?.b.label].toSorted()).toEqual([WANTED, PRACTISED]);
    expect(change).toMatchObject({ kind: 'ADDED', people: 20, before: 0, after: 39 });
    expect(await changesOf(found, 'q=SIMA&kind=ADDED')).toEqual([change]);
    expect(await changesOf(found, 'q=final%20dràft')).toEqual([change]);
    expect(await changesOf(found, 'q=menuiserie')).toEqual([]);
    expect(await changesOf(found, 'kind=GONE')).toEqual([]);
    expect(await wantedVersion(stage.db)).toBe(version);
    expect(await listed()).toBeUndefined();
  });

  it('are told of once to each administrator, in the menu, the news and a letter; to nobody else', async () => {
    const [{ id }] = (await versions()) as [LearningView];
    const fr = { notices: ['Des compétences voisines attendent une décision'], proposals: 1 };
    const en = { notices: ['Neighbouring skills are waiting for a decision'], proposals: 1 };
    expect(await told(admin)).toEqual(fr);
    expect(
      (await other.browser.get('/api/me/notifications', { headers: { 'accept-language': 'en' } })).body.items[0]?.title,
    ).toBe(en.notices[0]);
    expect(await told(employer)).toEqual({ notices: [], proposals: 0 });
    const letters = await lettersAbout(id);
    expect(letters.map(({ to, state }) => [to, state])).toEqual([
      ['Dominique Faure', 'SENT'],
      ['Sacha Lemoine', 'SENT'],
    ]);
    expect(letters[0]!.text).toMatch(/People counted: 21\n.*Pairs that would change: 1\n/s);
    expect(letters[1]!.text?.replaceAll(/\s/gu, ' ')).toMatch(/Personnes comptées : 21 .*Paires qui changeraient : 1 /);
    expect(letters[1]!.text).toContain('/app/competences-voisines');
    // The event comes again, as after a worker was killed.
    await writeLetters(id);
    await stage.settle();
    expect([await told(admin), await lettersAbout(id)]).toEqual([fr, letters]);
  });

  it('may be refused by mail as a topic of administrators, which others are not shown', async () => {
    const topicsOf = async ({ browser }: Pick<StagedPerson, 'browser'>) =>
      (await browser.get('/api/me/notification-preferences')).body.topics;
    expect(await topicsOf(employer)).not.toContainEqual(expect.objectContaining({ topic: 'DECISIONS' }));
    expect(await topicsOf(other)).toContainEqual({ topic: 'DECISIONS', email: true });
    await other.browser.put('/api/me/notification-preferences', { topic: 'DECISIONS', email: false });
    expect(await topicsOf(other)).toContainEqual({ topic: 'DECISIONS', email: false });
  });

  it('take the place of a proposal nobody answered, every week', async () => {
    const [before] = await versions();
    await stage.get(NeighboursWeekly).run();
    await stage.settle();
    const [now, then] = await versions();
    // The notice of the old one is gone, and whoever refused these letters has the notice only.
    expect((await told(admin)).notices).toHaveLength(1);
    expect((await told(other)).notices).toHaveLength(1);
    expect((await lettersAbout(now!.id)).map(({ to, state }) => [to, state])).toEqual([
      ['Dominique Faure', 'CANCELLED'],
      ['Sacha Lemoine', 'SENT'],
    ]);
    expect(now).toMatchObject({ state: 'PROPOSED', trigger: 'WEEK', by: null });
    expect(then).toMatchObject({ id: before!.id, state: 'REPLACED', moves: [] });
    const { status, problem } = await other.browser.post(`${LEARNINGS}/${then!.id}/activation`);
    expect([status, problem.code]).toEqual([409, 'neighbours/decided']);
  });

  it('count once they are activated: the person is in the list, explained; one of two who decide at once wins', async () => {
    const [proposed] = await versions();
    const answers = await Promise.all([
      admin.browser.post(`${LEARNINGS}/${proposed!.id}/activation`),
      other.browser.post(`${LEARNINGS}/${proposed!.id}/discard`),
    ]);
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect([won!.status, lost!.status, lost!.problem.code]).toEqual([200, 409, 'neighbours/decided']);
    await stage.settle();
    for (const one of [admin, other]) expect(await told(one)).toEqual({ notices: [], proposals: 0 });
    expect(lost!.problem.title).toMatch(/n’attend plus cette décision/);
    if (won!.body.state === 'DISCARDED') {
      await stage.settle();
      expect(await decide(other, await learned(), 'activation')).toBe(200);
    }
    await stage.settle();
    await stage.get(MatchRefresh).run();
    const active = (await versions()).find(({ state }) => state === 'ACTIVE');
    expect(active).toMatchObject({ moves: ['retire'], decidedBy: expect.any(String), decidedAt: expect.any(String) });
    expect(await storedVersion(stage.db)).toBe(await wantedVersion(stage.db));
    expect(JSON.stringify(await listed()).replaceAll(/\s/gu, ' ')).toContain(`Compétence voisine : « ${PRACTISED} »`);
    const log = await stage.db.query<{ move: string; actor_kind: string }[]>(
      `select move, actor_kind from transition_log where aggregate_id = $1 order by at, id`,
      [active!.id],
    );
    expect(log.map(({ move }) => move)).toEqual(['start', 'propose', 'activate']);
    expect(log.map(({ actor_kind }) => actor_kind).at(-1)).toBe('PERSON');
  });

  it('are not proposed again while they stay as they are', async () => {
    expect(await learned()).toMatchObject({ state: 'UNCHANGED', pairs: 1 });
  });

  it('give way to those activated after them', async () => {
    const before = (await versions()).find(({ state }) => state === 'ACTIVE')!;
    await give([person.profileId], WANTED);
    const found = await learned();
    expect(found).toMatchObject({ state: 'PROPOSED', changes: { NEARER: 1, ADDED: 0 } });
    expect(await decide(other, found, 'activation')).toBe(200);
    const now = await versions();
    expect(now.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id)).toEqual([found.id]);
    expect(now.find(({ id }) => id === before.id)).toMatchObject({ state: 'RETIRED', endedBy: 'Dominique Faure' });
    await stage.db.query(
      `delete from profile_skill where profile_id = $1 and skill_id = (select id from skill where label_fr = $2)`,
      [person.profileId, WANTED],
    );
  });

  it('are gone from scores when somebody retires them', async () => {
    const active = (await versions()).find(({ state }) => state === 'ACTIVE')!;
    expect(await listed()).toBeDefined();
    expect(await decide(admin, active, 'retirement')).toBe(200);
    expect(await listed()).toBeUndefined();
    expect((await versions()).find(({ id }) => id === active.id)).toMatchObject({
      state: 'RETIRED',
      endedBy: 'Sacha Lemoine',
      moves: [],
    });
    expect(await storedVersion(stage.db)).toBe(await wantedVersion(stage.db));
    const { status, problem } = await admin.browser.post(`${LEARNINGS}/${active.id}/retirement`);
    expect([status, problem.code]).toEqual([409, 'neighbours/decided']);
  });

  it('are discarded without a trace in scores', async () => {
    const version = await wantedVersion(stage.db);
    const found = await learned();
    expect(found.state).toBe('PROPOSED');
    expect(await decide(other, found, 'discard')).toBe(200);
    expect((await versions())[0]).toMatchObject({ state: 'DISCARDED', decidedBy: 'Dominique Faure', moves: [] });
    expect(await wantedVersion(stage.db)).toBe(version);
  });

  it('are written to nobody about when they were decided on before the letter left', async () => {
    const id = await proposedWithLettersWaiting();
    expect((await told(admin)).notices).toHaveLength(1);
    await other.browser.post(`${LEARNINGS}/${id}/discard`);
    await stage.startWorker();
    await stage.settle();
    expect((await told(admin)).notices).toEqual([]);
    expect((await lettersAbout(id)).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('are written about to nobody who administers no more', async () => {
    const id = await proposedWithLettersWaiting();
    await stage.db.query(`update account set platform_role = 'SUPPORT' where id = $1`, [admin.accountId]);
    await stage.startWorker();
    await stage.settle();
    expect((await lettersAbout(id)).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
    await stage.db.query(`update account set platform_role = 'ADMIN' where id = $1`, [admin.accountId]);
  });

  it('are computed one at a time, and a computation that is stuck is given up', async () => {
    await stage.stopWorker();
    const ask = async () => (await admin.browser.post(LEARNINGS)).body.id;
    const [one, again] = await Promise.all([ask(), ask()]);
    expect(again).toBe(one);
    await stage.db.query(`update neighbour_learning set started_at = now() - interval '31 minutes' where id = $1`, [
      one,
    ]);
    const next = await ask();
    expect(next).not.toBe(one);
    await stage.startWorker();
    await stage.settle();
    const states = new Map((await versions()).map(({ id, state }) => [id, state]));
    expect([states.get(one), states.get(next)]).toEqual(['ABANDONED', 'PROPOSED']);
  });
});
