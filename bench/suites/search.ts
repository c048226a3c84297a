import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { databaseOptions, migrate } from '#libs/persistence/data-source';
import { GuardedSearch } from '#libs/search/guarded-search';
import { MeiliSearch } from '#libs/search/meilisearch.adapter';
import { everyWord } from '#libs/search/meilisearch.query';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { stepsOf, type Wanted } from '#libs/search/postgres.statement';
import { read, stemmedSynonyms, type Synonyms } from '#libs/search/postgres.words';
import { referentialSynonyms } from '#libs/search/synonyms';
import { bruteFacet, passes, query as queryOf } from '#libs/search/search.conformance';
import { FACETS, type SearchDocument, type SearchQuery, type SearchResult } from '#libs/search/search.port';
import { queryWords } from '#libs/search/words';
import { dice } from '../../src/demo/town';
import { readDocuments } from '../../src/discovery/documents';
import { Lexicon } from '../../src/taxonomy/lexicon';
import { naiveStatements, singleStatement, WIDE } from '../baselines/search-sql';
import { SIZES } from '../market';
import { interleaved, median, quantile, ratioOf, timedUntil } from '../measure';
import type { Figure, Size } from '../report';
import { emptyDatabase } from '../scratch';
import { fillTown } from '../town';

/** Searches with words that are timed, and those that are compared with the reference before. */
const ASKED = 120;
const BROWSED = 12;
/** ILIKE reads every text for every part of the answer: a few searches a round tell enough. */
const NAIVE = 3;
const CLIENTS = 8;
const CLIENTS_MS = 4_000;
const READ = 2_000;
/** How far an estimated count may be off, in standard deviations of what was drawn. */
const DEVIATIONS = 5;

type Part = Pick<Figure, 'suite' | 'size' | 'n' | 'm'>;
type Roll = ReturnType<typeof dice>;
type Row = { total: number; hits: SearchResult['hits'] } & SearchResult['facets'];

/** Everybody’s document, as the product makes them. */
async function everybody(db: DataSource): Promise<SearchDocument[]> {
  const ids = (await db.query<{ id: string }[]>(`select id from profile order by num`)).map(({ id }) => id);
  const documents: SearchDocument[] = [];
  for (let from = 0; from < ids.length; from += READ)
    documents.push(...(await readDocuments(db, 'profile', ids.slice(from, from + READ))));
  return documents;
}

/** A letter left out, doubled, or two exchanged, after the second one. */
function misspelt(roll: Roll, word: string): string {
  const at = roll.between(2, word.length - 2);
  return roll.pick([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ]);
}

/** Three filters that somebody passes, and a radius around them. */
const filtersOf = ({ remote, languages, rate, lat, lon }: SearchDocument): SearchQuery['filters'] => ({
  remote: remote.slice(0, 1),
  languages: languages.slice(-1),
  rateMax: (rate ?? 500) + 60,
  ...(lat === null || lon === null ? {} : { near: { lat, lon, km: 50 } }),
});

const asked = (given: Partial<SearchQuery>): SearchQuery => queryOf({ limit: 20, facets: [...FACETS], ...given });

/** Three words of somebody’s own document, one misspelt, with three filters, a radius and every facet; and the words as they should be. */
function threeWords(roll: Roll, documents: readonly SearchDocument[]): { query: SearchQuery; meant: string[] }[] {
  return Array.from({ length: ASKED }, () => {
    for (;;) {
      const document = roll.pick(documents);
      const title = queryWords(document.title);
      const others = queryWords(roll.some(document.keywords, 6).join(' ')).filter((word) => !title.includes(word));
      const meant = [...roll.some(title, 1), ...roll.some(others, 2)];
      const long = meant.findIndex((word) => word.length >= 6 && /^[a-z]+$/.test(word));
      if (meant.length < 3 || long < 0) continue;
      const words = meant.map((word, at) => (at === long ? misspelt(roll, word) : word)).join(' ');
      return { query: asked({ words, filters: filtersOf(document) }), meant };
    }
  });
}

/** Without words: the whole country, one filter, a radius. */
const browsing = (roll: Roll, documents: readonly SearchDocument[]): SearchQuery[] =>
  Array.from({ length: BROWSED }, (_, at) => {
    const { near, ...rest } = filtersOf(roll.pick(documents));
    const filters = [{}, { remote: rest.remote }, { rateMax: rest.rateMax }, near ? { near } : {}][at % 4];
    return asked({ filters });
  });

/** A result without what may differ between statements that find the same. */
const shapeOf = ({ hits, total, facets }: Pick<SearchResult, 'hits' | 'total' | 'facets'>) =>
  JSON.stringify([total, hits.map(({ id }) => id), FACETS.map((facet) => facets[facet])]);

/** How many browsing answers differ from the documents themselves: totals to the last one, estimated counts within their error. */
function wrongly(result: SearchResult, documents: readonly SearchDocument[], query: SearchQuery): boolean {
  if (result.total !== documents.filter((document) => passes(document, query)).length) return true;
  return FACETS.some((facet) => {
    const counts = bruteFacet(documents, query, facet);
    return (result.facets[facet] ?? []).some(({ value, count }) => {
      const real = counts.get(value) ?? 0;
      const every = result.sampled ? Math.max(1, Math.ceil(documents.length / 3_000)) : 1;
      return Math.abs(count - real) > DEVIATIONS * Math.sqrt(real * (every - 1)) + (every - 1) * DEVIATIONS;
    });
  });
}

/** Runs `work` from so many clients at once for a while. Returns how many a second were answered. */
async function throughput(clients: number, ms: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const since = performance.now();
  let answered = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - since < ms) await work(answered++);
    }),
  );
  return (answered * 1_000) / (performance.now() - since);
}

interface Case {
  part: Part;
  db: DataSource;
  port: PostgresSearch;
  synonyms: Synonyms;
  documents: readonly SearchDocument[];
  rounds: number;
}

/** Words with a typo, filters, facets and a radius: against one statement over wide rows and against ILIKE. */
async function withWords({ part, db, port, synonyms, documents, rounds }: Case): Promise<Figure[]> {
  const searches = threeWords(dice(11), documents);
  const ready: { query: SearchQuery; words: Wanted; meant: string[] }[] = [];
  let mismatches = 0;
  let widened = 0;
  for (const { query, meant } of searches) {
    const found = await port.search(query);
    const reading = await read(db, queryWords(query.words ?? ''), synonyms);
    let words: Wanted | undefined;
    let row: Row | undefined;
    for (const step of stepsOf(reading)) {
      words = step;
      const { sql, values } = singleStatement(query, step);
      [row] = await db.query<Row[]>(sql, [...values]);
      if (row && row.total > 0) break;
    }
    if (!row || !words || shapeOf(found) !== shapeOf({ total: row.total, hits: row.hits, facets: row })) {
      mismatches += 1;
      continue;
    }
    if (found.widened) widened += 1;
    ready.push({ query, words, meant });
  }
  const latencies: number[] = [];
  const eachOf = async (list: typeof ready, work: (one: (typeof ready)[number]) => Promise<unknown>) => {
    const times: number[] = [];
    for (const one of list) times.push(await timedUntil(() => work(one)));
    return times;
  };
  let round = 0;
  const times = await interleaved(
    [
      {
        name: 'ours',
        run: async () => {
          const took = await eachOf(ready, ({ query }) => port.search(query));
          if (round++ > 0) latencies.push(...took);
          return median(took);
        },
      },
      {
        name: 'sql',
        run: async () =>
          median(
            await eachOf(ready, ({ query, words }) => {
              const { sql, values } = singleStatement(query, words);
              return db.query(sql, [...values]);
            }),
          ),
      },
      {
        name: 'ilike',
        run: async () =>
          median(
            await eachOf(ready.slice(0, NAIVE), async ({ query, meant }) => {
              for (const { sql, values } of naiveStatements(query, meant)) await db.query(sql, [...values]);
            }),
          ),
      },
    ],
    Math.min(rounds, 3),
  );
  const exact = mismatches === 0;
  // After a round that does not count: each of eight connections plans a statement five times before it keeps a plan.
  const rates = await interleaved(
    [
      {
        name: 'ours',
        run: () => throughput(CLIENTS, CLIENTS_MS, (at) => port.search(ready[at % ready.length]!.query)),
      },
    ],
    Math.min(rounds, 3),
  );
  const note = `${ready.length} searches, ${widened} widened; compared with one statement over wide rows, mismatches ${mismatches}; that statement ${median(times.get('sql')!).toFixed(1)} ms, ILIKE ${Math.round(median(times.get('ilike')!))} ms`;
  return [
    {
      ...part,
      case: 'words',
      unit: 'ms',
      values: latencies,
      ratios: [ratioOf(times, 'ours', 'sql'), ratioOf(times, 'ours', 'ilike')],
      exact,
      note,
    },
    { ...part, case: 'words-p99', unit: 'ms', values: [quantile(latencies, 0.99)], exact },
    { ...part, case: 'eight-clients', unit: 'searches/s', values: rates.get('ours')!, exact },
  ];
}

/** Without words, with every facet: against one statement over wide rows. */
async function withoutWords({ part, db, port, documents, rounds }: Case): Promise<Figure[]> {
  const searches = browsing(dice(12), documents);
  let wrong = 0;
  for (const query of searches) if (wrongly(await port.search(query), documents, query)) wrong += 1;
  const latencies: number[] = [];
  const each = async (work: (query: SearchQuery) => Promise<unknown>, keep?: number[]) => {
    const took: number[] = [];
    for (const query of searches) took.push(await timedUntil(() => work(query)));
    keep?.push(...took);
    return median(took);
  };
  const times = await interleaved(
    [
      { name: 'ours', run: () => each((query) => port.search(query), latencies) },
      {
        name: 'sql',
        run: () =>
          each((query) => {
            const { sql, values } = singleStatement(query, undefined);
            return db.query(sql, [...values]);
          }),
      },
    ],
    Math.min(rounds, 3),
  );
  return [
    {
      ...part,
      case: 'browse',
      unit: 'ms',
      values: latencies.slice(searches.length),
      ratios: [ratioOf(times, 'ours', 'sql')],
      exact: wrong === 0,
      note: `${searches.length} searches; totals compared with the documents to the last one, estimated counts within ${DEVIATIONS} deviations: wrong ${wrong}; one statement that counts everything ${Math.round(median(times.get('sql')!))} ms`,
    },
  ];
}

/** What is offered while one types the words of the searches above, letter by letter. */
async function suggestions({ part, db, documents }: Case): Promise<Figure[]> {
  const lexicon = new Lexicon(db);
  const roll = dice(13);
  await lexicon.suggestSkills('re', 8);
  const latencies: number[] = [];
  for (let at = 0; at < 60; at += 1) {
    const text = roll.pick(roll.pick(documents).keywords).slice(0, 14);
    for (let end = 1; end <= text.length; end += 1)
      latencies.push(
        await timedUntil(async () => {
          await lexicon.suggestSkills(text.slice(0, end), 8);
          await lexicon.suggestOccupations(text.slice(0, end), 8);
        }),
      );
  }
  return [{ ...part, case: 'suggestions-p99', unit: 'ms', values: [quantile(latencies, 0.99)], exact: true }];
}

/** An engine that gives one recorded answer to every search. */
async function recordedEngine(documents: readonly SearchDocument[]) {
  const counts = Object.fromEntries(documents.slice(0, 30).map(({ id }, at) => [id.slice(0, 4), 30 - at]));
  const answer = {
    hits: documents.slice(0, 20).map(({ id, title, keywords, placeName }) => ({
      id,
      _geo: { lat: 45.7, lng: 4.8 },
      _formatted: { title, keywords, place: placeName ?? '' },
    })),
    totalHits: 812,
    facetDistribution: Object.fromEntries(
      ['skills', 'occupations', 'remote', 'languages', 'departement', 'rateBand'].map((name) => [name, counts]),
    ),
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { queries } = JSON.parse(body) as { queries: object[] };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ results: queries.map(() => answer) }));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** What our side of Meilisearch costs: the guarded search against the same request asked bare. */
async function overEngine({ part, port, documents, rounds }: Case): Promise<Figure[]> {
  const { url, close } = await recordedEngine(documents);
  const adapter = new MeiliSearch({ url, prefix: 'bench' });
  const guarded = new GuardedSearch(adapter, port, { warn: () => undefined, error: () => undefined });
  const searches = threeWords(dice(14), documents).map(({ query }) => query);
  const bare = async (query: SearchQuery) => {
    const body = JSON.stringify(everyWord(query, adapter.indexes.live('profile')));
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch(`${url}/multi-search`, { method: 'POST', headers, body })).json();
  };
  const each = async (work: (query: SearchQuery) => Promise<unknown>) => {
    const took: number[] = [];
    for (const query of searches) took.push(await timedUntil(() => work(query)));
    return median(took);
  };
  const times = await interleaved(
    [
      { name: 'ours', run: () => each((query) => guarded.search(query)) },
      { name: 'bare', run: () => each(bare) },
    ],
    rounds,
  );
  const [ours, theirs] = [times.get('ours')!, times.get('bare')!];
  await close();
  return [
    {
      ...part,
      case: 'over-engine',
      unit: 'ms',
      values: ours.map((took, at) => took - theirs[at]! * 1.25),
      ratios: [ratioOf(times, 'ours', 'bare')],
      exact: true,
      note: `what a search through the product takes beyond its engine’s own answer and a quarter; the recorded answer asked bare ${median(theirs).toFixed(1)} ms`,
    },
  ];
}

/** Searching in PostgreSQL among the people of the demo town, through the product’s own projection. */
export async function search(size: Size, rounds: number): Promise<Figure[] | undefined> {
  if (!process.env.DATABASE_URL) return undefined;
  const scratch = await emptyDatabase(process.env.DATABASE_URL);
  const { n } = SIZES[size];
  const part = { suite: 'search', size, n, m: 0 };
  await migrate(scratch.url);
  const db = await new DataSource(
    databaseOptions({ url: scratch.url, poolSize: CLIENTS, applicationName: 'aronde-bench' }),
  ).initialize();
  try {
    const projected = await fillTown(db, n);
    await db.query(WIDE);
    await db.query(`vacuum analyze`);
    const synonyms = stemmedSynonyms(await referentialSynonyms(db));
    const it = {
      part,
      synonyms,
      db,
      port: new PostgresSearch(db, async () => synonyms),
      documents: await everybody(db),
      rounds,
    };
    return [
      { ...part, case: 'projection', unit: 'ms', values: [projected], exact: true },
      ...(await withWords(it)),
      ...(await withoutWords(it)),
      ...(await suggestions(it)),
      ...(await overEngine(it)),
    ];
  } finally {
    await db.destroy();
    await scratch.drop();
  }
}
