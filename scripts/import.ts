import { importFile } from '../src/imports/import';
import { importTaxonomy } from '../src/taxonomy/taxonomy.import';
import { withDatabase } from './with-database';

const USAGE = 'npm run import -- taxonomy|profiles|missions PATH';

/** `npm run import`: prints a JSON report; exits 1 when nothing could be read of a file that has lines. */
void withDatabase('import', async (db) => {
  const [kind, path] = process.argv.slice(2);
  if (!path || (kind !== 'taxonomy' && kind !== 'profiles' && kind !== 'missions')) throw new Error(`usage: ${USAGE}`);
  const report = kind === 'taxonomy' ? await importTaxonomy(db, path) : await importFile(db, kind, path);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return Array.isArray(report) || report.read === 0 || report.rejectedCount < report.read;
});
