import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { compare, query } from '#libs/search/search.conformance';
import type { SearchFilters } from '#libs/search/search.port';
import { aDocument } from './build/a-document';
import { freshDatabase } from './stage/database';

describe('searching in PostgreSQL', () => {
  let db: DataSource;
  let engine: PostgresSearch;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    db = await new DataSource(
      databaseOptions({ url: fresh.url, poolSize: 4, applicationName: 'search-test' }),
    ).initialize();
    engine = new PostgresSearch(db);
  });
  beforeEach(() => db.query('truncate search_document, search_body, search_lexicon'));
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  const front = aDocument();
  const back = aDocument({
    title: 'Développeur back-end Node.js',
    keywords: ['Node.js', 'C#', '.NET', 'PostgreSQL', 'back-end developer'],
    body: 'Services de paiement et files de messages.',
    skills: [3, 4],
    occupations: [11],
    departement: '75',
    placeName: 'Paris',
    lat: 48.8566,
    lon: 2.3522,
    rate: 600,
    remote: ['ONSITE'],
    languages: ['fr', 'en'],
  });
  const writer = aDocument({
    title: 'Rédactrice web',
    keywords: ['SEO', 'rédaction', 'copywriter'],
    body: 'Articles pour React magazine.',
    skills: [5],
    occupations: [12],
    rate: null,
    audience: 'AGENCIES',
  });
  const found = async (words: string, filters: SearchFilters = {}) =>
    (await engine.search(query({ words, filters }))).hits.map((hit) => hit.id);

  it.each([
    ['an exact word', 'front-end', () => [front.id]],
    ['another gender', 'developpeur front-end', () => [front.id]],
    ['no accents, capitals', 'REDACTRICE', () => [writer.id]],
    ['decomposed accents and a zero-width space', 're\u0301dac\u200btrice', () => [writer.id]],
    ['a typo', 'devlopeuse front-end', () => [front.id]],
    ['a synonym', 'intégrateur', () => [front.id]],
    ['English', 'copywriter', () => [writer.id]],
    ['C#', 'c#', () => [back.id]],
    ['.NET', '.net', () => [back.id]],
    ['Node.js', 'node.js', () => [back.id]],
    ['a place', 'développeur Paris', () => [back.id]],
    ['the beginning of a word', 'postgre', () => [back.id]],
    ['a word of the long text', 'paiement', () => [back.id]],
    ['small words around', 'la rédactrice du web', () => [writer.id]],
  ])('finds by %s', async (_name, words, expected) => {
    await engine.upsert([front, back, writer]);
    expect(await found(words)).toEqual(expected());
  });

  it('says which word it read differently', async () => {
    await engine.upsert([front, back]);
    const result = await engine.search(query({ words: 'reactt' }));
    expect(result.corrected).toEqual([{ from: 'reactt', to: 'react' }]);
  });

  it('puts a title before a long text', async () => {
    await engine.upsert([writer, front]);
    expect(await found('React')).toEqual([front.id, writer.id]);
  });

  it('widens to some of the words when no one has them all, and says so', async () => {
    await engine.upsert([front, back]);
    const result = await engine.search(query({ words: 'React paiement' }));
    expect(result).toMatchObject({ widened: true, total: 2 });
  });

  it('shows people only to those they chose', async () => {
    await engine.upsert([front, writer]);
    const seen = await engine.search(query({ audiences: ['PUBLIC'] }));
    expect(seen.hits.map((hit) => hit.id)).toEqual([front.id]);
  });

  it('gives the distance, nearest first', async () => {
    await engine.upsert([front, back]);
    const result = await engine.search(
      query({ sort: 'DISTANCE', filters: { near: { lat: 45.76, lon: 4.84, km: 500 } } }),
    );
    expect(result.hits.map((hit) => hit.id)).toEqual([front.id, back.id]);
    expect(result.hits[0]?.km).toBeLessThan(1);
    expect(result.hits[1]?.km).toBeCloseTo(392, -1);
  });

  it('never lets an older document replace a newer one', async () => {
    await engine.upsert([{ ...front, version: 3, title: 'Nouveau titre' }]);
    await engine.upsert([{ ...front, version: 2 }]);
    expect(await engine.held('profile', null, 10)).toEqual([{ id: front.id, version: 3 }]);
    await engine.remove('profile', [front.id]);
    expect(await engine.held('profile', null, 10)).toEqual([]);
  });

  it.each([
    "' or 1=1 --",
    '"; drop table search_document',
    ':* & |',
    '((((',
    '\\',
    '%',
    'a'.repeat(10_000),
    '👩‍👩‍👧',
    '\u202Eabc',
    '!!!',
  ])('answers calmly to %s', async (words) => {
    await engine.upsert([front]);
    await expect(engine.search(query({ words }))).resolves.toMatchObject({ hits: expect.any(Array) as unknown[] });
  });

  it('agrees with a reference on random filters, totals and facets', async () => {
    const documents = Array.from({ length: 120 }, (_, index) =>
      aDocument({
        skills: [1, 2, 3, 4, 5].filter((skill) => (index * 7) % (skill + 2) === 0),
        occupations: [10 + (index % 4)],
        remote: (['REMOTE', 'HYBRID', 'ONSITE'] as const).filter((_mode, at) => (index >> at) % 2 === 0),
        languages: index % 3 === 0 ? ['fr', 'en'] : ['fr'],
        departement: index % 5 === 0 ? null : ['69', '75', '13'][index % 3],
        lat: index % 6 === 0 ? null : 43 + (index % 50) / 10,
        lon: index % 6 === 0 ? null : 1 + (index % 37) / 10,
        rate: index % 8 === 0 ? null : 300 + (index % 20) * 25,
        availableDay: index % 9 === 0 ? null : 20_780 + (index % 60),
        experienceYears: index % 10 === 0 ? null : index % 25,
        audience: (['PUBLIC', 'MEMBERS', 'AGENCIES'] as const)[index % 3],
      }),
    );
    await engine.upsert(documents);
    const some = <T>(...values: T[]) => fc.option(fc.subarray(values), { nil: undefined });
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          skills: some(1, 2, 3, 4, 5),
          occupations: some(10, 11, 12, 13),
          remote: some('REMOTE' as const, 'HYBRID' as const, 'ONSITE' as const),
          languages: some('fr', 'en', 'de'),
          departements: some('69', '75', '13'),
          rateMin: fc.option(fc.integer({ min: 250, max: 800 }), { nil: undefined }),
          rateMax: fc.option(fc.integer({ min: 250, max: 800 }), { nil: undefined }),
          availableBy: fc.option(fc.integer({ min: 20_770, max: 20_850 }), { nil: undefined }),
          experienceMin: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
          only: some(...documents.slice(0, 40).map(({ id }) => id)),
          excluding: some(...documents.slice(20, 60).map(({ id }) => id)),
          near: fc.option(
            fc.record({
              lat: fc.double({ min: 42, max: 49, noNaN: true }),
              lon: fc.double({ min: 0, max: 6, noNaN: true }),
              km: fc.integer({ min: 1, max: 400 }),
            }),
            { nil: undefined },
          ),
        }),
        fc.subarray(['PUBLIC', 'MEMBERS', 'AGENCIES'] as const, { minLength: 1 }),
        async (filters, audiences) => {
          compared += 1;
          expect(await compare(engine, documents, { filters, audiences, limit: 200 })).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
    expect(compared).toBe(80);
  }, 60_000);

  it('pages without repeating or skipping', async () => {
    await engine.upsert(Array.from({ length: 25 }, () => aDocument()));
    const pages = await Promise.all([0, 10, 20].map((offset) => engine.search(query({ offset, limit: 10 }))));
    const ids = pages.flatMap((page) => page.hits.map((hit) => hit.id));
    expect(new Set(ids).size).toBe(25);
  });
});
