import { parseArgs } from 'node:util';
import { exportMatches } from '../src/matching/export';
import { withDatabase } from './with-database';

const USAGE =
  'npm run export -- matches --missions|--profiles --limit 100 --format trec|ndjson --out FILE --wait SECONDS';

/** `npm run export -- matches`: the lists as served; fails when they are not current in time. */
void withDatabase('export', async (db) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      missions: { type: 'boolean', default: false },
      profiles: { type: 'boolean', default: false },
      limit: { type: 'string', default: '100' },
      format: { type: 'string', default: 'trec' },
      out: { type: 'string' },
      wait: { type: 'string', default: '0' },
    },
  });
  const { missions, profiles, format, out } = values;
  const limit = Number(values.limit);
  const waitSeconds = Number(values.wait);
  const good =
    positionals[0] === 'matches' &&
    missions !== profiles &&
    out !== undefined &&
    (format === 'trec' || format === 'ndjson') &&
    Number.isInteger(limit) &&
    limit >= 1 &&
    limit <= 100 &&
    waitSeconds >= 0;
  if (!good) throw new Error(`usage: ${USAGE}`);
  const report = await exportMatches(db, {
    direction: missions ? 'missions' : 'profiles',
    limit,
    format,
    out,
    waitSeconds,
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return true;
});
