import { PostgresSearch } from '#libs/search/postgres.adapter';
import { rebuildIndex } from '../src/discovery/repair';
import { withDatabase } from './with-database';

/** `npm run search:rebuild`: every search document anew. */
void withDatabase('search-rebuild', async (db) => {
  process.stdout.write(`${JSON.stringify(await rebuildIndex(db, new PostgresSearch(db)))}\n`);
  return true;
});
