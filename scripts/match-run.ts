import { parseArgs } from 'node:util';
import type { MatchRunView } from '#libs/contracts/operations';
import { readRun, startRun } from '../src/matching/match-runs';
import { withDatabase } from './with-database';

const POLL_MS = 250;

/**
 * `npm run match:run [-- --wait SECONDS]`: every list computed whole by the workers and compared with the one kept. Prints
 * the report; fails when a list or facts differed (they are repaired) or when the run is not done in time (600 s).
 */
void withDatabase('match-run', async (db) => {
  const { values } = parseArgs({ options: { wait: { type: 'string', default: '600' } } });
  const deadline = Date.now() + 1_000 * Number(values.wait);
  let run: MatchRunView = await db.transaction((tx) => startRun(tx, 'COMMAND'));
  while (run.state === 'RUNNING' && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = await readRun(db, run.id);
  }
  process.stdout.write(`${JSON.stringify(run)}\n`);
  if (run.state === 'RUNNING') process.stderr.write('The run is not done: is a worker running?\n');
  return run.state === 'DONE' && run.differing + run.factsDiffering === 0;
});
