import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { type Env, processEnv } from '#libs/config/env';
import { databaseOptions } from '#libs/persistence/data-source';

/**
 * Runs an operator’s command on the database of the environment and exits: 0 when `work` returns true,
 * 1 when it returns false, 2 with one sentence on standard error when it could not run.
 */
export async function withDatabase(name: string, work: (db: DataSource, env: Env) => Promise<boolean>): Promise<void> {
  try {
    const env = processEnv();
    const db = new DataSource(
      databaseOptions({ url: env.databaseUrl, poolSize: 4, applicationName: `aronde-${name}` }),
    );
    await db.initialize();
    try {
      process.exitCode = (await work(db, env)) ? 0 : 1;
    } finally {
      await db.destroy();
    }
  } catch (error) {
    process.stderr.write(`${name}: ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
