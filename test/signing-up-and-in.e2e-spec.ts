import { Secret, TOTP } from 'otpauth';
import { holdClock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { lastToken, lettersTo } from './build/a-letter';
import { anOrganisation, aPerson } from './build/a-person';
import type { Answer } from './stage/contracts';
import { type Browser, Stage } from './stage/stage';

const PASSWORD = 'quatre girafes en tutu';
const OTHER = 'le phare avale du thym';

describe('signing up and in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
  });
  afterAll(() => stage.close());
  afterEach(() => holdClock());

  const address = () => `camille-${newId()}@exemple.fr`;
  const signUp = (email: string, more: object = {}) =>
    stage
      .browser()
      .post('/api/accounts', { email, password: PASSWORD, name: 'Camille Roche', acceptTerms: true, ...more });
  const signIn = async (email: string, more: object = {}): Promise<{ browser: Browser; answer: Answer }> => {
    const browser = stage.browser();
    return { browser, answer: await browser.post('/api/sessions', { email, password: PASSWORD, ...more }) };
  };
  const aMember = async (more: object = {}) => {
    const email = address();
    expect((await signUp(email, more)).status).toBe(202);
    return { email, ...(await signIn(email)) };
  };
  const bare = ({ status, text, headers }: Answer) => ({ status, text, type: headers['content-type'] });
  const securityOf = async (email: string): Promise<string[]> =>
    (
      await stage.db.query<{ type: string }[]>(
        `select e.type from security_event e join account a on a.id = e.account_id where a.email = $1 order by e.at, e.id`,
        [email],
      )
    ).map(({ type }) => type);

  describe('a freelancer', () => {
    it('signs up, verifies the address by the letter, once, and has a profile to fill', async () => {
      const { email, browser, answer } = await aMember();
      expect(answer.status).toBe(204);
      const me = await browser.get('/api/me');
      expect(me).toMatchObject({
        status: 200,
        headers: { etag: '"1"', 'cache-control': 'no-store' },
        body: {
          name: 'Camille Roche',
          email,
          emailVerified: false,
          memberships: [],
          current: null,
          platformRole: null,
          secondFactor: { enrolled: false, required: false, passed: false },
        },
      });
      expect(me.body.profileId).toEqual(expect.any(String));
      const token = await lastToken(stage, email);
      expect((await stage.browser().post('/api/accounts/verification', { token })).status).toBe(204);
      expect((await browser.get('/api/me')).body).toMatchObject({ emailVerified: true, version: 2 });
      const again = await stage.browser().post('/api/accounts/verification', { token });
      expect(again).toMatchObject({ status: 422, problem: { code: 'link/unknown' } });
    });

    it('gets a new letter on demand; the link of the first stops working', async () => {
      const email = address();
      await signUp(email);
      const first = await lastToken(stage, email);
      expect((await stage.browser().post('/api/accounts/verification/letters', { email })).status).toBe(202);
      const second = await lastToken(stage, email);
      expect(second).not.toBe(first);
      expect((await stage.browser().post('/api/accounts/verification', { token: first })).status).toBe(422);
      expect((await stage.browser().post('/api/accounts/verification', { token: second })).status).toBe(204);
    });

    it('changes name and language, on the version they read', async () => {
      const { browser } = await aMember();
      expect((await browser.patch('/api/me', { name: 'Camille R.' })).status).toBe(428);
      const edited = await browser.patch('/api/me', { name: 'Camille R.', phone: '+33 6 12 34 56 78' }, { version: 1 });
      expect(edited).toMatchObject({ status: 200, body: { name: 'Camille R.', version: 2, locale: 'fr' } });
      expect((await browser.patch('/api/me', { locale: 'en' }, { version: 1 })).status).toBe(412);
      const emptied = await browser.patch('/api/me', { phone: null }, { version: 2 });
      expect(emptied.body).toMatchObject({ phone: null, name: 'Camille R.' });
    });
  });

  it('makes an employer the administrator of an organisation that waits to be verified', async () => {
    const { browser } = await aMember({
      role: 'EMPLOYER',
      organisation: { name: 'Atelier Vasseur', siret: '73282932000074' },
    });
    const membership = { organisation: { name: 'Atelier Vasseur', kind: 'EMPLOYER', verified: false }, role: 'ADMIN' };
    const { body } = await browser.get('/api/me');
    expect(body).toMatchObject({ profileId: null, memberships: [membership], current: membership });
    const alone = await browser.put('/api/me/organisation', { organisationId: null });
    expect(alone).toMatchObject({ status: 200, body: { current: null, memberships: [membership] } });
    expect((await browser.get('/api/me')).body.current).toBeNull();
    const organisationId = body.current?.organisation.id;
    expect((await browser.put('/api/me/organisation', { organisationId })).body.current).toMatchObject(membership);
    const elsewhere = await browser.put('/api/me/organisation', { organisationId: await anOrganisation(stage) });
    expect(elsewhere).toMatchObject({ status: 403, problem: { code: 'organisation/not-yours' } });
  });

  it('answers a known address exactly as a new one; only the letter tells', async () => {
    const email = address();
    const first = bare(await signUp(email));
    const second = bare(await signUp(` ${email.toUpperCase()} `.trim(), { password: OTHER, name: 'Quelqu’un' }));
    expect(second).toEqual(first);
    const letters = await lettersTo(stage, email);
    // Two letters leave at once: their order says nothing. One holds the link, the other has none to give.
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(2);
    expect(letters.filter(({ token }) => token !== '')).toHaveLength(1);
    expect(letters).toHaveLength(2);
    expect((await signIn(email)).answer.status).toBe(204);
    expect((await signIn(email, { password: OTHER })).answer.status).toBe(401);
  });

  it.each([
    ['court', 'password/short'],
    ['123456789012', 'password/common'],
    ['motdepasse2026!', 'password/common'],
    ['camille-roche-26', 'password/personal'],
    ['Aronde-Aronde-2026', 'password/personal'],
  ])('refuses the password %s and says why beside the field', async (password, code) => {
    const refused = await signUp(address(), { password });
    expect(refused).toMatchObject({ status: 422, problem: { code, errors: [{ path: 'password' }] } });
  });

  it('refuses a SIRET that cannot be, and terms that were not accepted', async () => {
    const siret = await signUp(address(), {
      role: 'EMPLOYER',
      organisation: { name: 'Vasseur', siret: '73282932000075' },
    });
    expect(siret).toMatchObject({ status: 422, problem: { errors: [{ path: 'organisation.siret' }] } });
    expect((await signUp(address(), { acceptTerms: false })).status).toBe(400);
  });

  describe('signing in', () => {
    it('says the same for a wrong password, an unknown address and a suspended account', async () => {
      const { email } = await aMember();
      const suspended = (await aMember()).email;
      await stage.db.query(`update account set status = 'SUSPENDED' where email = $1`, [suspended]);
      const answers = await Promise.all([signIn(email, { password: OTHER }), signIn(address()), signIn(suspended)]);
      for (const { answer, browser } of answers) {
        expect(answer).toMatchObject({ status: 401, problem: { code: 'session/refused' } });
        expect({ ...answer.problem, requestId: '' }).toEqual({ ...answers[0]?.answer.problem, requestId: '' });
        expect(browser.cookie).toBeUndefined();
      }
      expect(await securityOf(email)).toEqual(['SIGNED_IN', 'SIGN_IN_FAILED']);
    });

    it('makes one wait after five failures, even the right password, even tried all at once', async () => {
      const { email } = await aMember();
      const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(email, { password: OTHER })));
      const statuses = tries.map(({ answer }) => answer.status).sort();
      expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(7).fill(429)]);
      const { answer } = await signIn(email);
      expect(answer).toMatchObject({ status: 429, problem: { code: 'request/too-many' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
      const kept = await stage.db.query<{ key: string }[]>(`select key from rate_counter`);
      expect(JSON.stringify(kept)).not.toContain(email);
      expect(
        await stage.db.query(
          `select 1 from security_event where type = 'LIMIT_REACHED' and detail ->> 'limit' = 'sign-in-account'`,
        ),
      ).toHaveLength(1);
      // A reset proves who one is: no need to wait.
      await stage.browser().post('/api/password-resets', { email });
      await stage
        .browser()
        .post('/api/password-resets/completion', { token: await lastToken(stage, email), password: OTHER });
      expect((await signIn(email, { password: OTHER })).answer.status).toBe(204);
    });

    it('makes hashes of other parameters again', async () => {
      const { email } = await aMember();
      const { hash } = await import('@node-rs/argon2');
      const { createHmac } = await import('node:crypto');
      const peppered = createHmac('sha256', stage.env.secret).update(`password ${PASSWORD}`).digest('base64');
      const weak = await hash(peppered, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
      await stage.db.query(`update account set password_hash = $2 where email = $1`, [email, weak]);
      expect((await signIn(email)).answer.status).toBe(204);
      const [{ stored }] = await stage.db.query<[{ stored: string }]>(
        `select password_hash as stored from account where email = $1`,
        [email],
      );
      expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect((await signIn(email)).answer.status).toBe(204);
    });
  });

  describe('a forgotten password', () => {
    it('is set anew by the letter, once, and every session ends', async () => {
      const { email, browser } = await aMember();
      const asked = bare(await stage.browser().post('/api/password-resets', { email }));
      expect(bare(await stage.browser().post('/api/password-resets', { email: address() }))).toEqual(asked);
      expect(asked.status).toBe(202);
      const token = await lastToken(stage, email);
      const weak = await stage.browser().post('/api/password-resets/completion', { token, password: 'camille-roche' });
      expect(weak).toMatchObject({ status: 422, problem: { code: 'password/personal' } });
      const both = await Promise.all(
        [0, 1].map(() => stage.browser().post('/api/password-resets/completion', { token, password: OTHER })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([204, 422]);
      expect((await browser.get('/api/me')).status).toBe(401);
      expect((await signIn(email)).answer.status).toBe(401);
      const { browser: anew, answer } = await signIn(email, { password: OTHER });
      expect(answer.status).toBe(204);
      expect((await anew.get('/api/me')).body.emailVerified).toBe(true);
    });

    it('writes three letters an hour to an address, known or not', async () => {
      for (const email of [(await aMember()).email, address()]) {
        const statuses: number[] = [];
        for (let n = 0; n < 4; n += 1)
          statuses.push((await stage.browser().post('/api/password-resets', { email })).status);
        expect(statuses.at(-1)).toBe(429);
        expect((await lettersTo(stage, email)).length).toBeLessThanOrEqual(3);
      }
    });
  });

  it('changes the password of whoever gives the present one; their other sessions end', async () => {
    const { email, browser } = await aMember();
    const elsewhere = (await signIn(email)).browser;
    const wrong = await browser.put('/api/me/password', { current: OTHER, password: OTHER });
    expect(wrong).toMatchObject({ status: 422, problem: { code: 'password/wrong', errors: [{ path: 'current' }] } });
    expect((await browser.put('/api/me/password', { current: PASSWORD, password: OTHER })).status).toBe(204);
    expect((await browser.get('/api/me')).status).toBe(200);
    expect((await elsewhere.get('/api/me')).status).toBe(401);
    expect((await signIn(email, { password: OTHER })).answer.status).toBe(204);
  });

  describe('the second factor', () => {
    const enrolled = async () => {
      const member = await aMember();
      const begun = await member.browser.post('/api/me/second-factor');
      expect(begun.status).toBe(201);
      expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Aronde:/);
      expect(begun.body.qr).toMatch(/^<svg/);
      const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
      const at = Date.now();
      const code = (steps: number) => {
        holdClock(new Date(at + steps * 30_000));
        return totp.generate({ timestamp: at + steps * 30_000 });
      };
      const confirmed = await member.browser.post('/api/me/second-factor/confirmation', { code: code(0) });
      expect(confirmed.status).toBe(200);
      return { ...member, totp, at, code, codes: confirmed.body.codes };
    };

    it('is enrolled with a first code; the session goes on under a new token, the others end', async () => {
      const { email, browser } = await aMember();
      const elsewhere = (await signIn(email)).browser;
      const old = browser.cookie;
      const early = await browser.post('/api/me/second-factor/confirmation', { code: '123456' });
      expect(early).toMatchObject({ status: 409, problem: { code: 'totp/not-started' } });
      const { body } = await browser.post('/api/me/second-factor');
      const [{ sealed }] = await stage.db.query<[{ sealed: string }]>(
        `select totp_secret as sealed from account where email = $1`,
        [email],
      );
      expect(sealed).not.toContain(body.secret);
      const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate();
      const confirmed = await browser.post('/api/me/second-factor/confirmation', { code });
      expect(confirmed.body.codes).toHaveLength(10);
      expect(browser.cookie).not.toBe(old);
      expect((await stage.browser(old).get('/api/me')).status).toBe(401);
      expect((await elsewhere.get('/api/me')).status).toBe(401);
      expect((await browser.get('/api/me')).body.secondFactor).toEqual({
        enrolled: true,
        required: false,
        passed: true,
      });
      expect((await browser.post('/api/me/second-factor')).problem.code).toBe('totp/already');
      const kept = JSON.stringify(await stage.db.query(`select response from idempotency`));
      for (const recovery of confirmed.body.codes) expect(kept).not.toContain(recovery);
      expect((await lettersTo(stage, email)).map(({ subject }) => subject)).toHaveLength(2);
    });

    it('is asked for after the password, takes each code once, one step early or late', async () => {
      const { email, at, code } = await enrolled();
      expect((await signIn(email)).answer).toMatchObject({
        status: 401,
        problem: { code: 'session/second-factor-needed' },
      });
      const replayed = await signIn(email, { totp: code(0) });
      expect(replayed.answer).toMatchObject({ status: 401, problem: { code: 'session/second-factor-wrong' } });
      const next = code(1);
      const both = await Promise.all([signIn(email, { totp: next }), signIn(email, { totp: next })]);
      expect(both.map(({ answer }) => answer.status).sort()).toEqual([204, 401]);
      const late = code(3);
      holdClock(new Date(at + 4 * 30_000));
      const { answer, browser } = await signIn(email, { totp: late });
      expect(answer.status).toBe(204);
      expect((await browser.get('/api/me')).body.secondFactor.passed).toBe(true);
    });

    it('lets a recovery code in, once, however it is typed', async () => {
      const { email, codes } = await enrolled();
      const typed = (codes[0] ?? '').toUpperCase().replace('-', ' ');
      expect((await signIn(email, { recoveryCode: typed })).answer.status).toBe(204);
      expect((await signIn(email, { recoveryCode: codes[0] })).answer.status).toBe(401);
      expect((await signIn(email, { recoveryCode: codes[1] })).answer.status).toBe(204);
      expect(await securityOf(email)).toEqual(
        expect.arrayContaining(['SECOND_FACTOR_ON', 'RECOVERY_CODE_USED', 'SECOND_FACTOR_FAILED']),
      );
    });

    it('is not guessed: five tries, at sign-in as when turning it off', async () => {
      const { email, browser, code, totp } = await enrolled();
      const good = totp.generate({ timestamp: Date.now() + 30_000 });
      const wrong = good === '000000' ? '111111' : '000000';
      const tries = await Promise.all(Array.from({ length: 8 }, () => signIn(email, { totp: wrong })));
      expect(tries.map(({ answer }) => answer.status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      expect((await browser.post('/api/me/second-factor/removal', { code: code(1) })).status).toBe(429);
      expect((await signIn(email, { totp: code(1) })).answer.status).toBe(429);
    });

    it('is turned off with a code', async () => {
      const { email, browser, code } = await enrolled();
      expect((await browser.post('/api/me/second-factor/removal', { code: '000000' })).status).toBe(401);
      expect((await browser.post('/api/me/second-factor/removal', { code: code(1) })).status).toBe(204);
      expect((await signIn(email)).answer.status).toBe(204);
      expect((await browser.get('/api/me')).body.secondFactor).toEqual({
        enrolled: false,
        required: false,
        passed: false,
      });
    });

    it('is required of staff before any right, and of nobody for what is their own', async () => {
      const agency = await anOrganisation(stage, { kind: 'AGENCY' });
      const adviser = await aPerson(stage, { organisationId: agency, role: 'ADVISER', mfa: false });
      expect((await adviser.browser.get('/api/me')).body.secondFactor).toEqual({
        enrolled: false,
        required: true,
        passed: false,
      });
      const url = `/api/organisations/${agency}/members`;
      expect(await adviser.browser.get(url)).toMatchObject({
        status: 403,
        problem: { code: 'access/second-factor-required' },
      });
      const token = await adviser.browser.post('/api/me/tokens', { name: 'Détour', scopes: ['organisations:read'] });
      expect(token).toMatchObject({ status: 403, problem: { code: 'access/second-factor-required' } });
      const { body } = await adviser.browser.post('/api/me/second-factor');
      const totp = new TOTP({ secret: Secret.fromBase32(body.secret) });
      await adviser.browser.post('/api/me/second-factor/confirmation', { code: totp.generate() });
      expect((await adviser.browser.get(url)).status).toBe(200);
      const later = new Date(Date.now() + 30_000);
      holdClock(later);
      const code = totp.generate({ timestamp: later.getTime() });
      expect((await adviser.browser.post('/api/me/second-factor/removal', { code })).status).toBe(204);
      expect((await adviser.browser.get(url)).status).toBe(403);
    });
  });

  it('refuses a sign-in posted by another site', async () => {
    const { email } = await aMember();
    const foreign = await stage
      .browser()
      .post('/api/sessions', { email, password: PASSWORD }, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign).toMatchObject({ status: 403, problem: { code: 'request/cross-site' } });
  });
});

describe('the ceilings of a network', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ env: { NODE_ENV: 'development' } });
  });
  afterAll(() => stage.close());

  it('are five sign-ups an hour and twenty failed sign-ins a quarter of an hour, and count failures only', async () => {
    const post = (url: string, body: object) =>
      stage.browser().post(url, body, { headers: { 'x-forwarded-for': newId() } });
    const person = { password: PASSWORD, name: 'Camille Roche', acceptTerms: true };
    const signUps: number[] = [];
    for (let n = 0; n < 6; n += 1)
      signUps.push((await post('/api/accounts', { ...person, email: `n${n}@exemple.fr` })).status);
    expect(signUps).toEqual([202, 202, 202, 202, 202, 429]);
    for (let n = 0; n < 3; n += 1)
      expect((await post('/api/sessions', { email: 'n0@exemple.fr', password: PASSWORD })).status).toBe(204);
    const failures: number[] = [];
    for (let n = 0; n < 21; n += 1)
      failures.push((await post('/api/sessions', { email: `inconnu${n}@exemple.fr`, password: PASSWORD })).status);
    expect(failures).toEqual([...Array<number>(20).fill(401), 429]);
    expect((await post('/api/sessions', { email: 'n0@exemple.fr', password: PASSWORD })).status).toBe(429);
  });
});
