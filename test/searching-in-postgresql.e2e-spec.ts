import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { stemmedSynonyms } from '#libs/search/postgres.words';
import { query } from '#libs/search/search.conformance';
import { aDocument } from './build/a-document';
import { describeSearch, type Opened, SYNONYMS } from './search/conformance';
import { freshDatabase } from './stage/database';

async function open(bounds?: { few: number; exactUpTo: number }): Promise<Opened & { port: PostgresSearch }> {
  const { url, drop } = await freshDatabase();
  const db = await new DataSource(databaseOptions({ url, poolSize: 4, applicationName: 'search-test' })).initialize();
  return {
    port: new PostgresSearch(db, async () => stemmedSynonyms(SYNONYMS), bounds),
    clear: () => db.query('truncate search_document, search_words, search_lexicon'),
    close: async () => {
      await db.destroy();
      await drop();
    },
  };
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
