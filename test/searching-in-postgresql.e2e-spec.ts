import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { query } from '#libs/search/search.conformance';
import { aDocument } from './build/a-document';
import { describeSearch, type Opened } from './search/conformance';
import { freshDatabase } from './stage/database';

async function open(): Promise<Opened & { port: PostgresSearch }> {
  const { url, drop } = await freshDatabase();
  const db = await new DataSource(databaseOptions({ url, poolSize: 4, applicationName: 'search-test' })).initialize();
  return {
    port: new PostgresSearch(db),
    clear: () => db.query('truncate search_document, search_words, search_lexicon'),
    close: async () => {
      await db.destroy();
      await drop();
    },
  };
}

describe('searching in PostgreSQL', () => {
  describeSearch(open);
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
