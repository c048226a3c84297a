import { withDatabase } from './with-database';

/** The most frequent schedule runs every five minutes; two may be missed. */
const SILENCE = '12 minutes';

/** Health check of the worker’s container: exits 0 when a scheduled job ran not long ago, 1 when none did. */
void withDatabase('worker-alive', async (db) => {
  const [row] = await db.query<{ at: string | null; alive: boolean | null }[]>(
    `select max(at) as at, max(at) > now() - interval '${SILENCE}' as alive from heartbeat`,
  );
  process.stdout.write(`${JSON.stringify({ lastRun: row?.at ?? null })}\n`);
  return row?.alive === true;
});
