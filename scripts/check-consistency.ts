import { checkConsistency } from '../src/operations/consistency';
import { withDatabase } from './with-database';

/** `npm run check:consistency`: what must hold between tables, with how many rows break it; exits 1 when any does. */
void withDatabase('check-consistency', async (db) => {
  const broken = await checkConsistency(db);
  process.stdout.write(`${JSON.stringify(broken)}\n`);
  return Object.values(broken).every((count) => count === 0);
});
