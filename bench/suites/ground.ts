import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type Env, readEnv } from '#libs/config/env';
import { databaseOptions, migrate } from '#libs/persistence/data-source';

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
  const name = `bench_${process.pid}`;
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const variables = {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    REDIS_URL: redis,
    QUEUE_PREFIX: `bench-${process.pid}`,
    LOG_LEVEL: 'error',
  };
  try {
    await migrate(url);
    const db = await new DataSource(
      databaseOptions({ url, poolSize: 8, applicationName: 'aronde-bench' }),
    ).initialize();
    try {
      return await work({ db, env: readEnv(variables), variables });
    } finally {
      await db.destroy();
    }
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}
