import { DataSource, type DataSourceOptions, type EntityTarget } from 'typeorm';
import { PreparingClient } from './preparing-client';
import { sqlMigrations } from './sql-migrations';

const MIGRATION_LOCK = 0x41524f4e; // "ARON"

export interface DatabaseSettings {
  url: string;
  poolSize: number;
  applicationName: string;
}

/** The connection settings every process uses: short waits, so that trouble shows as a 503 and not as a hang. */
export function databaseOptions(settings: DatabaseSettings, entities: EntityTarget<object>[] = []): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: entities as DataSourceOptions['entities'],
    migrations: sqlMigrations(),
    migrationsTransactionMode: 'each',
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    extra: {
      Client: PreparingClient,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 15_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 20_000,
      // Statements are short and many: compiling one, or sharing it among processes, costs more than it saves.
      options: '-c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0',
    },
  } as DataSourceOptions;
}

/**
 * Brings a database up to date. Several processes may call it at once: an advisory lock lets one work while
 * the others wait. Returns the names of the migrations applied.
 */
export async function migrate(url: string): Promise<string[]> {
  const source = new DataSource({
    ...databaseOptions({ url, poolSize: 2, applicationName: 'aronde-migrate' }),
    extra: { connectionTimeoutMillis: 5_000, options: '-c timezone=UTC' },
  } as DataSourceOptions);
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}
