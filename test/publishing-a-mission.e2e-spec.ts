import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { anOrganisation, aPerson, type StagedPerson } from './build/a-person';
import { Stage } from './stage/stage';

const draft = {
  title: 'Refonte du site public',
  description: 'Reprendre la partie publique du site et la rendre accessible à tous.',
  skills: [{ label: 'React', must: true }, { label: 'TypeScript' }],
  rateMin: 400,
  rateMax: 520,
  startsOn: '2027-02-01',
  place: 'Lyon',
  remoteMode: 'HYBRID',
};

describe('publishing a mission', () => {
  let stage: Stage;
  let employer: StagedPerson;
  let stranger: StagedPerson;
  let admin: StagedPerson;
  beforeAll(async () => {
    stage = await Stage.open();
    await seedTaxonomy(stage.db);
    employer = await aPerson(stage, { organisationId: await anOrganisation(stage), role: 'ADMIN' });
    stranger = await aPerson(stage, { organisationId: await anOrganisation(stage, { name: 'Autre' }), role: 'ADMIN' });
    admin = await aPerson(stage, { platformRole: 'ADMIN' });
  });
  afterAll(() => stage.close());

  const create = async (more: object = {}, who = employer) => {
    const answer = await who.browser.post('/api/missions', { ...draft, ...more });
    expect(answer.body).toMatchObject({ state: 'DRAFT' });
    return answer.body;
  };

  it('goes from draft to published, says who moved it, and tells the engine', async () => {
    const mission = await create();
    expect(mission.moves).toEqual(expect.arrayContaining(['submit', 'edit', 'delete', 'duplicate']));
    const published = await employer.browser.post(`/api/missions/${mission.id}/submission`);
    expect(published.status).toBe(200);
    expect(published.body).toMatchObject({
      state: 'PUBLISHED',
      place: { name: 'Lyon' },
      skills: [{ label: 'React', must: true }, { label: 'TypeScript' }],
    });
    expect(published.body.expiresAt).not.toBeNull();
    const again = await employer.browser.post(`/api/missions/${mission.id}/submission`);
    expect(again).toMatchObject({ status: 409, problem: { code: 'lifecycle/move-refused', state: 'PUBLISHED' } });
    const history = await employer.browser.get(`/api/missions/${mission.id}/history`);
    expect(history.body.items.map((row) => row.move)).toEqual(['publish', 'create']);
    const events = await stage.db.query<{ type: string }[]>(
      `select type from outbox where aggregate_id = $1 order by id`,
      [mission.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['mission.created', 'mission.published', 'mission.changed']);
  });

  it('is seen by nobody else before, by everybody after', async () => {
    const mission = await create();
    expect((await stage.browser().get(`/api/missions/${mission.id}`)).status).toBe(404);
    expect((await stranger.browser.get(`/api/missions/${mission.id}`)).status).toBe(404);
    await employer.browser.post(`/api/missions/${mission.id}/submission`);
    const seen = await stage.browser().get(`/api/missions/${mission.id}`);
    expect(seen).toMatchObject({ status: 200, body: { moves: [], verdict: null, lint: [] } });
    expect((await stranger.browser.post(`/api/missions/${mission.id}/pause`)).status).toBe(404);
  });

  it('says field by field what is missing', async () => {
    const mission = await create({ description: 'Court', skills: [] });
    const refused = await employer.browser.post(`/api/missions/${mission.id}/submission`);
    expect(refused.status).toBe(422);
    expect(refused.problem.errors?.map((error) => error.path)).toEqual(['description', 'skills']);
  });

  it('passes before a moderator when its wording needs a look', async () => {
    const mission = await create({
      description: 'Nous cherchons une jeune femme dynamique pour tenir notre standard tous les jours.',
    });
    const submitted = await employer.browser.post(`/api/missions/${mission.id}/submission`);
    expect(submitted.body).toMatchObject({ state: 'IN_REVIEW' });
    expect(submitted.body.lint).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'description', blocking: true })]),
    );
    expect((await employer.browser.post(`/api/missions/${mission.id}/approval`)).status).toBe(403);
    const returned = await admin.browser.post(`/api/missions/${mission.id}/change-request`, {
      reason: 'Retirez la mention de l’âge et du sexe.',
    });
    expect(returned.body).toMatchObject({ state: 'DRAFT', verdict: 'Retirez la mention de l’âge et du sexe.' });
    const edited = await employer.browser.patch(
      `/api/missions/${mission.id}`,
      { description: 'Nous cherchons une personne pour tenir notre standard tous les jours.' },
      { version: returned.body.version },
    );
    expect(edited.status).toBe(200);
    expect((await employer.browser.post(`/api/missions/${mission.id}/submission`)).body.state).toBe('PUBLISHED');
  });

  it('never loses an edit made on an older version', async () => {
    const mission = await create();
    const first = await employer.browser.patch(
      `/api/missions/${mission.id}`,
      { title: 'Premier titre' },
      { version: mission.version },
    );
    expect(first).toMatchObject({ status: 200, headers: { etag: `"${mission.version + 1}"` } });
    const stale = await employer.browser.patch(
      `/api/missions/${mission.id}`,
      { title: 'Second titre' },
      { version: mission.version },
    );
    expect(stale.status).toBe(412);
    expect((await employer.browser.patch(`/api/missions/${mission.id}`, { title: 'Sans version' })).status).toBe(428);
  });

  it('answers a repeated request as the first time, and once', async () => {
    const key = 'same-key-twice-1';
    const first = await employer.browser.post('/api/missions', draft, { key });
    const second = await employer.browser.post('/api/missions', draft, { key });
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await employer.browser.post('/api/missions', { ...draft, title: 'Autre chose' }, { key })).status).toBe(
      422,
    );
    expect((await employer.browser.post('/api/missions', draft, { key: null })).status).toBe(400);
    const racing = await Promise.all(
      Array.from({ length: 8 }, () => employer.browser.post('/api/missions', draft, { key: 'racing-key-123' })),
    );
    expect(new Set(racing.map((answer) => answer.body.id)).size).toBe(1);
  });

  it('pauses, resumes, closes with a reason and reopens', async () => {
    const { id } = await create();
    const go = <Path extends string>(path: Path, body?: object) =>
      employer.browser.post(`/api/missions/${id}/${path}`, body);
    await go('submission');
    expect((await go('pause')).body).toMatchObject({ state: 'PAUSED' });
    expect((await stage.browser().get(`/api/missions/${id}`)).status).toBe(404);
    expect((await go('resumption')).body.state).toBe('PUBLISHED');
    expect((await go('closure', { reason: 'NOT_A_REASON' })).status).toBe(400);
    const closed = await go('closure', { reason: 'POSTPONED', channel: 'NONE' });
    expect(closed.body).toMatchObject({ state: 'CLOSED', closingReason: 'POSTPONED' });
    expect(closed.body.moves).toContain('reopen');
    expect((await go('reopening')).body).toMatchObject({ state: 'PUBLISHED', closedAt: null });
    const copy = await go('duplication');
    expect(copy.body).toMatchObject({
      state: 'DRAFT',
      startsOn: null,
      skills: [{ label: 'React' }, { label: 'TypeScript' }],
    });
    expect(
      (await employer.browser.delete(`/api/missions/${copy.body.id}`, { version: copy.body.version })).status,
    ).toBe(204);
  });

  it.each([
    [{ rateMin: 600, rateMax: 500 }, 422, 'rateMin'],
    [{ place: 'Nulle-Part-sur-Mer' }, 422, 'place'],
    [{ occupationId: 999_999 }, 422, 'occupationId'],
    [{ skills: [{ skillId: 2_000_000 }] }, 422, 'skills.0.skillId'],
    [{ startsOn: '2027-02-30' }, 400, 'startsOn'],
    [{ seats: 0 }, 400, 'seats'],
    [{ title: '' }, 400, 'title'],
    [{ unknown: 1 }, 400, ''],
    [
      { skills: Array.from({ length: 7 }, (_, index) => ({ label: `Compétence ${index}`, must: true })) },
      422,
      'skills',
    ],
  ])('refuses %j with the name of the field', async (wrong, status, path) => {
    const answer = await employer.browser.post('/api/missions', { ...draft, ...wrong });
    expect(answer.status).toBe(status);
    expect(answer.problem.errors?.map((error) => error.path)).toContain(path);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});
