import { aPublishedMission, aTownToLookAt, type Town } from './browser/a-town-to-look-at';
import { addressOf, follow, type Following } from './build/a-follower';
import { aFreelancer, anEmployer, signIn } from './build/a-cast';
import { aPerson } from './build/a-person';
import { Stage } from './stage/stage';

/** The advisory lock of whoever writes lists: while a test holds it, computing waits. */
const LOCK = 0x4d415443;

describe('what happens is followed on one stream', () => {
  let stage: Stage;
  let town: Town;
  let mission: string;
  const open: Following[] = [];
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    town = await aTownToLookAt(stage);
    mission = await aPublishedMission(town.employer, 'Développeuse NestJS pour une billetterie');
    await stage.settle();
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });
  afterAll(() => stage.close());

  const following = async (...given: Parameters<typeof follow> extends [unknown, ...infer R] ? R : never) => {
    const one = await follow(stage, ...given);
    open.push(one);
    return one;
  };
  const last = (one: Following) => one.facts.at(-1);
  const edit = async (label: string): Promise<void> => {
    const { browser } = town.freelancer;
    const { body } = await browser.get('/api/me/profile');
    const skills = [...body.skills.map(({ skillId }: { skillId: number }) => ({ skillId })), { label }];
    const answer = await browser.patch('/api/me/profile', { skills }, { version: body.version });
    expect(answer.status).toBe(200);
  };

  it('says that a list is computed while it is, then that it is current; the list served is the new one', async () => {
    const mine = await following(town.freelancer.browser.cookie);
    const theirs = await following(town.employer.browser.cookie, { missions: [mission] });
    await stage.until(() => Promise.resolve(mine.facts.length > 0 && theirs.facts.length > 0));
    expect(last(mine)).toMatchObject({ recommended: { freshness: 'CURRENT', progress: null }, candidates: {} });
    expect(last(theirs)).toMatchObject({ recommended: null, candidates: { [mission]: { freshness: 'CURRENT' } } });
    const before = last(mine)?.recommended?.computedAt ?? '';

    const worker = stage.db.createQueryRunner();
    await worker.query(`select pg_advisory_lock($1)`, [LOCK]);
    await edit('Kubernetes');
    await stage.until(() => Promise.resolve(last(mine)?.recommended?.freshness === 'COMPUTING'));
    await worker.query(`select pg_advisory_unlock($1)`, [LOCK]);
    await worker.release();
    await stage.until(() => Promise.resolve(last(mine)?.recommended?.freshness === 'CURRENT'));
    const { computedAt } = last(mine)?.recommended ?? {};
    expect(computedAt && computedAt > before).toBe(true);
    const list = await town.freelancer.browser.get('/api/me/recommended-missions');
    expect(list.body).toMatchObject({ freshness: 'CURRENT', computedAt });
    const first = list.body.items[0]!;
    const { body } = await town.freelancer.browser.get(`/api/missions/${first.mission.id}/match`);
    expect(JSON.stringify(body.explanation)).toContain('Kubernetes');
    expect(body.explanation).toMatchObject({ score: first.score, reasons: first.summary.reasons });
    await stage.until(() => Promise.resolve((last(theirs)?.candidates[mission]?.computedAt ?? '') > before));
  });

  it('is neither compressed nor kept, names its states, and does not tell again what is known', async () => {
    const one = await following(town.freelancer.browser.cookie);
    expect(one.status).toBe(200);
    expect(one.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(one.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(one.headers.get('content-encoding')).toBeNull();
    expect(one.headers.get('x-content-type-options')).toBe('nosniff');
    await stage.until(() => Promise.resolve(one.facts.length === 1));
    expect(one.text).toMatch(/^retry: \d+\n\n/);
    const again = await following(town.freelancer.browser.cookie, { lastId: one.ids[0] });
    await stage.until(() => Promise.resolve(again.text.startsWith('retry:')));
    await edit('Docker');
    await stage.until(() => Promise.resolve(last(again)?.recommended?.freshness === 'CURRENT'));
    expect(again.ids).not.toContain(one.ids[0]);
  });

  it('answers once whoever does not ask for a stream, with the same facts', async () => {
    await stage.settle();
    const { status, body } = await town.employer.browser.get(`/api/events?mission=${mission}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ recommended: null, candidates: { [mission]: { freshness: 'CURRENT' } }, unread: 0 });
    expect((await town.employer.browser.get('/api/events?mission=nothing')).status).toBe(400);
  });

  it('counts what was not read', async () => {
    const mine = await following(town.freelancer.browser.cookie);
    await stage.until(() => Promise.resolve(mine.facts.length > 0));
    const unread = last(mine)?.unread ?? 0;
    await town.freelancer.browser.post(`/api/missions/${mission}/applications`, { message: 'Bonjour' });
    await stage.until(() => Promise.resolve(last(mine)?.unread === unread + 1));
    await town.freelancer.browser.post('/api/me/notifications/readings', {});
    await stage.until(() => Promise.resolve(last(mine)?.unread === 0));
  });

  it('tells nobody of a list they may not read, and a draft has none', async () => {
    const stranger = await anEmployer(stage, 'Autre Maison');
    expect((await following(stranger.browser.cookie, { missions: [mission] })).refusal.code).toBe('mission/unknown');
    expect((await following(undefined)).refusal.code).toBe('access/sign-in-required');
    const draft = await town.employer.browser.post('/api/missions', { title: 'Un brouillon' });
    const { body } = await town.employer.browser.get(`/api/events?mission=${draft.body.id}`);
    expect(body.candidates).toEqual({});
  });

  it('computes a list anew for whoever asks, before any other; says so while it does', async () => {
    const mine = await following(town.freelancer.browser.cookie);
    await stage.until(() => Promise.resolve(last(mine)?.recommended?.freshness === 'CURRENT'));
    const before = last(mine)?.recommended?.computedAt ?? '';
    const worker = stage.db.createQueryRunner();
    await worker.query(`select pg_advisory_lock($1)`, [LOCK]);
    const asked = await town.freelancer.browser.post('/api/me/recommended-missions/recomputations');
    expect([asked.status, asked.body]).toEqual([202, { freshness: 'COMPUTING', computedAt: before, progress: null }]);
    await stage.until(() => Promise.resolve(last(mine)?.recommended?.freshness === 'COMPUTING'));
    await worker.query(`select pg_advisory_unlock($1)`, [LOCK]);
    await worker.release();
    await stage.until(() => Promise.resolve(last(mine)?.recommended?.freshness === 'CURRENT'));
    expect((last(mine)?.recommended?.computedAt ?? '') > before).toBe(true);

    const ranked = `/api/missions/${mission}/candidates` as const;
    const then = (await town.employer.browser.get(ranked)).body.computedAt!;
    expect((await town.employer.browser.post(`${ranked}/recomputations`)).status).toBe(202);
    await stage.settle();
    const { body } = await town.employer.browser.get(ranked);
    expect([body.freshness, body.computedAt! > then]).toEqual(['CURRENT', true]);
  });

  it('repairs what was lost of a list when it is asked for anew', async () => {
    const list = () => town.freelancer.browser.get('/api/me/recommended-missions');
    const { body: before } = await list();
    expect(before.items.length).toBeGreaterThan(0);
    await stage.db.query(`update profile_match set mission_nums = '{}', ranks = '{}' where profile_id = $1`, [
      town.freelancer.profileId,
    ]);
    expect((await list()).body.items).toEqual([]);
    await town.freelancer.browser.post('/api/me/recommended-missions/recomputations');
    await stage.settle();
    expect((await list()).body.items).toEqual(before.items);
  });

  it('computes anew no list that does not exist, none of others, and not without end', async () => {
    const nobody = await aPerson(stage, { name: 'Paul Sansprofil' });
    const mine = '/api/me/recommended-missions/recomputations';
    expect((await nobody.browser.post(mine)).problem.code).toBe('match/profile-needed');
    const stranger = await anEmployer(stage, 'Maison d’en face');
    const theirs = `/api/missions/${mission}/candidates/recomputations`;
    expect((await stranger.browser.post(theirs)).problem.code).toBe('access/denied');
    const draft = await town.employer.browser.post('/api/missions', { title: 'Encore un brouillon' });
    const refused = await town.employer.browser.post(`/api/missions/${draft.body.id}/candidates/recomputations`);
    expect([refused.status, refused.problem.code]).toEqual([409, 'match/no-list']);

    const eager = await aFreelancer(stage, 'Inès Pressée');
    const answers = [];
    for (let time = 0; time < 7; time += 1) answers.push(await eager.browser.post(mine));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202, 429]);
    expect(answers.at(-1)?.problem.code).toBe('request/too-many');
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
    await stage.settle();
  });

  it('ends at sign-out, at suspension, at expiry, and when one acts for another', async () => {
    const ends = async (who: { browser: { cookie: string | undefined } }, act: () => Promise<unknown>) => {
      const one = await following(who.browser.cookie);
      await stage.until(() => Promise.resolve(one.facts.length > 0));
      await act();
      await stage.until(() => Promise.resolve(one.ended));
    };
    const leaver = await aFreelancer(stage, 'Lou Sortant');
    await ends(leaver, () => leaver.browser.delete('/api/sessions/current'));
    const suspended = await aFreelancer(stage, 'Sol Suspendu');
    await ends(suspended, () =>
      stage.db.query(`update account set status = 'SUSPENDED' where id = $1`, [suspended.accountId]),
    );
    const idle = await aFreelancer(stage, 'Ida Longue');
    await ends(idle, () =>
      stage.db.query(`update session set expires_at = now() where account_id = $1`, [idle.accountId]),
    );
    const employer = await anEmployer(stage, 'Maison Nouvelle');
    await ends(employer, () => employer.browser.put('/api/me/organisation', { organisationId: null }));
  });

  it('is bounded: a fifth window is told so, and may come when one closes', async () => {
    const crowd = await aFreelancer(stage, 'Cinq Fenêtres');
    const tabs = [];
    for (let tab = 0; tab < 4; tab += 1) tabs.push(await following(crowd.browser.cookie));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await following(crowd.browser.cookie);
    expect([fifth.status, fifth.refusal.code]).toEqual([429, 'events/too-many']);
    expect(fifth.headers.get('retry-after')).toBe('30');
    tabs[0]?.close();
    await stage.until(async () => (await following(crowd.browser.cookie)).status === 200);
  });

  it('does not delay the end of the process, and every stream ends cleanly', async () => {
    const other = await Stage.open();
    const who = await aFreelancer(other);
    await signIn(other, who);
    await addressOf(other);
    const one = await follow(other, who.browser.cookie);
    await other.until(() => Promise.resolve(one.facts.length > 0));
    const since = performance.now();
    await other.close();
    expect(performance.now() - since).toBeLessThan(6_000);
    await stage.until(() => Promise.resolve(one.ended));
    expect(one.text.endsWith('\n\n')).toBe(true);
  });
});

describe('without Redis, and when its events are lost', () => {
  it('the same facts come, read every second', async () => {
    const stage = await Stage.open({ worker: true, env: { REDIS_URL: '' } });
    try {
      const who = await aFreelancer(stage);
      const one = await follow(stage, who.browser.cookie);
      await stage.until(() => Promise.resolve(one.facts.length > 0));
      await stage.db.query(
        `insert into notification (id, dedupe_key, account_id, template, aggregate_id, url)
         values (gen_random_uuid(), 'one', $1, 'application-received', gen_random_uuid(), '/app')`,
        [who.accountId],
      );
      const since = performance.now();
      await stage.until(() => Promise.resolve(one.facts.at(-1)?.unread === 1));
      expect(performance.now() - since).toBeLessThan(5_000);
      one.close();
    } finally {
      await stage.close();
    }
  });
});
