import { newId } from '#libs/kernel/ids';
import { SessionService } from '../src/accounts/sessions';
import { lettersTo } from './build/a-letter';
import { anOrganisation, aPerson, type PersonDraft, type StagedPerson } from './build/a-person';
import { Stage } from './stage/stage';

describe('sessions rotate and die', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
  });
  afterAll(() => stage.close());

  /** Makes time pass for every session of a person: the database’s clock judges, so its instants move back. */
  const pass = (person: StagedPerson, seconds: number) =>
    stage.db.query(
      `update session set rotated_at = rotated_at - make_interval(secs => $2), last_seen_at = last_seen_at - make_interval(secs => $2),
         created_at = created_at - make_interval(secs => $2), expires_at = expires_at - make_interval(secs => $2)
       where account_id = $1`,
      [person.accountId, seconds],
    );
  const reads = async (cookie: string | undefined) => {
    const browser = stage.browser(cookie);
    const { status, headers } = await browser.get('/api/me');
    return { status, cookie: headers['set-cookie'] ? browser.cookie : undefined };
  };
  const rotated = async (person: StagedPerson) => {
    await pass(person, 600);
    const { status, cookie } = await reads(person.cookie);
    expect(status).toBe(200);
    expect(cookie).toBeDefined();
    return cookie as string;
  };
  const open = async (person: StagedPerson, remember = false) =>
    (await stage.get(SessionService).open(stage.db, person.accountId, { remember })).split(';')[0] as string;

  it('keeps only a hash, in a cookie that scripts and other sites cannot use', async () => {
    const person = await aPerson(stage);
    const cookie = await stage.get(SessionService).open(stage.db, person.accountId);
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const [, token = ''] = /^sid=([^;]+)/.exec(cookie) ?? [];
    const kept = JSON.stringify(
      await stage.db.query(`select * from session where account_id = $1`, [person.accountId]),
    );
    expect(kept).not.toContain(token);
  });

  it('has a name that binds it to the host, and travels encrypted only, in production', () => {
    const sessions = new SessionService(stage.db, { ...stage.env, production: true });
    expect(sessions.forget()).toBe('__Host-sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure');
  });

  it('changes its token every ten minutes; the previous one is good until the new one came back, and 30 s', async () => {
    const person = await aPerson(stage);
    expect((await reads(person.cookie)).cookie).toBeUndefined();
    const fresh = await rotated(person);
    expect(fresh).not.toBe(person.cookie);
    expect(await reads(person.cookie)).toEqual({ status: 200, cookie: undefined });
    await pass(person, 300);
    expect(await reads(person.cookie)).toEqual({ status: 200, cookie: undefined });
    expect(await reads(fresh)).toEqual({ status: 200, cookie: undefined });
    await pass(person, 25);
    expect((await reads(person.cookie)).status).toBe(200);
    expect((await reads(fresh)).status).toBe(200);
  });

  it('ends wherever it is open when a copied token comes back, and its owner hears of it', async () => {
    const person = await aPerson(stage);
    const fresh = await rotated(person);
    expect((await reads(fresh)).status).toBe(200);
    await pass(person, 31);
    expect((await reads(person.cookie)).status).toBe(401);
    expect((await reads(fresh)).status).toBe(401);
    expect((await reads(person.cookie)).status).toBe(401);
    const noted = await stage.db.query<object[]>(`select type from security_event where account_id = $1`, [
      person.accountId,
    ]);
    expect(noted).toEqual([{ type: 'SESSION_REUSED' }]);
    expect(await lettersTo(stage, person.email)).toHaveLength(1);
  });

  it('gives another token when the answer with the new one was lost', async () => {
    const person = await aPerson(stage);
    const lost = await rotated(person);
    await pass(person, 600);
    const { status, cookie } = await reads(person.cookie);
    expect(status).toBe(200);
    expect(cookie).toBeDefined();
    expect((await reads(cookie)).status).toBe(200);
    expect((await reads(lost)).status).toBe(401);
  });

  it('rotates once for requests that arrive together', async () => {
    const person = await aPerson(stage);
    await pass(person, 600);
    const answers = await Promise.all(Array.from({ length: 8 }, () => reads(person.cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.filter(({ cookie }) => cookie)).toHaveLength(1);
  });

  it.each<[string, PersonDraft, boolean, number, boolean]>([
    ['two hours', {}, false, 7_190, true],
    ['two hours', {}, false, 7_210, false],
    ['thirty days when remembered', {}, true, 29 * 86_400, true],
    ['thirty days when remembered', {}, true, 30 * 86_400 + 10, false],
    ['thirty minutes for staff', { platformRole: 'ADMIN' }, false, 1_790, true],
    ['thirty minutes for staff', { platformRole: 'ADMIN' }, false, 1_810, false],
    ['thirty minutes for staff, remembered or not', { platformRole: 'SUPPORT' }, true, 1_810, false],
  ])('rests for %s at most (%#)', async (_, draft, remember, seconds, alive) => {
    const person = await aPerson(stage, draft);
    const cookie = await open(person, remember);
    await pass(person, seconds);
    expect((await reads(cookie)).status).toBe(alive ? 200 : 401);
  });

  it('lasts twelve hours, however busy', async () => {
    const person = await aPerson(stage);
    let { cookie } = person;
    for (let hour = 0; hour < 11; hour += 1) {
      await pass(person, 3_600);
      cookie = (await reads(cookie)).cookie ?? cookie;
    }
    expect((await reads(cookie)).status).toBe(200);
    await pass(person, 3_600);
    expect((await reads(cookie)).status).toBe(401);
  });

  it('gets the limits of staff when its owner joins an agency', async () => {
    const person = await aPerson(stage);
    const cookie = await open(person, true);
    await stage.db.query(
      `insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, 'ADVISER')`,
      [newId(), await anOrganisation(stage, { kind: 'AGENCY' }), person.accountId],
    );
    expect((await reads(cookie)).status).toBe(200);
    await pass(person, 1_810);
    expect((await reads(cookie)).status).toBe(401);
  });

  it('follows memberships and suspension at once', async () => {
    const organisationId = await anOrganisation(stage);
    const person = await aPerson(stage, { organisationId, role: 'MEMBER' });
    expect((await person.browser.get('/api/me')).body.current?.role).toBe('MEMBER');
    await stage.db.query(`update membership set active = false, deactivated_at = now() where account_id = $1`, [
      person.accountId,
    ]);
    expect((await person.browser.get('/api/me')).body).toMatchObject({ current: null, memberships: [] });
    await stage.db.query(`update account set status = 'SUSPENDED' where id = $1`, [person.accountId]);
    expect((await person.browser.get('/api/me')).status).toBe(401);
  });

  it('ends at sign-out, here only, and the browser forgets', async () => {
    const person = await aPerson(stage);
    const elsewhere = await open(person);
    const left = await person.browser.delete('/api/sessions/current');
    expect(left.status).toBe(204);
    expect(left.headers['set-cookie']).toMatch(/^sid=; .*Max-Age=0/);
    expect(left.headers['clear-site-data']).toContain('cookies');
    expect((await reads(person.cookie)).status).toBe(401);
    expect((await reads(elsewhere)).status).toBe(200);
  });

  it('is listed and closed by its owner alone', async () => {
    const person = await aPerson(stage);
    const stranger = await aPerson(stage);
    const [second, third] = [await open(person), await open(person)];
    const { body } = await person.browser.get('/api/me/sessions');
    expect(body.items).toHaveLength(3);
    expect(body.items.filter((item) => item.current)).toHaveLength(1);
    const theirs = (await stage.browser(second).get('/api/me/sessions')).body.items;
    const id = theirs.find((item) => item.current)!.id;
    expect((await stranger.browser.delete(`/api/me/sessions/${id}`)).problem.code).toBe('session/unknown');
    expect((await person.browser.delete(`/api/me/sessions/${id}`)).status).toBe(204);
    expect((await reads(second)).status).toBe(401);
    expect((await person.browser.delete('/api/me/sessions')).status).toBe(204);
    expect((await reads(third)).status).toBe(401);
    expect((await person.browser.get('/api/me/sessions')).body.items).toHaveLength(1);
  });

  it('is one of twenty: a twenty-first closes the oldest', async () => {
    const person = await aPerson(stage);
    for (let n = 0; n < 19; n += 1) await open(person);
    expect((await reads(person.cookie)).status).toBe(200);
    const last = await open(person);
    expect((await reads(person.cookie)).status).toBe(401);
    expect((await reads(last)).status).toBe(200);
  });

  it('costs one query to read, and one write a minute', async () => {
    const person = await aPerson(stage);
    const query = jest.spyOn(stage.db, 'query');
    const sessions = stage.get(SessionService);
    await sessions.resolveActor({ cookie: person.cookie });
    expect(query).toHaveBeenCalledTimes(1);
    await pass(person, 61);
    query.mockClear();
    await sessions.resolveActor({ cookie: person.cookie });
    await sessions.resolveActor({ cookie: person.cookie });
    expect(query).toHaveBeenCalledTimes(3);
    query.mockRestore();
  });

  it.each(['sid=', 'sid=court', `sid=${'x'.repeat(43)}`, 'sid=a%00b', 'autre=1; sid=', '=;;sid'])(
    'takes the cookie %s for nobody',
    async (cookie) => {
      expect((await reads(cookie)).status).toBe(401);
    },
  );

  describe('an access token', () => {
    const program = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const make = (person: StagedPerson, more: object = {}) =>
      person.browser.post('/api/me/tokens', { name: 'Import', scopes: ['missions:read'], ...more });

    it('is shown once, opens what its scopes say, and nothing about the person', async () => {
      const person = await aPerson(stage, { organisationId: await anOrganisation(stage), role: 'ADMIN' });
      const made = await make(person);
      expect(made.status).toBe(201);
      expect(made.body.token).toMatch(new RegExp(`^aro_${made.body.prefix}_[\\w-]{43}$`));
      const [kept] = await stage.db.query<object[]>(`select * from access_token where id = $1`, [made.body.id]);
      expect(JSON.stringify(kept)).not.toContain(made.body.token);
      const anyone = stage.browser();
      const asProgram = program(made.body.token);
      expect((await anyone.get('/api/me/missions', asProgram)).status).toBe(200);
      const written = await anyone.post('/api/missions', { title: 'Une mission' }, asProgram);
      expect(written).toMatchObject({
        status: 403,
        problem: { code: 'access/scope-missing', scope: 'missions:write' },
      });
      for (const url of ['/api/me', '/api/me/tokens', '/api/me/sessions'])
        expect((await anyone.get(url, asProgram)).problem.code).toBe('access/scope-missing');
      expect((await anyone.post('/api/me/tokens', { name: 'X', scopes: ['missions:read'] }, asProgram)).status).toBe(
        403,
      );
      const { items } = (await person.browser.get('/api/me/tokens')).body;
      expect(items).toMatchObject([{ id: made.body.id, scopes: ['missions:read'], lastUsedAt: expect.any(String) }]);
      expect(items[0]).not.toHaveProperty('token');
    });

    it('stops when it is revoked, when it is over, when its owner is suspended', async () => {
      const person = await aPerson(stage, { organisationId: await anOrganisation(stage) });
      const stranger = await aPerson(stage);
      const [revoked, over, held] = await Promise.all([make(person), make(person, { days: 1 }), make(person)]);
      const uses = async (made: typeof revoked) =>
        (await stage.browser().get('/api/me/missions', program(made.body.token))).status;
      expect(await uses(revoked)).toBe(200);
      expect((await stranger.browser.delete(`/api/me/tokens/${revoked.body.id}`)).status).toBe(404);
      expect((await person.browser.delete(`/api/me/tokens/${revoked.body.id}`)).status).toBe(204);
      expect(await uses(revoked)).toBe(401);
      await stage.db.query(`update access_token set expires_at = now() where id = $1`, [over.body.id]);
      expect(await uses(over)).toBe(401);
      expect(await uses(held)).toBe(200);
      await stage.db.query(`update account set status = 'SUSPENDED' where id = $1`, [person.accountId]);
      expect(await uses(held)).toBe(401);
    });

    it('made before its owner became staff does not pass for a second factor', async () => {
      const person = await aPerson(stage, { mfa: false });
      const made = await make(person, { scopes: ['platforms:read', 'organisations:read'] });
      await stage.db.query(`update account set platform_role = 'ADMIN' where id = $1`, [person.accountId]);
      const url = `/api/organisations/${await anOrganisation(stage)}`;
      const refused = await stage.browser().get(url, program(made.body.token));
      expect(refused).toMatchObject({ status: 403, problem: { code: 'access/second-factor-required' } });
    });

    it('opens no more on a public page than its scopes say', async () => {
      const person = await aPerson(stage, { freelancer: true });
      const [other, own] = [await make(person), await make(person, { scopes: ['profiles:read'] })];
      const url = `/api/profiles/${person.profileId}`;
      expect((await person.browser.get(url)).status).toBe(200);
      expect((await stage.browser().get(url, program(own.body.token))).status).toBe(200);
      expect((await stage.browser().get(url, program(other.body.token))).status).toBe(404);
    });

    it.each([
      ['empty', 'aro_'],
      ['short', 'aro_12345678_short'],
      ['long', 'x'.repeat(2_000)],
      ['of another kind', '{}'],
    ])('%s opens nothing', async (_, token) => {
      expect((await stage.browser().get('/api/me/missions', program(token))).status).toBe(401);
    });
  });
});
