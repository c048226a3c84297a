import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The folder that holds package.json, from sources and from dist alike. */
function projectRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json was not found above the running code');
  return projectRoot(parent);
}

export const ROOT = projectRoot(__dirname);

/** `migrations/<stamp>-<name>.sql`, in order, as the migration classes TypeORM keeps its ledger with. Forwards only. */
export function sqlMigrations(folder = join(ROOT, 'migrations')): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, stamp, name] = /^(\d{13})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
      if (!stamp || !name) throw new Error(`The migration ${file} must be named <13-digit stamp>-<name>.sql`);
      const sql = readFileSync(join(folder, file), 'utf8');
      return class implements MigrationInterface {
        name = `${name}${stamp}`;
        async up(runner: QueryRunner): Promise<void> {
          await runner.query(sql);
        }
        async down(): Promise<void> {
          throw new Error('Migrations go forwards: write a new one');
        }
      };
    });
}
