import { outboxStats } from '#libs/outbox/deliveries';
import { withDatabase } from './with-database';

/** `npm run outbox:stats`: deliveries by state as JSON; exits 1 when some are dead or the oldest waits over a minute. */
void withDatabase('outbox-stats', async (db) => {
  const stats = await outboxStats(db);
  process.stdout.write(`${JSON.stringify(stats)}\n`);
  return stats.dead === 0 && stats.oldestSeconds < 60;
});
