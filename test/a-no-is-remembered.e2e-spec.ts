import type { ProfileResults } from '#libs/contracts/discovery';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import {
  aColleague,
  aFreelancerWho,
  aMission,
  anAdviser,
  anEmployer,
  type Freelancer,
  type Member,
  rewrite,
} from './build/a-cast';
import { Stage } from './stage/stage';

const react = { headline: 'Développeuse React', skills: [{ label: 'React', level: 3 }], place: 'Lyon' };

describe('a “no” is remembered', () => {
  let stage: Stage;
  let adviser: Member;
  let colleague: Member;
  let employer: Member;
  let lea: Freelancer;
  let jade: Freelancer;
  let mission: string;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await seedTaxonomy(stage.db);
    adviser = await anAdviser(stage);
    colleague = await aColleague(stage, adviser, 'ADVISER', 'Marc Petit');
    employer = await anEmployer(stage);
    lea = await aFreelancerWho(stage, 'Léa Martin', react);
    jade = await aFreelancerWho(stage, 'Jade Perrin', react);
    mission = await aMission(stage, employer, { title: 'Développeur React' });
    await employer.browser.patch(`/api/missions/${mission}`, { skills: [{ label: 'React' }] }, { version: 1 });
    await stage.settle();
  }, 60_000);
  afterAll(() => stage.close());

  const found = async (who: Member, query: string) => {
    const { status, body } = await who.browser.get(`/api/search/profiles?${query}`);
    expect(status).toBe(200);
    return body;
  };
  const names = ({ items }: ProfileResults): string[] => items.map(({ name }) => name).sort();
  const decide = (who: Member, draft: object) => who.browser.put('/api/search/verdicts', draft);
  const listed = async (who: Member) => (await who.browser.get(`/api/missions/${mission}/candidates`)).body;

  it('for a mission: in its search and in its list, by the whole organisation, for nobody else', async () => {
    const no = await decide(adviser, {
      profileId: lea.profileId,
      mission,
      verdict: 'REJECTED',
      comment: 'Déjà en poste',
    });
    expect(no.body.verdict).toMatchObject({ verdict: 'REJECTED', comment: 'Déjà en poste', by: 'Claire Aubry' });
    for (const who of [adviser, colleague]) {
      const body = await found(who, `mission=${mission}&sort=MATCH`);
      expect([names(body), body.total, body.rejected]).toEqual([['Jade P.'], 1, 1]);
      const list = await listed(who);
      expect(list.items.map(({ profile }) => profile.name)).toEqual(['Jade P.']);
      expect(list.rejected).toBe(1);
    }
    // Neither the employer, nor another search, nor another mission hears of it.
    expect((await listed(employer)).items).toHaveLength(2);
    expect(names(await found(employer, `mission=${mission}`))).toEqual(['Jade P.', 'Léa M.']);
    expect(names(await found(adviser, 'q=React'))).toEqual(['Jade P.', 'Léa M.']);
  });

  it('until one asks to see them again, and takes it back', async () => {
    const again = await found(colleague, `mission=${mission}&verdict=REJECTED`);
    expect(again.items).toEqual([
      expect.objectContaining({ name: 'Léa M.', verdict: expect.objectContaining({ comment: 'Déjà en poste' }) }),
    ]);
    await decide(colleague, { profileId: jade.profileId, mission, verdict: 'KEPT' });
    expect(names(await found(adviser, `mission=${mission}&verdict=KEPT`))).toEqual(['Jade P.']);
    const back = await decide(colleague, { profileId: lea.profileId, mission, verdict: 'NONE' });
    expect(back.body).toEqual({ verdict: null });
    expect(await found(adviser, `mission=${mission}`)).toMatchObject({ total: 2, rejected: 0, kept: 1 });
  });

  it('in a saved search: there alone, and its alerts are silent about them', async () => {
    const saved = await adviser.browser.post('/api/saved-searches', {
      scope: 'PROFILES',
      name: 'React',
      query: { q: 'React' },
      shared: true,
    });
    const search = saved.body.id;
    await decide(colleague, { profileId: lea.profileId, search, verdict: 'REJECTED' });
    expect(names(await found(adviser, `q=React&saved=${search}`))).toEqual(['Jade P.']);
    expect(names(await found(adviser, 'q=React'))).toEqual(['Jade P.', 'Léa M.']);
    // Whatever changes in the profile, nobody who was refused comes back as news.
    await stage.db.query(`delete from saved_search_hit where search_id = $1`, [search]);
    await rewrite(lea, { summary: 'Libre de nouveau.' });
    await stage.settle();
    const { body } = await adviser.browser.get('/api/saved-searches');
    expect(body.items[0]?.fresh).toBe(1);
  });

  it.each([
    ['neither a mission nor a search', () => ({}), 400, 'request/invalid'],
    ['both', () => ({ mission, search: mission }), 400, 'request/invalid'],
    ['an unknown mission', () => ({ mission: lea.profileId }), 404, 'mission/unknown'],
    ['an unknown search', () => ({ search: mission }), 404, 'saved-search/unknown'],
    ['somebody unknown', () => ({ mission, profileId: mission }), 404, 'profile/unknown'],
    ['another verdict', () => ({ mission, verdict: 'MAYBE' }), 400, 'request/invalid'],
  ])('is refused for %s', async (_name, changes, status, code) => {
    const answer = await decide(adviser, { profileId: lea.profileId, verdict: 'REJECTED', ...changes() });
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
  });

  it('is not a stranger’s to say or to read', async () => {
    const stranger = await anAdviser(stage, 'Autre agence');
    const { body } = await adviser.browser.get('/api/saved-searches');
    const search = body.items[0]!.id;
    expect((await decide(stranger, { profileId: lea.profileId, search, verdict: 'REJECTED' })).status).toBe(404);
    expect((await stranger.browser.get(`/api/search/profiles?saved=${search}`)).status).toBe(404);
    const other = await anEmployer(stage, 'Autre maison');
    expect((await decide(other, { profileId: lea.profileId, mission, verdict: 'REJECTED' })).status).toBe(403);
  });

  it('ends with two at once in one verdict', async () => {
    const both = await Promise.all(
      [adviser, colleague].map((who) => decide(who, { profileId: jade.profileId, mission, verdict: 'REJECTED' })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await found(adviser, `mission=${mission}`)).toMatchObject({ rejected: 1, kept: 0 });
  });
});
