import type { DataSource } from 'typeorm';
import { demoAccounts } from '../scripts/demo-accounts';
import { SessionService } from '../src/accounts/sessions';
import { type Cast, tellStory, type Voice } from '../src/demo/story';
import { writeTown } from '../src/demo/write';
import { anAdviser } from './build/a-cast';
import { type Browser, Stage } from './stage/stage';

const TODAY = new Date().toISOString().slice(0, 10);

/** A person of the demo, who throws what the API refuses. */
const voiceOf = (browser: Browser): Voice => {
  const told = async <T>(answer: Promise<{ body: unknown }>): Promise<T> => (await answer).body as T;
  return {
    get: (path) => told(browser.get(path)),
    post: (path, body) => told(browser.post(path, body)),
    put: (path, body) => told(browser.put(path, body)),
  };
};

async function signedIn(stage: Stage, db: DataSource, email: string): Promise<Browser> {
  const [row] = await db.query<[{ id: string }]>(`select id from account where email = $1`, [email]);
  const browser = stage.browser();
  browser.cookie = (await stage.get(SessionService).open(db, row.id, { mfa: true })).split(';')[0];
  return browser;
}

describe('the demo town is alive', () => {
  let stage: Stage;
  let freelancer: Browser;
  let employer: Browser;
  let adviser: Browser;
  let admin: Browser;
  let cast: Cast;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await writeTown(stage.db, { profiles: 1_000, missions: 40, seed: 1 }, TODAY, demoAccounts, stage.env.secret);
    const [camille, hugo, claire, , sacha] = demoAccounts;
    freelancer = await signedIn(stage, stage.db, camille!.email);
    employer = await signedIn(stage, stage.db, hugo!.email);
    adviser = await signedIn(stage, stage.db, claire!.email);
    admin = await signedIn(stage, stage.db, sacha!.email);
    cast = { freelancer: voiceOf(freelancer), employer: voiceOf(employer), adviser: voiceOf(adviser) };
    await tellStory(cast, TODAY);
    await stage.settle();
  }, 120_000);
  afterAll(() => stage.close());

  it('gives the freelancer an offer to answer, and an application under way', async () => {
    const { counts } = (await freelancer.get('/api/me/applications?group=TO_ANSWER')).body;
    expect(counts.TO_ANSWER).toBe(1);
    expect(counts.RUNNING).toBe(1);
  });

  it('gives the employer applications at every step, each with the score it was sent with', async () => {
    const { items } = (await employer.get('/api/me/missions?limit=50')).body;
    const mission = items.find(({ title }) => title.includes('autopartage'))!;
    const received = (await employer.get(`/api/missions/${mission.id}/applications`)).body.items;
    expect(received.map(({ state }) => state).sort()).toEqual(['INTERVIEW', 'OFFERED', 'SHORTLISTED', 'SUBMITTED']);
    for (const { score } of received) expect(score).toBeGreaterThan(0);
  });

  it('gives the adviser a contested score to answer and a search that is kept', async () => {
    expect((await adviser.get('/api/contests/to-answer')).body.items).toHaveLength(1);
    expect((await adviser.get('/api/saved-searches')).body.items).toHaveLength(1);
  });

  it('gives the platform a mission to look at before it is published', async () => {
    expect((await admin.get('/api/operations/missions')).body.items).toHaveLength(1);
  });

  it('marks in lists who applied, for those who may read the application and for nobody else', async () => {
    const { items } = (await employer.get('/api/me/missions?limit=50')).body;
    const mission = items.find(({ title }) => title.includes('autopartage'))!;
    const received = (await employer.get(`/api/missions/${mission.id}/applications`)).body.items;
    const sent = Object.fromEntries(
      received.map(({ id, state, freelancer: { profileId } }) => [profileId, { id, state }]),
    );
    const marksOf = (rows: readonly { id: string; application: { id: string; state: string } | null }[]) =>
      Object.fromEntries(rows.flatMap(({ id, application }) => (application ? [[id, application]] : [])));

    const ranked = (await employer.get(`/api/missions/${mission.id}/candidates?limit=50`)).body.items;
    expect(marksOf(ranked.map(({ profile, application }) => ({ id: profile.id, application })))).toEqual(sent);
    const search = `/api/search/profiles?mission=${mission.id}&sort=MATCH&limit=50` as const;
    expect(marksOf((await adviser.get(search)).body.items)).toEqual(sent);
    const stranger = await anAdviser(stage, 'Agence de Brest');
    const seen = (await stranger.browser.get(search)).body.items;
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(sent)));
    expect(marksOf(seen)).toEqual({});

    const [first] = (await freelancer.get('/api/me/recommended-missions?limit=1')).body.items;
    expect(first).toMatchObject({ mission: { id: mission.id }, application: { state: 'OFFERED' } });
    const found = (await freelancer.get('/api/search/missions?q=autopartage')).body.items;
    expect(marksOf(found)).toMatchObject({ [mission.id]: { state: 'OFFERED' } });
  });

  it('is not told twice', async () => {
    expect(await tellStory(cast, TODAY)).toBe(false);
  });
});
