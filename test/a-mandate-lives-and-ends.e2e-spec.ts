import { MandateLapse } from '../src/agencies/mandate.lapse';
import {
  aColleague,
  aFreelancer,
  aMandate,
  aMission,
  anAdviser,
  anEmployer,
  type Freelancer,
  type Member,
  type Someone,
} from './build/a-cast';
import { lettersTo } from './build/a-letter';
import type { Answer } from './stage/contracts';
import { Stage } from './stage/stage';

describe('a mandate lives and ends', () => {
  let stage: Stage;
  let adviser: Member;
  let admin: Member;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    adviser = await anAdviser(stage);
    admin = await aColleague(stage, adviser, 'ADMIN', 'Nadia Berger');
  });
  afterAll(() => stage.close());

  const codeOf = ({ problem: { status, code } }: Answer) => ({ status, code });
  const propose = (draft: object, by = adviser) =>
    by.browser.post('/api/mandates', { scopes: ['VIEW_FULL'], ...draft });
  const proposed = async (to: Freelancer, scopes = ['VIEW_FULL'], by = adviser): Promise<string> => {
    const answer = await propose({ profileId: to.profileId, scopes }, by);
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const go = <Path extends string>(who: Someone, id: string, path: Path, body?: object) =>
    who.browser.post(`/api/mandates/${id}/${path}`, body);
  const agreed = async (to: Freelancer, scopes = ['VIEW_FULL'], by = adviser): Promise<string> => {
    const id = await proposed(to, scopes, by);
    expect((await go(to, id, 'acceptance')).status).toBe(200);
    return id;
  };
  const shut = (who: Freelancer, visibility: string) =>
    stage.db.query(`update profile set visibility = $2 where id = $1`, [who.profileId, visibility]);
  /** True when the whole profile is answered, false for its card only, the status otherwise. */
  const readsAll = async (who: Someone, of: Freelancer): Promise<boolean | number> => {
    const answer = await who.browser.get(`/api/profiles/${of.profileId}`);
    return answer.status === 200 ? answer.body.full !== null : answer.status;
  };
  const consentsOf = (who: Freelancer): Promise<{ withdrawn: boolean; scopes: string[] }[]> =>
    stage.db.query(
      `select withdrawn_at is not null as withdrawn, evidence->'scopes' as scopes from consent
       where profile_id = $1 and purpose = 'MANDATE' order by given_at`,
      [who.profileId],
    );
  const logOf = (id: string): Promise<{ move: string; to: string; by: string; actor: string | null }[]> =>
    stage.db.query(
      `select move, to_state as "to", actor_kind as by, actor_id as actor from transition_log where aggregate_id = $1 order by at, id`,
      [id],
    );
  const overdue = (id: string) =>
    stage.db.query(`update mandate set expires_at = now() - interval '1 second' where id = $1`, [id]);

  it('is proposed, accepted, and opens the profile until it ends, on the very next request', async () => {
    const person = await aFreelancer(stage, 'Camille Roche');
    await shut(person, 'AGENCY_ONLY');
    const id = await proposed(person, ['VIEW_FULL', 'PROPOSE']);
    const seen = await adviser.browser.get(`/api/mandates/${id}`);
    expect(seen.body).toMatchObject({
      state: 'PROPOSED',
      moves: ['end'],
      leadAdviser: { id: adviser.accountId },
      freelancer: { name: 'Camille R.', headline: 'Développement web' },
      startedAt: null,
    });
    const days = (Date.parse(seen.body.expiresAt) - Date.parse(seen.body.proposedAt)) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    expect(await readsAll(adviser, person)).toBe(false);
    const mine = await person.browser.get('/api/me/mandates');
    expect(mine.body.items).toMatchObject([
      { id, moves: ['accept', 'decline'], freelancer: { name: 'Camille Roche' } },
    ]);
    expect((await lettersTo(stage, person.email)).map(({ subject }) => subject)).toEqual([
      'Agence de Lyon vous propose un accompagnement',
    ]);

    const accepted = await go(person, id, 'acceptance');
    expect(accepted.body).toMatchObject({ state: 'ACTIVE', moves: ['end', 'narrow'] });
    expect(accepted.body.startedAt).not.toBeNull();
    expect(await consentsOf(person)).toEqual([{ withdrawn: false, scopes: ['PROPOSE', 'VIEW_FULL'] }]);
    expect(await readsAll(adviser, person)).toBe(true);
    const caseload = await adviser.browser.get('/api/agency/mandates?state=ACTIVE');
    expect(caseload.body.items).toMatchObject([{ id, freelancer: { name: 'Camille Roche' } }]);

    const ended = await go(person, id, 'ending', {});
    expect(ended.body).toMatchObject({ state: 'ENDED', moves: [], endReason: null });
    expect(await readsAll(adviser, person)).toBe(false);
    expect(await consentsOf(person)).toEqual([{ withdrawn: true, scopes: ['PROPOSE', 'VIEW_FULL'] }]);
    expect((await adviser.browser.get(`/api/mandates/${id}`)).body.freelancer.name).toBe('Camille R.');
    expect(codeOf(await go(person, id, 'ending', {}))).toEqual({ status: 409, code: 'lifecycle/move-refused' });
    expect(await logOf(id)).toEqual([
      { move: 'propose', to: 'PROPOSED', by: 'PERSON', actor: adviser.accountId },
      { move: 'accept', to: 'ACTIVE', by: 'PERSON', actor: person.accountId },
      { move: 'end', to: 'ENDED', by: 'PERSON', actor: person.accountId },
    ]);
    const events = await stage.db.query<{ type: string }[]>(
      `select type from outbox where aggregate_id = $1 order by id`,
      [id],
    );
    expect(events.map((row) => row.type)).toEqual(['mandate.proposed', 'mandate.accepted', 'mandate.ended']);
  });

  it('reaches somebody by address, without telling who is here', async () => {
    const hidden = await aFreelancer(stage, 'Lucie Marchand');
    await shut(hidden, 'HIDDEN');
    expect(codeOf(await propose({ profileId: hidden.profileId }))).toEqual({
      status: 404,
      code: 'mandate/person-unknown',
    });
    const byAddress = await propose({ email: hidden.email.toUpperCase() });
    expect(byAddress).toMatchObject({ status: 201, body: { freelancer: { name: 'Lucie M.', headline: '' } } });
    const unknown = await propose({ email: 'personne@exemple.fr' });
    const unconfirmed = await aFreelancer(stage, 'Jean Faux');
    await stage.db.query(`update account set email_verified_at = null where id = $1`, [unconfirmed.accountId]);
    const notYet = await propose({ email: unconfirmed.email });
    expect({ ...unknown.problem, requestId: '' }).toEqual({ ...notYet.problem, requestId: '' });
    expect(codeOf(unknown)).toEqual({ status: 404, code: 'mandate/person-unknown' });
  });

  it.each([
    [{}, 400],
    [{ email: 'a@exemple.fr', profileId: '018f0000-0000-7000-8000-000000000000' }, 400],
    [{ email: 'a@exemple.fr', scopes: [] }, 400],
    [{ email: 'a@exemple.fr', scopes: ['EVERYTHING'] }, 400],
    [{ email: 'a@exemple.fr', state: 'ACTIVE' }, 400],
    [{ email: 'pas une adresse' }, 400],
  ])('is not proposed with %j', async (draft, status) => {
    const answer = await propose(draft);
    expect(answer.status).toBe(status);
    expect(answer.problem.errors?.length).toBeGreaterThan(0);
  });

  it('is not proposed by just anybody', async () => {
    const person = await aFreelancer(stage, 'Omar Diallo');
    const employer = await anEmployer(stage);
    for (const who of [person, employer, admin])
      expect((await propose({ profileId: person.profileId }, who as Member)).status).toBe(403);
    const itself = await aFreelancer(stage, 'Inès Colas');
    await stage.db.query(`update profile set account_id = null where account_id = $1`, [itself.accountId]);
    await stage.db.query(`update profile set account_id = $2 where id = $1`, [itself.profileId, adviser.accountId]);
    expect(codeOf(await propose({ profileId: itself.profileId }))).toEqual({ status: 422, code: 'mandate/oneself' });
    await stage.db.query(`update profile set account_id = null where id = $1`, [itself.profileId]);
  });

  it('waits alone: one proposal, one answer, however many come at once', async () => {
    const person = await aFreelancer(stage, 'Anne Petit');
    const proposals = await Promise.all([1, 2, 3, 4, 5].map(() => propose({ profileId: person.profileId })));
    expect(proposals.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    const { id } = proposals.find((answer) => answer.status === 201)!.body;
    const answers = await Promise.all([
      go(person, id, 'acceptance'),
      go(person, id, 'refusal'),
      go(person, id, 'acceptance'),
      go(adviser, id, 'ending', {}),
    ]);
    // Accepting and then ending by the agency is a legal order; everything else leaves one winner.
    const [row] = await stage.db.query<[{ consents: number }]>(
      `select state, (select count(*)::int from consent where profile_id = $2) as consents from mandate where id = $1`,
      [id, person.profileId],
    );
    const moves = (await logOf(id)).map((line) => line.move);
    expect(answers.filter((answer) => answer.status === 200).length).toBe(moves.length - 1);
    expect([
      ['propose', 'accept'],
      ['propose', 'accept', 'end'],
      ['propose', 'decline'],
      ['propose', 'end'],
    ]).toContainEqual(moves);
    expect(row.consents).toBe(moves.includes('accept') ? 1 : 0);
    expect(answers.filter((answer) => answer.status !== 200).map((answer) => answer.status)).toEqual(
      answers.filter((answer) => answer.status !== 200).map(() => 409),
    );
  });

  it('is declined without a word, named by initials, and may be proposed again', async () => {
    const person = await aFreelancer(stage, 'Rémi Garnier');
    const id = await proposed(person);
    expect((await go(adviser, id, 'acceptance')).status).toBe(404);
    expect((await go(person, id, 'ending', {})).status).toBe(409);
    expect((await go(person, id, 'refusal')).body).toMatchObject({ state: 'DECLINED', moves: [], endedAt: null });
    expect(await consentsOf(person)).toEqual([]);
    await stage.settle();
    const subjects = (await lettersTo(stage, adviser.email)).map(({ subject }) => subject);
    const news = await adviser.browser.get('/api/me/notifications');
    const titles = news.body.items.map((item) => item.title.replaceAll('\u202f', ' '));
    for (const told of [subjects, titles]) {
      expect(told).toContain('Mandat décliné : Rémi G.');
      expect(told.join()).not.toContain('Garnier');
    }
    await proposed(person);
  });

  it('lapses after thirty days, to the second, whether or not the clockwork came by', async () => {
    const person = await aFreelancer(stage, 'Zoé Blanc');
    const id = await proposed(person);
    await overdue(id);
    expect(codeOf(await go(person, id, 'acceptance'))).toEqual({ status: 409, code: 'lifecycle/move-refused' });
    expect((await person.browser.get('/api/me/mandates?state=EXPIRED')).body.items).toMatchObject([
      { id, state: 'EXPIRED', moves: [] },
    ]);
    expect((await person.browser.get('/api/me/mandates?state=PROPOSED')).body.items).toEqual([]);
    const second = await proposed(person);
    expect((await logOf(id)).at(-1)).toEqual({ move: 'expire', to: 'EXPIRED', by: 'SYSTEM', actor: null });

    await overdue(second);
    const lapse = stage.get(MandateLapse);
    const runs = await Promise.all([lapse.run(), lapse.run()]);
    expect(runs.reduce((sum, run) => sum + (run.lapsed ?? 0), 0)).toBe(1);
    expect(await lapse.run()).toEqual({ lapsed: 0 });
    expect((await adviser.browser.get(`/api/mandates/${second}`)).body.state).toBe('EXPIRED');
  });

  it('is narrowed by the freelancer at once, widened only by a new proposal', async () => {
    const person = await aFreelancer(stage, 'Malo Le Gall');
    await shut(person, 'AGENCY_ONLY');
    const id = await agreed(person, ['VIEW_FULL', 'APPLY_ON_BEHALF']);
    const employer = await anEmployer(stage);
    const missionId = await aMission(stage, employer);
    const sent = await adviser.browser.post(`/api/missions/${missionId}/applications`, {
      profileId: person.profileId,
      message: 'Malo connaît ce métier.',
    });
    expect(sent.status).toBe(201);

    const narrow = (scopes: string[], who: Someone = person) => go(who, id, 'narrowing', { scopes });
    expect((await narrow(['APPLY_ON_BEHALF'], adviser)).status).toBe(404);
    expect(codeOf(await narrow(['VIEW_FULL', 'EDIT_PROFILE']))).toEqual({ status: 422, code: 'mandate/widening' });
    expect((await narrow([])).status).toBe(400);
    expect(await readsAll(adviser, person)).toBe(true);
    expect((await narrow(['APPLY_ON_BEHALF'])).body.scopes).toEqual(['APPLY_ON_BEHALF']);
    expect(await readsAll(adviser, person)).toBe(false);

    expect(codeOf(await propose({ profileId: person.profileId, scopes: ['APPLY_ON_BEHALF'] }))).toEqual({
      status: 409,
      code: 'mandate/already',
    });
    const wider = await agreed(person, ['VIEW_FULL', 'APPLY_ON_BEHALF', 'EDIT_PROFILE']);
    expect((await person.browser.get(`/api/mandates/${id}`)).body).toMatchObject({
      state: 'ENDED',
      endReason: 'REPLACED',
    });
    expect(await consentsOf(person)).toEqual([
      { withdrawn: true, scopes: ['APPLY_ON_BEHALF', 'VIEW_FULL'] },
      { withdrawn: false, scopes: ['APPLY_ON_BEHALF', 'EDIT_PROFILE', 'VIEW_FULL'] },
    ]);
    expect(await readsAll(adviser, person)).toBe(true);
    const listed = await adviser.browser.get('/api/applications');
    expect(listed.body.items.map((row) => row.id)).toEqual([sent.body.id]);
    await stage.settle();
    const subjects = (await lettersTo(stage, person.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('Fin de'))).toEqual([]);

    expect((await go(adviser, wider, 'ending', { reason: 'Dossier clos.' })).body).toMatchObject({
      state: 'ENDED',
      endReason: 'Dossier clos.',
    });
    expect((await lettersTo(stage, person.email)).at(-1)?.subject).toBe('Fin de l’accompagnement par Agence de Lyon');
    expect((await adviser.browser.get('/api/applications')).body.items).toEqual([]);
  });

  it('changes hands inside the agency, and never stays with somebody who left', async () => {
    const person = await aFreelancer(stage, 'Théo Lambert');
    const colleague = await aColleague(stage, adviser, 'ADVISER', 'Sonia Ferrand');
    const id = await agreed(person);
    const hand = (to: Someone, by: Someone = admin) => go(by, id, 'reassignment', { accountId: to.accountId });
    expect((await hand(colleague, adviser)).status).toBe(404);
    expect(codeOf(await hand(person))).toEqual({ status: 422, code: 'mandate/adviser-unknown' });
    expect((await hand(colleague)).body.leadAdviser).toEqual({ id: colleague.accountId, name: 'Sonia Ferrand' });

    const { body: members } = await admin.browser.get(`/api/organisations/${admin.organisationId}/members`);
    const left = members.items.find((member) => member.accountId === colleague.accountId)!;
    const gone = await admin.browser.delete(`/api/organisations/${admin.organisationId}/members/${left.id}`, {
      version: left.version,
    });
    expect(gone.status).toBe(200);
    expect((await person.browser.get(`/api/mandates/${id}`)).body.leadAdviser.id).toBe(admin.accountId);
    expect((await colleague.browser.get(`/api/mandates/${id}`)).status).toBe(404);
    expect((await logOf(id)).map((line) => line.move)).toEqual(['propose', 'accept', 'reassign', 'reassign']);
  });

  it('binds two parties only: others do not know of it, and an agency put on hold reads nobody', async () => {
    const person = await aFreelancer(stage, 'Aïcha Benali');
    await shut(person, 'AGENCY_ONLY');
    const elsewhere = await anAdviser(stage, 'Agence de Brest');
    const employer = await anEmployer(stage);
    const stranger = await aFreelancer(stage, 'Paul Étranger');
    const id = await agreed(person);
    for (const who of [elsewhere, employer, stranger])
      for (const [path, body] of [
        ['acceptance', undefined],
        ['refusal', undefined],
        ['ending', {}],
        ['narrowing', { scopes: ['VIEW_FULL'] }],
        ['reassignment', { accountId: adviser.accountId }],
      ] as const) {
        expect((await go(who, id, path, body)).status).toBe(404);
        expect((await who.browser.get(`/api/mandates/${id}`)).status).toBe(404);
      }
    expect((await stranger.browser.get('/api/me/mandates')).body.items).toEqual([]);
    expect((await elsewhere.browser.get('/api/agency/mandates')).body.items).toEqual([]);
    expect((await employer.browser.get('/api/agency/mandates')).status).toBe(403);

    const both = await agreed(person, ['VIEW_FULL'], elsewhere);
    expect(await readsAll(elsewhere, person)).toBe(true);
    const hold = (verification: string) =>
      stage.db.query(`update organisation set verification = $2 where id = $1`, [
        elsewhere.organisationId,
        verification,
      ]);
    await hold('REJECTED');
    expect(await readsAll(elsewhere, person)).toBe(404);
    expect((await elsewhere.browser.get('/api/agency/mandates')).body.items).toMatchObject([
      { id: both, freelancer: { name: 'Aïcha B.' } },
    ]);
    await hold('VERIFIED');
    expect(await readsAll(elsewhere, person)).toBe(true);
    expect(await readsAll(adviser, person)).toBe(true);
  });

  it('is held by the database: one active, one waiting for each pair, and none without consent', async () => {
    const person = await aFreelancer(stage, 'Iris Caron');
    await aMandate(stage, adviser, person);
    await expect(aMandate(stage, adviser, person)).rejects.toMatchObject({ code: '23505' });
    await expect(
      stage.db.query(
        `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, state, started_at, expires_at)
         select gen_random_uuid(), profile_id, $2, lead_adviser_id, proposed_by, scopes, 'ACTIVE', now(), now() from mandate where profile_id = $1`,
        [person.profileId, (await anAdviser(stage, 'Agence de Lille')).organisationId],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('is listed a page at a time', async () => {
    const away = await anAdviser(stage, 'Agence de Nantes');
    const ids: string[] = [];
    for (const name of ['Un Premier', 'Deux Second', 'Trois Dernier'])
      ids.unshift(await proposed(await aFreelancer(stage, name), ['VIEW_FULL'], away));
    const first = await away.browser.get('/api/agency/mandates?limit=2');
    const second = await away.browser.get(`/api/agency/mandates?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map((row) => row.id)).toEqual(ids);
    expect(second.body.nextCursor).toBeNull();
    expect((await adviser.browser.get(`/api/agency/mandates?cursor=${first.body.nextCursor}`)).status).toBe(400);
    expect((await away.browser.get('/api/agency/mandates?limit=0')).status).toBe(400);
  });
});
