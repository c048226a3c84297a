import fc from 'fast-check';
import { distanceKm } from '#libs/geo/places';
import { compare, ordered, query } from '#libs/search/search.conformance';
import type { SynonymGroup } from '#libs/search/synonyms';
import type { Held, SearchDocument, SearchFilters, SearchPort, SearchSort } from '#libs/search/search.port';
import { FACETS } from '#libs/search/search.port';
import { tellable } from '#libs/search/small-cells';
import { aDocument } from '../build/a-document';

/** An adapter on an engine of its own: `clear` empties it. */
export interface Opened {
  port: SearchPort;
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

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
const town = [front, back, writer];

const some = <T>(...values: T[]) => fc.option(fc.subarray(values), { nil: undefined });
/** Random filters; `only` and `excluding` draw from the first and the middle ones of `documents`. */
const filtersOver = (documents: readonly SearchDocument[]): fc.Arbitrary<SearchFilters> =>
  fc.record({
    only: some(...documents.slice(0, 40).map(({ id }) => id)),
    excluding: some(...documents.slice(20, 60).map(({ id }) => id)),
    skills: some(1, 2, 3, 4, 5),
    occupations: some(10, 11, 12, 13),
    remote: some('REMOTE' as const, 'HYBRID' as const, 'ONSITE' as const),
    languages: some('fr', 'en', 'de'),
    departements: some('69', '75', '13', 'l’"Île" d\\’Or', `x" OR audience = "AGENCIES`),
    rateMin: fc.option(fc.integer({ min: 250, max: 800 }), { nil: undefined }),
    rateMax: fc.option(fc.integer({ min: 250, max: 800 }), { nil: undefined }),
    availableBy: fc.option(fc.integer({ min: 20_770, max: 20_850 }), { nil: undefined }),
    experienceMin: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    near: fc.option(
      fc.record({
        lat: fc.double({ min: 42, max: 49, noNaN: true }),
        lon: fc.double({ min: 0, max: 6, noNaN: true }),
        km: fc.integer({ min: 1, max: 400 }),
      }),
      { nil: undefined },
    ),
  });

/** Labels of the referential that name the same: what both engines are given before they are asked. */
export const SYNONYMS: readonly SynonymGroup[] = [
  ['k8s', 'Kubernetes'],
  ['Apprentissage automatique', 'machine learning', 'ML'],
];

const AGENCY = '018f0000-0000-7000-8000-000000000001';

/** A hundred and twenty varied documents of a kind. */
const variety = (kind: SearchDocument['kind']): SearchDocument[] =>
  Array.from({ length: 120 }, (_, index) =>
    aDocument({
      kind,
      skills: [1, 2, 3, 4, 5].filter((skill) => (index * 7) % (skill + 2) === 0),
      occupations: [10 + (index % 4)],
      remote: (['REMOTE', 'HYBRID', 'ONSITE'] as const).filter((_mode, at) => (index >> at) % 2 === 0),
      languages: index % 3 === 0 ? ['fr', 'en'] : ['fr'],
      departement: index % 5 === 0 ? null : ['69', '75', '13', 'l’"Île" d\\’Or'][index % 4],
      lat: index % 6 === 0 ? null : 43 + (index % 50) / 10,
      lon: index % 6 === 0 ? null : 1 + (index % 37) / 10,
      rate: index % 8 === 0 ? null : 300 + (index % 20) * 25,
      availableDay: index % 9 === 0 ? null : 20_780 + (index % 60),
      experienceYears: index % 10 === 0 ? null : index % 25,
      audience: (['PUBLIC', 'MEMBERS', 'AGENCIES'] as const)[index % 3],
      agencies: index % 7 === 0 ? [AGENCY] : [],
      freshDay: 20_700 + (index % 11),
    }),
  );

/** What both engines must do, each case on the adapter that `open` gives. */
export function describeSearch(open: () => Promise<Opened>): void {
  let port: SearchPort;
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
    ({ port } = opened);
  });
  beforeEach(() => opened.clear());
  afterAll(() => opened?.close());

  const ids = async (given: Parameters<typeof query>[0]) => (await port.search(query(given))).hits.map(({ id }) => id);

  it.each([
    ['an exact word', 'front-end', () => [front.id]],
    ['another gender', 'developpeur front-end', () => [front.id]],
    ['the other gender', 'rédacteur', () => [writer.id]],
    ['no accents, capitals', 'REDACTRICE', () => [writer.id]],
    ['decomposed accents and a zero-width space', 're\u0301dac\u200btrice', () => [writer.id]],
    ['a typo', 'devlopeuse front-end', () => [front.id]],
    ['a synonym', 'intégrateur', () => [front.id]],
    ['English', 'copywriter', () => [writer.id]],
    ['C#', 'c#', () => [back.id]],
    ['.NET', '.net', () => [back.id]],
    ['Node.js', 'node.js', () => [back.id]],
    ['Node JS in one word', 'NodeJS', () => [back.id]],
    ['a place', 'développeur Paris', () => [back.id]],
    ['the beginning of a word', 'postgre', () => [back.id]],
    ['a word of the long text', 'paiement', () => [back.id]],
    ['small words around', 'la rédactrice du web', () => [writer.id]],
    ['an elided article', 'files d’messages', () => [back.id]],
    ['nothing like it', 'zzzzqqqq', () => []],
  ])('finds by %s', async (_name, words, expected) => {
    await port.upsert(town);
    expect(await ids({ words })).toEqual(expected());
  });

  it.each([
    ['k8s', 'Ingénieur Kubernetes', 'Ingénieure k8s'],
    ['machine learning', 'Experte en apprentissage automatique', 'Spécialiste du machine learning'],
    ['ml lyon', 'Experte en apprentissage automatique, Lyon', 'Lyon, machine learning'],
  ])('reads a synonym both ways, also in a text without coded skills: %s', async (words, ...titles) => {
    await port.upsert([front, ...titles.map((title) => aDocument({ title, keywords: [], body: '' }))]);
    for (const asked of [words, ...titles]) {
      const found = await port.search(
        query({ words: asked === words ? words : asked.replace(/^\p{L}+ (en|du) |^Ingénieure? /u, '') }),
      );
      expect(found).toMatchObject({ total: 2, widened: false });
    }
  });

  it('takes a short name at its word: Java is not Kava', async () => {
    await port.upsert([aDocument({ title: 'Java', keywords: [] }), aDocument({ title: 'Kava', keywords: [] })]);
    expect(await ids({ words: 'java' })).toHaveLength(1);
  });

  it('says which word it read differently', async () => {
    await port.upsert([front, back]);
    const result = await port.search(query({ words: 'reactt' }));
    expect(result).toMatchObject({ corrected: [{ from: 'reactt', to: 'react' }], total: 1 });
  });

  it('says nothing when it read every word as typed', async () => {
    await port.upsert(town);
    expect((await port.search(query({ words: 'développeuse React' }))).corrected).toEqual([]);
  });

  it('puts a title before a long text', async () => {
    await port.upsert([writer, front]);
    expect(await ids({ words: 'React' })).toEqual([front.id, writer.id]);
  });

  it('widens to some of the words when no one has them all, says so, and counts what it shows', async () => {
    await port.upsert([front, back]);
    const result = await port.search(
      query({ words: 'React paiement', facets: [...FACETS], filters: { remote: ['ONSITE', 'HYBRID'] } }),
    );
    expect(result).toMatchObject({ widened: true, total: 2 });
    expect(result.facets.departements).toEqual([
      { value: '69', count: 1 },
      { value: '75', count: 1 },
    ]);
    expect(result.facets.remote).toHaveLength(3);
    const unknownFirst = await port.search(query({ words: 'zzzzqqqq paiement' }));
    expect(unknownFirst).toMatchObject({ widened: true, total: 1 });
  });

  it('shows people only to those they chose', async () => {
    await port.upsert(town);
    expect(await ids({ audiences: ['PUBLIC'], words: 'React' })).toEqual([front.id]);
    expect((await ids({ audiences: ['PUBLIC'] })).sort()).toEqual([front.id, back.id].sort());
    expect(await ids({ audiences: [] })).toEqual([]);
  });

  it('finds the people an agency accompanies, and no longer once the mandate ended', async () => {
    await port.upsert([{ ...front, agencies: [AGENCY] }, back]);
    expect(await ids({ filters: { caseloadOf: AGENCY } })).toEqual([front.id]);
    await port.upsert([{ ...front, agencies: [] }]);
    expect(await ids({ filters: { caseloadOf: AGENCY } })).toEqual([]);
  });

  it('finds nothing outside those named, nobody when none is, and none of those left out', async () => {
    await port.upsert(town);
    expect(await ids({ filters: { only: [back.id] } })).toEqual([back.id]);
    expect(await ids({ filters: { only: [] } })).toEqual([]);
    expect((await ids({ filters: { excluding: [back.id] } })).sort()).toEqual([front.id, writer.id].sort());
    expect(await ids({ filters: { only: [front.id, back.id], excluding: [front.id] } })).toEqual([back.id]);
    expect(await ids({ filters: { excluding: [] } })).toHaveLength(3);
  });

  it('forgets at once who left', async () => {
    await port.upsert([front, back]);
    await port.remove('profile', [front.id]);
    expect(await ids({})).toEqual([back.id]);
    expect(await ids({ words: 'React' })).toEqual([]);
  });

  it('keeps profiles and missions apart', async () => {
    const mission = aDocument({ kind: 'mission' });
    await port.upsert([front, mission]);
    expect(await ids({ kind: 'mission', words: 'React' })).toEqual([mission.id]);
  });

  it('gives the distance, nearest first', async () => {
    await port.upsert([front, back]);
    const near = { lat: 45.76, lon: 4.84, km: 500 };
    const result = await port.search(query({ sort: 'DISTANCE', filters: { near } }));
    expect(result.hits.map((hit) => hit.id)).toEqual([front.id, back.id]);
    expect(result.hits[0]?.km).toBeLessThan(1);
    expect(result.hits[1]?.km).toBeCloseTo(392, -1);
  });

  it('finds names with quotes and backslashes, and nothing beside', async () => {
    const odd = aDocument({ departement: 'l’"Île" d\\’Or' });
    await port.upsert([front, odd]);
    expect(await ids({ filters: { departements: ['l’"Île" d\\’Or'] } })).toEqual([odd.id]);
  });

  it.each([
    '69" OR audience = "AGENCIES',
    `69' OR '1'='1`,
    '69\\" OR rate > 0 OR departement = \\"',
    '69"] OR audience IN ["AGENCIES',
    '69) OR (audience = AGENCIES',
    '_geoRadius(0, 0, 99999999)',
    'NULL',
    '69 TO 75',
  ])('lets no filter be written through a value: %s', async (value) => {
    await port.upsert([front, writer]);
    expect(await ids({ audiences: ['PUBLIC'], filters: { departements: [value] } })).toEqual([]);
  });

  it.each([
    "' or 1=1 --",
    '"; drop table search_document',
    ':* & |',
    '((((',
    '\\',
    '%',
    'audience = AGENCIES',
    '"quoted" -words',
    'a'.repeat(10_000),
    'mot '.repeat(2_500),
    '👩‍👩‍👧',
    '\u202Eabc',
    'مطور',
    '\uD800 react \uDFFF',
    '!!!',
    '\uE000react\uE001',
  ])('answers calmly to %s', async (words) => {
    await port.upsert([front]);
    const result = await port.search(query({ words, audiences: ['PUBLIC'] }));
    expect(result.hits.every(({ id }) => id === front.id)).toBe(true);
  });

  it.each(['profile', 'mission'] as const)(
    'agrees with a reference on random filters, totals and facets of a %s',
    async (kind) => {
      const documents = variety(kind);
      await port.upsert(documents);
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(
          filtersOver(documents),
          fc.subarray(['PUBLIC', 'MEMBERS', 'AGENCIES'] as const, { minLength: 1 }),
          fc.option(fc.constant(AGENCY), { nil: undefined }),
          async (filters, audiences, caseloadOf) => {
            // Engines take the Earth for a slightly different sphere: a document on the very border may be on either side.
            fc.pre(!documents.some((document) => onBorder(document, filters.near)));
            const asked = { kind, filters: { ...filters, caseloadOf }, audiences, limit: 200 };
            compared += 1;
            expect(await compare(port, documents, asked)).toEqual([]);
          },
        ),
        { numRuns: 60 },
      );
      expect(compared).toBe(60);
    },
  );

  it.each([
    ['profile', 'RELEVANCE'],
    ['profile', 'RECENT'],
    ['profile', 'RATE'],
    ['mission', 'RATE'],
    ['mission', 'RECENT'],
  ] as const)(
    'orders %ss by %s as the reference does, on pages that neither repeat nor skip',
    async (kind, sort: SearchSort) => {
      const documents = variety(kind);
      await port.upsert(documents);
      const wanted = ordered(documents, query({ kind, sort }));
      const pages = await Promise.all(
        [0, 50, 100].map((offset) => port.search(query({ kind, sort, offset, limit: 50 }))),
      );
      expect(pages.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual(wanted);
      const odd = await port.search(query({ kind, sort, offset: 7, limit: 20 }));
      expect(odd.hits.map(({ id }) => id)).toEqual(wanted.slice(7, 27));
      expect(odd.total).toBe(120);
    },
  );

  it('keeps its pages while others write', async () => {
    const documents = Array.from({ length: 30 }, (_, at) => aDocument({ freshDay: 20_000 - at }));
    await port.upsert(documents);
    const seen = await ids({ sort: 'RECENT', limit: 10 });
    await port.upsert([
      { ...documents[25]!, version: 2, title: 'Autre titre' },
      aDocument({ freshDay: 10_000 }),
      { ...documents[3]!, version: 2, rate: 900 },
    ]);
    for (const offset of [10, 20]) seen.push(...(await ids({ sort: 'RECENT', limit: 10, offset })));
    expect(seen).toEqual(documents.map(({ id }) => id));
  });

  it('tells no count of fewer than three people, unless their value was chosen', async () => {
    await port.upsert([
      ...Array.from({ length: 4 }, () => aDocument({ departement: '69' })),
      aDocument({ departement: '48' }),
      ...Array.from({ length: 2 }, () => aDocument({ departement: '15' })),
    ]);
    const told = async (filters: SearchFilters) => {
      const asked = query({ filters, facets: ['departements'] });
      return tellable(asked, (await port.search(asked)).facets).departements;
    };
    expect(await told({})).toEqual([{ value: '69', count: 4 }]);
    expect(await told({ departements: ['48'] })).toEqual([
      { value: '69', count: 4 },
      { value: '48', count: 1 },
    ]);
  });

  it('tells what it holds: identifier, version and fingerprint, in order', async () => {
    const documents = Array.from({ length: 5 }, () => aDocument({ version: 3 }));
    await port.upsert(documents);
    const held = await everythingHeld(port);
    expect(held.map(({ id }) => id)).toEqual(documents.map(({ id }) => id).sort());
    expect(held.every(({ version, fingerprint }) => version === 3 && /^[0-9a-f]{16}$/.test(fingerprint))).toBe(true);
    await port.upsert([{ ...documents[0]!, agencies: [AGENCY] }]);
    const after = await everythingHeld(port);
    expect(after.filter(({ fingerprint }) => !held.some((one) => one.fingerprint === fingerprint))).toHaveLength(1);
  });
}

function onBorder({ lat, lon }: SearchDocument, near: SearchFilters['near']): boolean {
  return (
    near !== undefined &&
    lat !== null &&
    lon !== null &&
    Math.abs(distanceKm(near, { lat, lon }) / near.km - 1) < 0.0005
  );
}

async function everythingHeld(port: SearchPort): Promise<Held[]> {
  const held: Held[] = [];
  for await (const page of port.held('profile')) held.push(...page);
  return held;
}
