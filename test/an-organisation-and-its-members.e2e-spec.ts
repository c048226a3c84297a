import { newId } from '#libs/kernel/ids';
import { lastToken, lettersTo } from './build/a-letter';
import { anOrganisation, aPerson, type StagedPerson } from './build/a-person';
import type { Answer } from './stage/contracts';
import { Stage } from './stage/stage';

const SIRET = '73282932000074';

describe('an organisation and its members', () => {
  let stage: Stage;
  let platform: StagedPerson;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    platform = await aPerson(stage, { platformRole: 'ADMIN' });
  });
  afterAll(() => stage.close());

  const address = () => `invite-${newId()}@exemple.fr`;
  const codeOf = ({ problem: { status, code } }: Answer) => ({ status, code });
  const verdict = (id: string, version: number, decision: string, reason = '', by = platform) =>
    by.browser.put(`/api/organisations/${id}/verification`, { decision, reason }, { version });
  const anAdmin = async (kind: 'EMPLOYER' | 'AGENCY' = 'EMPLOYER', name = 'Atelier Vasseur') => {
    const id = await anOrganisation(stage, { kind, name });
    return { id, admin: await aPerson(stage, { organisationId: id, role: 'ADMIN' }) };
  };
  const membersOf = async (who: StagedPerson, id: string) =>
    (await who.browser.get(`/api/organisations/${id}/members`)).body.items;
  const memberOf = async (who: StagedPerson, id: string, of: StagedPerson) =>
    (await membersOf(who, id)).find((member) => member.accountId === of.accountId && member.active)!;
  const removeMember = (by: StagedPerson, id: string, { id: memberId, version }: { id: string; version: number }) =>
    by.browser.delete(`/api/organisations/${id}/members/${memberId}`, { version });
  const remove = async (by: StagedPerson, id: string, whom: StagedPerson) => {
    return removeMember(by, id, await memberOf(by, id, whom));
  };
  const promote = async (by: StagedPerson, id: string, whom: StagedPerson, role: string) => {
    const { id: memberId, version } = await memberOf(by, id, whom);
    return by.browser.put(`/api/organisations/${id}/members/${memberId}/role`, { role }, { version });
  };
  const invite = (by: StagedPerson, id: string, email: string, role = 'MEMBER', key?: string) =>
    by.browser.post(`/api/organisations/${id}/invitations`, { email, role }, key ? { key } : {});
  const join = (who: StagedPerson, token: string) => who.browser.post('/api/org-invitations/acceptance', { token });
  const found = async (draft: object = {}) => {
    const founder = await aPerson(stage);
    const made = await founder.browser.post('/api/organisations', {
      kind: 'EMPLOYER',
      name: 'Menuiserie du Rhône',
      ...draft,
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    await founder.browser.put('/api/me/organisation', { organisationId: id });
    return { founder, id, body: made.body };
  };

  describe('is founded', () => {
    it('by a person whose address is confirmed, who becomes its administrator', async () => {
      const { founder, id, body } = await found({
        siret: SIRET,
        place: 'Lyon',
        size: '10-49',
        description: 'Agencement de magasins.',
      });
      expect(body).toMatchObject({
        verification: 'PENDING',
        accreditation: 'NOT_REQUIRED',
        myRole: 'ADMIN',
        place: { name: 'Lyon', departement: '69' },
        version: 1,
      });
      const me = await founder.browser.get('/api/me');
      expect(me.body.current).toMatchObject({ organisation: { id, verified: false }, role: 'ADMIN' });
      const unconfirmed = await aPerson(stage, { verified: false });
      expect((await unconfirmed.browser.post('/api/organisations', { kind: 'EMPLOYER', name: 'Ombre' })).status).toBe(
        403,
      );
      expect((await stage.browser().post('/api/organisations', { kind: 'EMPLOYER', name: 'Ombre' })).status).toBe(401);
    });

    it.each([
      [{ siret: '73282932000075' }, 422, 'siret'],
      [{ siret: '123' }, 400, 'siret'],
      [{ place: 'Nulle-Part-sur-Mer' }, 422, 'place'],
      [{ website: 'javascript:alert(1)' }, 400, 'website'],
      [{ name: '' }, 400, 'name'],
      [{ kind: 'PLATFORM' }, 400, 'kind'],
      [{ coveredDepartements: ['699999'] }, 400, 'coveredDepartements.0'],
      [{ verification: 'VERIFIED' }, 400, ''],
    ])('never with %j, and the field is named', async (wrong, status, path) => {
      const founder = await aPerson(stage);
      const answer = await founder.browser.post('/api/organisations', { kind: 'EMPLOYER', name: 'Essai', ...wrong });
      expect(answer.status).toBe(status);
      expect(answer.problem.errors?.map((error) => error.path)).toContain(path);
    });

    it('once for one intention', async () => {
      const founder = await aPerson(stage);
      const draft = { kind: 'EMPLOYER', name: 'Une seule fois' };
      const key = newId();
      const answers = await Promise.all(
        [1, 2, 3].map(() => founder.browser.post('/api/organisations', draft, { key })),
      );
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    });
  });

  describe('is verified', () => {
    it('by the platform, with a reason when refused, and asks again once corrected', async () => {
      const { founder, id } = await found();
      const stranger = await aPerson(stage);
      expect(codeOf(await stranger.browser.get(`/api/organisations/${id}`))).toEqual({
        status: 404,
        code: 'organisation/unknown',
      });
      expect((await founder.browser.get('/api/operations/organisations')).status).toBe(403);
      expect((await verdict(id, 1, 'VERIFIED', '', founder)).status).toBe(403);
      const list = await platform.browser.get('/api/operations/organisations?limit=100');
      expect(list.body.items.map((row) => row.id)).toContain(id);

      expect(codeOf(await verdict(id, 1, 'REJECTED', 'non'))).toEqual({
        status: 422,
        code: 'organisation/reason-needed',
      });
      const rejected = await verdict(id, 1, 'REJECTED', 'Le SIRET manque.');
      expect(rejected.body).toMatchObject({ verification: 'REJECTED', version: 2 });
      expect((await lettersTo(stage, founder.email)).length).toBe(1);

      const corrected = await founder.browser.patch(`/api/organisations/${id}`, { siret: SIRET }, { version: 2 });
      expect(corrected.body).toMatchObject({ verification: 'PENDING', verificationReason: null, version: 3 });
      expect((await verdict(id, 2, 'VERIFIED')).status).toBe(412);
      expect((await verdict(id, 3, 'VERIFIED')).body).toMatchObject({ verification: 'VERIFIED', version: 4 });
      expect(codeOf(await verdict(id, 4, 'VERIFIED'))).toEqual({ status: 409, code: 'lifecycle/move-refused' });
      expect((await stranger.browser.get(`/api/organisations/${id}`)).body).toMatchObject({
        name: 'Menuiserie du Rhône',
        myRole: null,
        verificationReason: null,
      });

      const twin = await found({ siret: SIRET });
      expect(codeOf(await verdict(twin.id, 1, 'VERIFIED'))).toEqual({
        status: 409,
        code: 'organisation/siret-taken',
      });
      const log = await stage.db.query<object[]>(
        `select move, to_state as "to", actor_id as by from transition_log where aggregate_id = $1 order by at`,
        [id],
      );
      expect(log).toEqual([
        { move: 'create', to: 'PENDING', by: founder.accountId },
        { move: 'reject', to: 'REJECTED', by: platform.accountId },
        { move: 'resubmit', to: 'PENDING', by: founder.accountId },
        { move: 'verify', to: 'VERIFIED', by: platform.accountId },
      ]);
    });

    it('as it is: with another name it waits again, with another presentation it does not', async () => {
      const { id, admin } = await anAdmin();
      const told = await admin.browser.patch(
        `/api/organisations/${id}`,
        { description: 'Nous agençons des magasins.' },
        { version: 1 },
      );
      expect(told).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { verification: 'VERIFIED' } });
      expect((await admin.browser.patch(`/api/organisations/${id}`, { name: 'X' }, { version: 1 })).status).toBe(400);
      const stale = await admin.browser.patch(`/api/organisations/${id}`, { name: 'Banque Vasseur' }, { version: 1 });
      expect(stale.status).toBe(412);
      expect((await admin.browser.patch(`/api/organisations/${id}`, { name: 'Banque Vasseur' })).status).toBe(428);
      const renamed = await admin.browser.patch(`/api/organisations/${id}`, { name: 'Banque Vasseur' }, { version: 2 });
      expect(renamed.body).toMatchObject({ verification: 'PENDING', version: 3 });
    });

    it('before an agency reads anybody', async () => {
      const { founder, id } = await found({ kind: 'AGENCY', name: 'Agence éclair', coveredDepartements: ['69', '2A'] });
      expect((await founder.browser.get(`/api/organisations/${id}`)).body.accreditation).toBe('PENDING');
      expect((await founder.browser.get('/api/search/profiles')).status).toBe(403);
      expect((await founder.browser.post('/api/mandates', { email: address(), scopes: ['VIEW_FULL'] })).status).toBe(
        403,
      );
      expect((await verdict(id, 1, 'VERIFIED')).body.accreditation).toBe('VALIDATED');
      expect((await founder.browser.get('/api/search/profiles')).status).toBe(200);
      expect((await verdict(id, 2, 'REJECTED', 'Agrément retiré.')).body.accreditation).toBe('REFUSED');
      expect((await founder.browser.get('/api/search/profiles')).status).toBe(403);
    });
  });

  describe('invites', () => {
    it('by letter, for whoever holds the address, once', async () => {
      const { id, admin } = await anAdmin();
      const guest = await aPerson(stage);
      const other = await aPerson(stage);
      const key = newId();
      const sent = await invite(admin, id, guest.email.toUpperCase(), 'VIEWER', key);
      expect(sent).toMatchObject({
        status: 201,
        body: { items: [{ email: guest.email, role: 'VIEWER', state: 'SENT' }] },
      });
      expect((await invite(admin, id, guest.email.toUpperCase(), 'VIEWER', key)).body).toEqual(sent.body);
      const days = (Date.parse(sent.body.items[0]!.validUntil) - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(13.9);
      expect(days).toBeLessThan(14.1);

      const token = await lastToken(stage, guest.email);
      expect(token.length).toBeGreaterThanOrEqual(43);
      const [kept] = await stage.db.query<[{ row: string; events: string }]>(
        `select row_to_json(i)::text as row, (select string_agg(o.payload::text, ' ') from outbox o) as events
         from org_invitation i where id = $1`,
        [sent.body.items[0]!.id],
      );
      expect(`${kept.row} ${kept.events}`).not.toContain(token);

      expect(codeOf(await join(other, token))).toEqual({ status: 404, code: 'org-invitation/unknown' });
      expect((await stage.browser().post('/api/org-invitations/acceptance', { token })).status).toBe(401);
      const joined = await Promise.all([join(guest, token), join(guest, token)]);
      expect(joined.map((answer) => answer.status).toSorted()).toEqual([200, 404]);
      const acting = await guest.browser.put('/api/me/organisation', { organisationId: id });
      expect(acting.body.current).toMatchObject({ organisation: { id }, role: 'VIEWER' });
      expect((await membersOf(guest, id)).length).toBe(2);
      expect((await guest.browser.get(`/api/organisations/${id}/invitations`)).status).toBe(404);
      expect((await invite(guest, id, address())).status).toBe(404);
    });

    it('nobody twice, nobody to a role that is not there, no address without end', async () => {
      const { id, admin } = await anAdmin();
      const email = address();
      expect(codeOf(await invite(admin, id, email, 'ADVISER'))).toEqual({ status: 422, code: 'member/role-not-here' });
      expect(codeOf(await invite(admin, id, admin.email))).toEqual({ status: 409, code: 'member/already' });
      expect(
        (await admin.browser.post(`/api/organisations/${id}/invitations`, { email, role: 'MEMBER' }, { key: null }))
          .status,
      ).toBe(400);
      const racing = await Promise.all([1, 2, 3].map(() => invite(admin, id, email)));
      expect(racing.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409]);
      const again = async () => {
        const { body } = await admin.browser.get(`/api/organisations/${id}/invitations`);
        const open = body.items.find((row) => row.state === 'SENT')!;
        expect((await admin.browser.delete(`/api/organisations/${id}/invitations/${open.id}`)).status).toBe(200);
        return invite(admin, id, email);
      };
      expect((await again()).status).toBe(201);
      expect((await again()).status).toBe(201);
      const tooMany = await again();
      expect(codeOf(tooMany)).toEqual({ status: 429, code: 'request/too-many' });
      expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(0);
    });

    it('in vain once revoked or fourteen days old; the same address can then be invited again', async () => {
      const { id, admin } = await anAdmin();
      const guest = await aPerson(stage);
      await invite(admin, id, guest.email);
      const revoked = await lastToken(stage, guest.email);
      const { body } = await admin.browser.get(`/api/organisations/${id}/invitations`);
      await admin.browser.delete(`/api/organisations/${id}/invitations/${body.items[0]!.id}`);
      expect((await join(guest, revoked)).status).toBe(404);

      await invite(admin, id, guest.email);
      const late = await lastToken(stage, guest.email);
      expect(late).not.toBe(revoked);
      await stage.db.query(
        `update org_invitation set valid_until = now() - interval '1 second' where organisation_id = $1 and revoked_at is null`,
        [id],
      );
      expect((await join(guest, late)).status).toBe(404);
      const list = await invite(admin, id, guest.email);
      expect(list.body.items.map((row) => row.state)).toEqual(['SENT', 'REVOKED', 'REVOKED']);
      expect((await join(guest, await lastToken(stage, guest.email))).status).toBe(200);
    });
  });

  describe('keeps an administrator', () => {
    it('whatever is asked of it', async () => {
      const { id, admin } = await anAdmin();
      const colleague = await aPerson(stage, { organisationId: id, role: 'MEMBER' });
      expect(codeOf(await remove(admin, id, admin))).toEqual({ status: 409, code: 'member/last-admin' });
      expect(codeOf(await promote(admin, id, admin, 'MEMBER'))).toEqual({ status: 409, code: 'member/last-admin' });
      expect((await promote(colleague, id, colleague, 'ADMIN')).status).toBe(404);
      expect((await promote(admin, id, colleague, 'ADMIN')).status).toBe(200);
      const before = await memberOf(admin, id, colleague);
      expect((await promote(admin, id, admin, 'MEMBER')).status).toBe(200);
      expect((await remove(admin, id, colleague)).status).toBe(404);
      const stale = await colleague.browser.put(
        `/api/organisations/${id}/members/${before.id}/role`,
        { role: 'VIEWER' },
        { version: before.version - 1 },
      );
      expect(stale.status).toBe(412);
    });

    it('when two of them remove each other at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { id, admin } = await anAdmin();
        const second = await aPerson(stage, { organisationId: id, role: 'ADMIN' });
        // Both look before either acts: who is removed reads nothing any more.
        const [seconds, admins] = [await memberOf(admin, id, second), await memberOf(second, id, admin)];
        const answers = await Promise.all([removeMember(admin, id, seconds), removeMember(second, id, admins)]);
        expect(answers.filter((answer) => answer.status === 200).length).toBe(1);
        const [left] = await stage.db.query<[{ admins: number }]>(
          `select count(*)::int as admins from membership where organisation_id = $1 and role = 'ADMIN' and active`,
          [id],
        );
        expect(left.admins).toBe(1);
      }
    });

    it('in the database too, even behind two transactions', async () => {
      const { id, admin } = await anAdmin();
      const second = await aPerson(stage, { organisationId: id, role: 'ADMIN' });
      const runners = [stage.db.createQueryRunner(), stage.db.createQueryRunner()] as const;
      for (const runner of runners) await runner.startTransaction();
      await runners[0].query(`update membership set role = 'VIEWER' where account_id = $1`, [admin.accountId]);
      await runners[1].query(`update membership set active = false, deactivated_at = now() where account_id = $1`, [
        second.accountId,
      ]);
      const ends = await Promise.allSettled(runners.map((runner) => runner.commitTransaction()));
      for (const runner of runners) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        await runner.release();
      }
      expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const [left] = await stage.db.query<[{ accountId: string }]>(
        `select account_id as "accountId" from membership where organisation_id = $1 and role = 'ADMIN' and active`,
        [id],
      );
      await expect(
        stage.db.query(`delete from membership where account_id = $1`, [left.accountId]),
      ).rejects.toMatchObject({ code: '23514' });
    });
  });

  it('forgets whom it let go at the very next request, and what they had begun', async () => {
    const { id, admin } = await anAdmin();
    const leaving = await aPerson(stage, { organisationId: id, role: 'ADMIN' });
    const email = address();
    await invite(leaving, id, email);
    expect((await leaving.browser.get(`/api/organisations/${id}/members`)).status).toBe(200);
    const { body: program } = await leaving.browser.post('/api/me/tokens', {
      name: 'Robot',
      scopes: ['organisations:read'],
    });
    const robot = () =>
      stage
        .browser()
        .get(`/api/organisations/${id}/members`, { headers: { authorization: `Bearer ${program.token}` } });
    expect((await robot()).status).toBe(200);

    const left = await remove(admin, id, leaving);
    expect(left.body.items.find((member) => member.accountId === leaving.accountId)).toMatchObject({
      active: false,
      role: 'ADMIN',
    });
    expect((await leaving.browser.get(`/api/organisations/${id}/members`)).status).toBe(404);
    expect((await robot()).status).toBe(404);
    expect((await leaving.browser.get('/api/me')).body).toMatchObject({ memberships: [], current: null });
    const { body } = await admin.browser.get(`/api/organisations/${id}/invitations`);
    expect(body.items[0]).toMatchObject({ email, state: 'REVOKED' });

    await invite(admin, id, leaving.email, 'VIEWER');
    expect((await join(leaving, await lastToken(stage, leaving.email))).status).toBe(200);
    const rows = (await membersOf(admin, id)).filter((member) => member.accountId === leaving.accountId);
    expect(rows.map(({ active, role }) => ({ active, role }))).toEqual([
      { active: true, role: 'VIEWER' },
      { active: false, role: 'ADMIN' },
    ]);
  });
});
