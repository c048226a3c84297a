import type { ProfileResults } from '#libs/contracts/discovery';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { parse } from 'csv-parse/sync';
import {
  aFreelancerWho,
  aMandate,
  aMission,
  anAdviser,
  anEmployer,
  type Freelancer,
  type Member,
  rewrite,
} from './build/a-cast';
import { aPublishedMission } from './browser/a-town-to-look-at';
import { Stage } from './stage/stage';

const skill = (label: string) => ({ label, level: 3, years: 4 });

describe('searching for people', () => {
  let stage: Stage;
  let adviser: Member;
  let employer: Member;
  let lea: Freelancer;
  let karim: Freelancer;
  let nora: Freelancer;
  let hidden: Freelancer;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    await seedTaxonomy(stage.db);
    adviser = await anAdviser(stage);
    employer = await anEmployer(stage);
    lea = await aFreelancerWho(stage, 'Léa Martin', {
      headline: 'Développeuse front-end React',
      skills: [skill('React'), skill('TypeScript')],
      place: 'Lyon',
      dailyRateMin: 480,
      experienceYears: 8,
      languages: [{ code: 'fr', level: 'NATIVE' }],
    });
    karim = await aFreelancerWho(stage, 'Karim Blanc', {
      headline: 'Développeur Node.js',
      skills: [skill('Node.js'), skill('TypeScript')],
      place: 'Grenoble',
      dailyRateMin: 530,
      experienceYears: 3,
    });
    nora = await aFreelancerWho(stage, 'Nora Petit', {
      headline: '=HYPERLINK("http://piege.example")',
      skills: [skill('Rédaction web')],
      place: 'Paris',
      dailyRateMin: 510,
      rateVisible: false,
    });
    hidden = await aFreelancerWho(stage, 'Personne Cachée', {
      headline: 'Développeuse React',
      skills: [skill('React')],
      place: 'Lyon',
      dailyRateMin: 490,
      visibility: 'HIDDEN',
    });
    await aMandate(stage, adviser, lea);
    // The mandate is written beside the product: the profile is indexed again as accepting one would do.
    await rewrite(lea, { summary: 'Interfaces accessibles.' });
    await stage.settle();
  }, 60_000);
  afterAll(() => stage.close());

  const search = async (who: Member, query: string) => {
    const { status, body } = await who.browser.get(`/api/search/profiles?${query}`);
    expect(status).toBe(200);
    return body;
  };
  const names = ({ items }: ProfileResults): string[] => items.map(({ name }) => name);

  it('shows and counts nobody who hides, whatever is asked', async () => {
    const body = await search(adviser, 'q=React&place=Lyon');
    expect(names(body)).toEqual(['Léa M.']);
    expect(body.total).toBe(1);
    expect(JSON.stringify(body)).not.toContain(hidden.profileId);
  });

  it('widens the radius by itself when nobody stands within it, and says to what', async () => {
    const near = await search(adviser, 'q=Node.js&place=Lyon&km=30');
    expect(near).toMatchObject({ total: 1, widenedKm: 100 });
    expect(near.items[0]).toMatchObject({ name: 'Karim B.', km: expect.closeTo(95, -1) });
    const found = await search(adviser, 'q=React&place=Lyon&km=30');
    expect(found.widenedKm).toBeNull();
    const pages = await search(adviser, 'place=Lille&km=10&limit=1');
    expect(pages.widenedKm).toBe(500);
  });

  it('says what each filter costs when nothing is found, and each count is what the click gives', async () => {
    const [{ id }] = await stage.db.query<[{ id: number }]>(`select id from skill where label_fr = 'React'`);
    const react = String(id);
    const asked = new URLSearchParams({ q: 'React', skills: react, experienceMin: '20', languages: 'de' });
    const body = await search(adviser, asked.toString());
    expect(body.total).toBe(0);
    expect(body.facets.skills).toContainEqual({ value: react, label: 'React', count: 0 });
    // Two filters stand in the way: taking one away is not enough, so nothing is promised.
    expect(body.reliefs).toEqual([]);
    asked.delete('languages');
    const narrower = await search(adviser, asked.toString());
    expect(narrower.reliefs).toEqual([{ filter: 'experienceMin', value: null, count: 1 }]);
    asked.delete('experienceMin');
    expect((await search(adviser, asked.toString())).total).toBe(1);
  });

  it('names the occupations near the one searched, with what each would give', async () => {
    const { related } = await search(adviser, 'q=développeur front-end');
    expect(related.map(({ label }) => label)).toContain('Développeur / Développeuse Node.js');
    for (const { value, count } of related) expect((await search(adviser, `occupations=${value}`)).total).toBe(count);
  });

  it('offers missions of related occupations to everybody on the public page, with what each gives', async () => {
    await aPublishedMission(employer, 'Développeur Node.js', {
      place: null,
      skills: [{ label: 'Node.js', must: true }],
    });
    await stage.settle();
    const page = async (path: string) => (await stage.browser().get(path)).text;
    // The only mission is of another occupation, and stands elsewhere than the words and the place asked for.
    const french = await page('/missions?q=développeur front-end&rateMin=400');
    expect(french).toContain('<h2>Métiers proches</h2>');
    const [, address = ''] = /<a href="([^"]+)">Développeur \/ Développeuse Node\.js<\/a>/.exec(french) ?? [];
    expect(address).toMatch(/^\/missions\?rateMin=400&amp;occupations=\d+$/);
    const led = await page(address.replace('&amp;', '&'));
    expect(led).toContain('<h1>1 mission</h1>');
    expect(led).toMatch(/Métier\s: Développeur \/ Développeuse Node\.js\./);
    expect(led).toContain('<a href="/missions?rateMin=400">Tous les métiers</a>');
    expect(await page('/en/missions?q=développeur front-end')).toContain('<h2>Related occupations</h2>');
    expect(await page('/missions?q=zzqqxx')).not.toContain('Métiers proches');
  });

  it('invents no score without a mission, and gives those of the mission’s own list with one', async () => {
    for (const item of (await search(adviser, '')).items) expect(item.match).toBeNull();
    const mission = await aMission(stage, employer, { title: 'Développeur front-end React' });
    const { body } = await employer.browser.get(`/api/missions/${mission}`);
    await employer.browser.patch(
      `/api/missions/${mission}`,
      { skills: [{ label: 'React', must: true }, { label: 'TypeScript' }] },
      { version: body.version },
    );
    await stage.settle();
    const list = await employer.browser.get(`/api/missions/${mission}/candidates`);
    const found = await search(employer, `mission=${mission}&sort=MATCH`);
    expect(found.mission).toEqual({ id: mission, title: 'Développeur front-end React' });
    const scored = found.items.flatMap(({ id, match }) => (match ? [{ id, match }] : []));
    expect(scored.map(({ id, match }) => [id, match.score])).toEqual(
      list.body.items.map(({ profile, score }) => [profile.id, score]),
    );
    const best = scored[0]!.match;
    expect(best.explanation!.score).toBe(best.score);
    // Nobody is hidden by a score: those with nothing in common come last, without one.
    expect(found.total).toBe(3);
    expect(found.items.at(-1)).toMatchObject({ name: 'Nora P.', match: null });
    // An adviser reads the reasons of the people they accompany, the score alone of the others.
    const advised = await search(adviser, `mission=${mission}&sort=MATCH`);
    expect(advised.items.map(({ name, match }) => [name, match && match.explanation !== null])).toEqual([
      ['Léa M.', true],
      ['Karim B.', false],
      ['Nora P.', null],
    ]);
  });

  it('pages by match without repeating or skipping', async () => {
    const mission = await aMission(stage, employer, { title: 'Développeur React' });
    await stage.settle();
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: ProfileResults = await search(
        adviser,
        `mission=${mission}&sort=MATCH&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...names(page));
      cursor = page.nextCursor;
    }
    expect(seen.toSorted()).toEqual(['Karim B.', 'Léa M.', 'Nora P.']);
  });

  it('keeps to the caseload when asked, which nobody but an agency has', async () => {
    expect(names(await search(adviser, 'caseload=true'))).toEqual(['Léa M.']);
    expect(names(await search(employer, 'caseload=true'))).toEqual([]);
  });

  it.each([
    ['sort=MATCH', 422, 'search/mission-needed'],
    ['mission=0190a1b2-0000-7000-8000-000000000001', 404, 'mission/unknown'],
    ['mission=abc', 400, 'request/invalid'],
    ['km=20', 422, 'search/place-needed'],
    ['place=Zzyzx', 422, 'search/place-unknown'],
    ['rateMin=600&rateMax=500', 422, 'search/range-inverted'],
    ['skills=a,b', 400, 'request/invalid'],
    ['cursor=forged', 400, 'request/cursor-invalid'],
  ])('refuses %s with a sentence', async (query, status, code) => {
    const answer = await adviser.browser.get(`/api/search/profiles?${query}`);
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
    expect(answer.problem.title.length).toBeGreaterThan(10);
  });

  it('leaves as a file for agencies only, names with mandates only, formulas as text', async () => {
    const file = await adviser.browser.get('/api/search/profiles.csv?place=Lyon&km=500');
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename="candidats.csv"');
    expect(file.text.startsWith('\ufeffPersonne;Titre;')).toBe(true);
    const rows: Record<string, string>[] = parse(file.text, { delimiter: ';', bom: true, columns: true });
    expect(rows.map((row) => [row.Personne, row.Titre, row['Tarif minimum (€ / jour)']])).toEqual(
      expect.arrayContaining([
        ['Léa M.', 'Développeuse front-end React', '480'],
        ['hors portefeuille', 'Développeur Node.js', '530'],
        ['hors portefeuille', '\'=HYPERLINK("…")', ''],
      ]),
    );
    expect(file.text).not.toContain(lea.email);
    expect(file.text).toContain(`/app/profils/${karim.profileId}`);
    expect(file.text).not.toContain(hidden.profileId);
    expect((await employer.browser.get('/api/search/profiles.csv')).status).toBe(403);
    expect((await nora.browser.get('/api/search/profiles.csv')).status).toBe(403);
  });

  it('counts day rates by band, without the bounds asked, those who keep theirs to themselves and bands of fewer than three', async () => {
    expect((await search(adviser, '')).facets.rates).toEqual([]);
    for (const [name, dailyRateMin] of [
      ['Ana Roux', 460],
      ['Ben Faure', 470],
      ['Cléo Morel', 515],
    ] as const)
      await aFreelancerWho(stage, name, { dailyRateMin });
    await stage.settle();
    const all = await search(adviser, '');
    // With the one who hides the first band would be of four; with Nora, who tells no rate, the next would be of three.
    expect(all.facets.rates).toEqual([{ value: '450', label: '450', count: 3 }]);
    const dear = await search(adviser, 'rateMin=520');
    expect(dear.facets.rates).toEqual(all.facets.rates);
    // Nora says nothing of her rate: silence is no refusal, and no bound tells it.
    expect(names(dear).sort()).toEqual(['Karim B.', 'Nora P.']);
    expect(names(await search(adviser, 'rateMin=600'))).toEqual(['Nora P.']);
  });
});
