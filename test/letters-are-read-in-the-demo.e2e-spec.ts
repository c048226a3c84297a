import { aFreelancer, aMission, anApplication, anEmployer } from './build/a-cast';
import { Stage } from './stage/stage';

describe('the letters of the demo', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true, env: { DEMO: '1' } });
  });
  afterAll(() => stage.close());

  const mails = async (to: string) =>
    (await stage.browser().get(`/api/demo/mails?to=${encodeURIComponent(to)}`)).body.items;

  it('carry the link that confirms an address, once', async () => {
    const browser = stage.browser();
    const draft = {
      email: 'lea.simon@essai.example',
      password: 'un mot de passe que personne ne devine 42',
      name: 'Léa Simon',
      locale: 'fr',
      role: 'FREELANCER',
      acceptTerms: true,
    };
    expect((await browser.post('/api/accounts', draft)).status).toBe(202);
    await stage.settle();
    const [letter] = await mails(draft.email);
    expect(letter?.subject).toBe('Confirmez votre adresse e-mail');
    const [, token] = /\/app\/verification#(\S+)/.exec(letter!.text) ?? [];
    expect(token).toBeDefined();
    expect((await browser.post('/api/accounts/verification', { token })).status).toBe(204);
    expect((await browser.post('/api/accounts/verification', { token })).status).toBeGreaterThanOrEqual(400);
    const stored = await stage.db.query<object[]>(`select params from email union all select payload from outbox`);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('tell somebody who signs up again that they have an account, and the page says nothing of it', async () => {
    const person = await aFreelancer(stage, 'Paul Girard');
    const answer = await stage.browser().post('/api/accounts', {
      email: person.email,
      password: 'un autre mot de passe assez long 77',
      name: 'Quelqu’un',
      locale: 'fr',
      role: 'FREELANCER',
      acceptTerms: true,
    });
    expect(answer.status).toBe(202);
    await stage.settle();
    expect((await mails(person.email)).map((mail) => mail.subject)).toEqual(['Vous avez déjà un compte']);
  });

  it('are shown on a page without script, everything escaped, page after page', async () => {
    const employer = await anEmployer(stage);
    const person = await aFreelancer(stage, 'Marc Olivier');
    await anApplication(
      person,
      await aMission(stage, employer, { title: 'Mission <script>alert(1)</script> & suite' }),
    );
    await stage.settle();
    const page = await stage.browser().get(`/demo/mails?to=${encodeURIComponent(person.email)}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toMatch(/<script/i);
    expect(page.text).toContain('href="http://localhost/app/candidatures/');
    const first = (await stage.browser().get('/api/demo/mails?limit=1')).body;
    const second = (
      await stage.browser().get(`/api/demo/mails?limit=1&cursor=${encodeURIComponent(first.nextCursor!)}`)
    ).body;
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
  });
});
