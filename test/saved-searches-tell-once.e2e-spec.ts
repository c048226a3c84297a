import { holdClock } from '#libs/kernel/clock';
import { SearchAlerts } from '../src/alerts/alert.clockwork';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import {
  aColleague,
  aFreelancer,
  aFreelancerWho,
  anAdviser,
  anEmployer,
  aMission,
  type Freelancer,
  type Member,
  rewrite,
} from './build/a-cast';
import { Stage } from './stage/stage';

const DAY = 86_400_000;
const react = { headline: 'Développeuse React', skills: [{ label: 'React', level: 3 }], place: 'Lyon' };

describe('saved searches', () => {
  let stage: Stage;
  let adviser: Member;
  let colleague: Member;
  let first: Freelancer;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await seedTaxonomy(stage.db);
    adviser = await anAdviser(stage);
    colleague = await aColleague(stage, adviser, 'ADVISER', 'Marc Petit');
    first = await aFreelancerWho(stage, 'Léa Martin', react);
    await stage.settle();
  }, 60_000);
  afterEach(() => holdClock());
  afterAll(() => stage.close());

  const save = (who: Member | Freelancer, draft: object) => who.browser.post('/api/saved-searches', draft);
  const list = async (who: Member | Freelancer) => (await who.browser.get('/api/saved-searches')).body.items;
  const draft = { scope: 'PROFILES', name: 'React à Lyon', query: { q: 'React', place: 'Lyon' } };
  /** Another morning comes: the job runs as if it were so many days later. */
  const morning = async (days: number) => {
    holdClock(new Date(Date.now() + days * DAY));
    const ran = await stage.get(SearchAlerts).run();
    holdClock();
    await stage.settle();
    return ran;
  };
  const lettersOf = async (who: { email: string }): Promise<string[]> =>
    (
      await stage.db.query<{ text: string }[]>(
        `select d.body_text as text from demo_mail d join email e on e.message_id = d.message_id
         where d.recipient = $1 and e.template = 'search-digest' order by d.received_at`,
        [who.email],
      )
    ).map(({ text }) => text);

  it('are kept with a name of their own, by whoever may make them', async () => {
    const kept = await save(adviser, { ...draft, query: { ...draft.query, cursor: 'x', fiche: 'y' } });
    expect(kept.status).toBe(201);
    expect(kept.body).toMatchObject({
      name: 'React à Lyon',
      query: draft.query,
      fresh: 0,
      frequency: 'NEVER',
      mine: true,
    });
    const again = await save(adviser, { ...draft, name: 'REACT à Lyon' });
    expect([again.status, again.problem.code]).toEqual([409, 'saved-search/name-taken']);
    expect((await save(first, draft)).status).toBe(403);
    expect((await save(first, { scope: 'MISSIONS', name: 'Missions React', query: { q: 'React' } })).status).toBe(201);
  });

  it.each([
    [{ query: { q: 'a'.repeat(201) } }, 400, 'request/invalid'],
    [{ query: { km: '20' } }, 422, 'search/place-needed'],
    [{ query: { place: 'Zzyzx' } }, 422, 'search/place-unknown'],
    [{ query: { nonsense: '1' } }, 400, 'request/invalid'],
    [{ query: { skills: 'x' } }, 400, 'request/invalid'],
    [{ name: '  ' }, 400, 'request/invalid'],
    [{ frequency: 'HOURLY' }, 400, 'request/invalid'],
    [{ scope: 'SERVICES' }, 400, 'request/invalid'],
  ])('are refused with a sentence: %j', async (changes, status, code) => {
    const answer = await save(adviser, { ...draft, name: 'Autre', ...changes });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });

  it('are twenty at most, even when many are kept at once', async () => {
    const keen = await anAdviser(stage, 'Agence pressée');
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, at) => save(keen, { ...draft, name: `Recherche ${at}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('saved-search/too-many');
    expect(await list(keen)).toHaveLength(20);
  });

  it('are read by colleagues when shared, changed by their owner only, unknown to others', async () => {
    const { body } = await save(adviser, { ...draft, name: 'Partagée', shared: true });
    expect(await list(colleague)).toEqual([expect.objectContaining({ name: 'Partagée', mine: false, fresh: null })]);
    expect((await colleague.browser.patch(`/api/saved-searches/${body.id}`, { name: 'À moi' })).status).toBe(403);
    const stranger = await anAdviser(stage, 'Autre agence');
    expect((await stranger.browser.delete(`/api/saved-searches/${body.id}`)).status).toBe(404);
    const unshared = await adviser.browser.patch(`/api/saved-searches/${body.id}`, { shared: false });
    expect(unshared.body).toMatchObject({ shared: false, name: 'Partagée' });
    expect(await list(colleague)).toEqual([]);
    expect((await colleague.browser.delete(`/api/saved-searches/${body.id}`)).status).toBe(404);
    expect((await adviser.browser.delete(`/api/saved-searches/${body.id}`)).status).toBe(204);
  });

  it('say what is new since they were last opened', async () => {
    const id = (await list(adviser)).find(({ name }) => name === 'React à Lyon')!.id;
    await aFreelancerWho(stage, 'Nora Petit', react);
    const away = await aFreelancerWho(stage, 'Sami Roux', { ...react, place: 'Brest' });
    await stage.settle();
    expect((await list(adviser)).find((search) => search.id === id)?.fresh).toBe(1);
    // Moving into the radius is as new as signing up.
    await rewrite(away, { place: 'Villeurbanne' });
    await stage.settle();
    expect((await list(adviser)).find((search) => search.id === id)?.fresh).toBe(2);
    expect((await adviser.browser.post(`/api/saved-searches/${id}/visits`)).status).toBe(204);
    expect((await list(adviser)).find((search) => search.id === id)?.fresh).toBe(0);
  });

  it('write one letter a day whatever their number, and never tell a result twice', async () => {
    const id = (await list(adviser)).find(({ name }) => name === 'React à Lyon')!.id;
    await adviser.browser.patch(`/api/saved-searches/${id}`, { frequency: 'DAILY' });
    await save(adviser, { ...draft, name: 'Toute la France', query: { q: 'React' }, frequency: 'DAILY' });
    expect(await morning(0)).toMatchObject({ letters: 0 });
    await aFreelancerWho(stage, 'Jade Perrin', { ...react, headline: 'Intégratrice React' });
    await stage.settle();
    expect(await morning(1)).toEqual({ people: 1, letters: 1, results: 1 });
    expect(await morning(1)).toEqual({ people: 0, letters: 0, results: 0 });
    const [letter, more] = await lettersOf(adviser);
    expect(more).toBeUndefined();
    expect(letter?.match(/Jade P\. · Intégratrice React/g)).toHaveLength(1);
    expect(letter).toContain('/app/candidats?q=React&place=Lyon&recherche=');
    // The next mornings, and two at once, tell it no more.
    const both = await Promise.all([stage.get(SearchAlerts).run(), stage.get(SearchAlerts).run(), morning(2)]);
    expect(both.map(({ results }) => results)).toEqual([0, 0, 0]);
    expect(await lettersOf(adviser)).toHaveLength(1);
    const told = await adviser.browser.get('/api/me/notifications');
    expect(told.body.items[0]).toMatchObject({ kind: 'search-digest', url: '/app/recherches' });
  });

  it('leave out, at the moment they leave, whoever hid since; nothing left is no letter', async () => {
    const shy = await aFreelancerWho(stage, 'Inès Faure', react);
    await stage.settle();
    await stage.stopWorker();
    holdClock(new Date(Date.now() + 3 * DAY));
    expect(await stage.get(SearchAlerts).run()).toMatchObject({ letters: 1, results: 1 });
    holdClock();
    await rewrite(shy, { visibility: 'HIDDEN' });
    await stage.startWorker();
    await stage.settle();
    expect(await lettersOf(adviser)).toHaveLength(1);
    expect(
      await stage.db.query(`select state from email where template = 'search-digest' order by created_at desc limit 1`),
    ).toEqual([{ state: 'CANCELLED' }]);
  });

  it('wait for Monday when asked weekly, and make a missed Monday up', async () => {
    const person = await aFreelancer(stage, 'Paul Garnier');
    const employer = await anEmployer(stage, 'Maison Lune');
    await save(person, { scope: 'MISSIONS', name: 'Mes missions', query: { q: 'horlogerie' }, frequency: 'WEEKLY' });
    await aMission(stage, employer, { title: 'Restaurer une horlogerie' });
    const [mission] = await stage.db.query<{ id: string }[]>(`select id from mission order by created_at desc limit 1`);
    await employer.browser.patch(`/api/missions/${mission?.id}`, { context: 'Un atelier.' }, { version: 1 });
    await stage.settle();
    const monday = new Date('2027-02-01T08:00:00Z');
    await stage.db.query(`update saved_search set ran_on = '2027-02-01' where account_id = $1`, [person.accountId]);
    holdClock(new Date(monday.getTime() + 4 * DAY));
    expect(await stage.get(SearchAlerts).run()).toMatchObject({ letters: 0 });
    holdClock(new Date(monday.getTime() + 9 * DAY));
    expect(await stage.get(SearchAlerts).run()).toMatchObject({ letters: 1 });
    holdClock();
    await stage.settle();
    expect((await lettersOf(person))[0]).toContain('Restaurer une horlogerie');
  });

  it('stop being written about from the link of the letter, without script or session, and only by posting', async () => {
    const [letter = ''] = await lettersOf(adviser);
    const path = /\/desabonnement\/[\w.-]+/.exec(letter)?.[0] ?? '';
    const wants = async () =>
      (await adviser.browser.get('/api/me/notification-preferences')).body.topics.find(
        ({ topic }) => topic === 'SEARCHES',
      )?.email;
    const anybody = stage.browser();
    const page = await anybody.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<form method="post">');
    expect(page.text).not.toContain('<script');
    expect(await wants()).toBe(true);
    // A mail programme posts across sites, without any of our headers (RFC 8058).
    const oneClick = await stage.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(oneClick.statusCode).toBe(200);
    expect(await wants()).toBe(false);
    for (const forged of [
      `${path}x`,
      path.replace('SEARCHES', 'REMINDERS'),
      '/desabonnement/a.b.c',
      '/desabonnement/x',
    ])
      expect(
        (await anybody.post(forged, undefined, { raw: { type: 'application/x-www-form-urlencoded', payload: '' } }))
          .status,
      ).toBe(404);
    const elsewhere = await anybody.post('/api/sessions', undefined, {
      raw: { type: 'application/x-www-form-urlencoded', payload: 'email=a' },
    });
    expect(elsewhere.status).toBe(415);
    const [headers] = await stage.db.query<{ n: number }[]>(
      `select count(*)::int as n from email where template = 'search-digest' and state = 'SENT'`,
    );
    expect(headers?.n).toBeGreaterThan(0);
  });
});
