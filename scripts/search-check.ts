import { PostgresSearch } from '#libs/search/postgres.adapter';
import { checkIndex } from '../src/discovery/repair';
import { withDatabase } from './with-database';

/** `npm run search:check -- --repair`: how the index differs from PostgreSQL; exits 1 when it did and was not repaired. */
void withDatabase('search-check', async (db) => {
  const repair = process.argv.includes('--repair');
  const drift = await checkIndex(db, new PostgresSearch(db), repair);
  process.stdout.write(`${JSON.stringify({ ...drift, repaired: repair })}\n`);
  return repair || Object.values(drift).every(({ missing, stale, orphan }) => missing + stale + orphan === 0);
});
