import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { gatherNeighbours } from '#libs/search/postgres.cells';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { stemmedSynonyms } from '#libs/search/postgres.words';
import { query } from '#libs/search/search.conformance';
import type { SearchQuery } from '#libs/search/search.port';
import { aDocument } from './build/a-document';
import { describeSearch, type Opened, SYNONYMS } from './search/conformance';
import { freshDatabase } from './stage/database';

async function open(bounds?: { few: number; exactUpTo: number }, poolSize = 4) {
  const { url, drop } = await freshDatabase();
  const db = await new DataSource(databaseOptions({ url, poolSize, applicationName: 'search-test' })).initialize();
  return {
    db,
    port: new PostgresSearch(db, async () => stemmedSynonyms(SYNONYMS), bounds),
    clear: () => db.query('truncate search_document, search_words, search_lexicon'),
    close: async () => {
      await db.destroy();
      await drop();
    },
  } satisfies Opened & { port: PostgresSearch; db: DataSource };
}

describe('searching in PostgreSQL', () => {
  describeSearch(() => open());
});

describe('searching in PostgreSQL, found and counted in one statement', () => {
  describeSearch(() => open({ few: 0, exactUpTo: 4_000 }));
});

describe('the counts of PostgreSQL', () => {
  it('are estimated over very many rows, say so, and leave totals and small groups exact', async () => {
    const { port, close } = await open({ few: 10, exactUpTo: 200 });
    await port.upsert(
      Array.from({ length: 2_000 }, (_, at) =>
        aDocument({ skills: at % 4 === 0 ? [1, 2] : [1], departement: at % 40 === 0 ? '48' : '69' }),
      ),
    );
    const many = await port.search(query({ facets: ['skills', 'departements'] }));
    expect(many).toMatchObject({ total: 2_000, sampled: true });
    const counts = new Map(many.facets.skills?.map(({ value, count }) => [value, count]));
    // A tenth is drawn: 200 ± 14, of which a quarter.
    expect(Math.abs((counts.get('1') ?? 0) - 2_000)).toBeLessThan(700);
    expect(Math.abs((counts.get('2') ?? 0) - 500)).toBeLessThan(350);
    const some = await port.search(query({ facets: ['skills', 'departements'], filters: { departements: ['48'] } }));
    expect(some).toMatchObject({ total: 50, sampled: true });
    expect(some.facets.skills?.find(({ value }) => value === '1')).toEqual({ value: '1', count: 50 });
    const without = await port.search(query({ filters: { departements: ['48'] } }));
    expect(without).toMatchObject({ total: 50, sampled: false });
    await close();
  });
});

describe('the documents of PostgreSQL', () => {
  it('never let an older version replace a newer one', async () => {
    const { port, close } = await open();
    const document = aDocument({ version: 3, title: 'Nouveau titre' });
    await port.upsert([document]);
    await port.upsert([{ ...document, version: 2, title: 'Ancien titre' }]);
    expect((await port.search(query({ words: 'nouveau' }))).total).toBe(1);
    for await (const page of port.held('profile')) expect(page).toMatchObject([{ id: document.id, version: 3 }]);
    await close();
  });
});

describe('what is filtered beside the words', () => {
  it('follows an edit that changes no word, which teaches the lexicon nothing', async () => {
    const { port, db, close } = await open();
    const document = aDocument({ title: 'Développeur Node.js', rate: 400, languages: ['fr'], version: 1 });
    await port.upsert([document]);
    await port.upsert([{ ...document, rate: 700, languages: ['en', 'fr'], audience: 'MEMBERS', version: 2 }]);
    const found = (filters: SearchQuery['filters'], words?: string) =>
      port.search(query({ words, filters, facets: ['languages', 'rates'] }));
    for (const words of ['node', undefined]) {
      expect((await found({ rateMax: 500 }, words)).total).toBe(0);
      const { total, facets } = await found({ rateMin: 600 }, words);
      expect([total, facets]).toEqual([
        1,
        {
          languages: [
            { value: 'en', count: 1 },
            { value: 'fr', count: 1 },
          ],
          rates: [{ value: '700', count: 1 }],
        },
      ]);
      expect((await port.search(query({ words, audiences: ['PUBLIC'] }))).total).toBe(0);
    }
    expect(await db.query(`select writings from search_lexicon where word = 'nodejs'`)).toEqual([{ writings: 1 }]);
    await close();
  });
});

describe('the statements of PostgreSQL', () => {
  it('are planned once a connection, whatever the words and the place', async () => {
    const { port, db, close } = await open(undefined, 1);
    await port.upsert([aDocument({ title: 'Développeur Node.js' }), aDocument({ title: 'Comptable' })]);
    const totals: number[] = [];
    const searches = ['node', 'comptable', 'developpeur', 'nodejs', 'comptabe', 'rien'];
    for (const words of [...searches, ...searches])
      totals.push((await port.search(query({ words, filters: { near: { lat: 45.76, lon: 4.83, km: 900 } } }))).total);
    expect(totals).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0]);
    const plans = await db.query<{ once: string; anew: string }[]>(
      `select generic_plans as once, custom_plans as anew from pg_prepared_statements`,
    );
    expect(plans).toHaveLength(2);
    // The server makes five plans before it believes that one will do.
    for (const { once, anew } of plans) expect([Number(anew), Number(once) > 0]).toEqual([5, true]);
    await close();
  });
});

describe('neighbours on the map', () => {
  it('stand together after they are gathered, and are found as before', async () => {
    const { port, db, close } = await open();
    await port.upsert(
      Array.from({ length: 400 }, (_, at) =>
        aDocument(at % 4 === 0 ? { lat: 48.85, lon: 2.35 } : { lat: 45.75, lon: 4.85 }),
      ),
    );
    const around = query({ words: 'react', filters: { near: { lat: 48.85, lon: 2.35, km: 50 } }, limit: 400 });
    const before = await port.search(around);
    expect(before.total).toBe(100);
    const spread = async () => {
      const [row] = await db.query<{ pages: number }[]>(
        `select count(distinct (ctid::text::point)[0])::int as pages from search_words_profile where lat > 48`,
      );
      return row?.pages ?? 0;
    };
    const pages = await spread();
    await gatherNeighbours(db);
    expect(await spread()).toBeLessThan(pages / 2);
    expect(await port.search(around)).toEqual(before);
    await close();
  });
});
