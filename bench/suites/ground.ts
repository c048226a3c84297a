import { DataSource } from 'typeorm';
import { type Env, readEnv } from '#libs/config/env';
import { databaseOptions, migrate } from '#libs/persistence/data-source';
import { emptyDatabase } from '../scratch';

/** A migrated database and a prefix for queues of one’s own, as the environment of processes that use them. */
export interface Ground {
  db: DataSource;
  env: Env;
  /** The same, as variables for a process. */
  variables: Record<string, string>;
}

/** Runs `work` on a ground of its own, which is gone afterwards; undefined where PostgreSQL or Redis is missing. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T | undefined> {
  const { DATABASE_URL: server, REDIS_URL: redis } = process.env;
  if (!server || !redis) return undefined;
  const scratch = await emptyDatabase(server);
  const variables = {
    NODE_ENV: 'test',
    DATABASE_URL: scratch.url,
    REDIS_URL: redis,
    QUEUE_PREFIX: `bench-${process.pid}`,
    LOG_LEVEL: 'error',
  };
  try {
    await migrate(scratch.url);
    const db = await new DataSource(
      databaseOptions({ url: scratch.url, poolSize: 8, applicationName: 'aronde-bench' }),
    ).initialize();
    try {
      return await work({ db, env: readEnv(variables), variables });
    } finally {
      await db.destroy();
    }
  } finally {
    await scratch.drop();
  }
}
