import { DataSource } from 'typeorm';
import { databaseOptions, migrate } from '#libs/persistence/data-source';
import { seedTaxonomy } from '../taxonomy/taxonomy.import';

/**
 * Brings a database up to date: its schema, then our own referential, without which no title or skill means anything.
 * Several processes may call it at once. Returns the names of the migrations applied.
 */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await migrate(url);
  const db = await new DataSource(
    databaseOptions({ url, poolSize: 2, applicationName: 'aronde-prepare' }),
  ).initialize();
  try {
    await seedTaxonomy(db);
  } finally {
    await db.destroy();
  }
  return applied;
}
