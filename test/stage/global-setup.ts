import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../libs/persistence/data-source';
import { ensureServices, type Services } from '../../scripts/services/services.mjs';
import { alone, dataDir, ROOT } from '../../scripts/services/state.mjs';

/** Kept between setup and teardown, which jest runs in one process. */
export const held: { services?: Services } = {};

const KEPT_TEMPLATES = 4;

/** One name per state of the migrations, so that a change of them makes a new template. */
function templateName(): string {
  const hash = createHash('sha256');
  const folder = join(ROOT, 'migrations');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return `aronde_template_${hash.digest('hex').slice(0, 12)}`;
}

/** Migrates a template once; it gets its name only when it is complete. */
async function template(admin: Client, databaseUrl: string): Promise<string> {
  const name = templateName();
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return name;
  const draft = `${name}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${draft}`;
  await migrate(url.href);
  await admin.query(`alter database ${draft} rename to ${name}`);
  return name;
}

/** Drops old templates, and what test processes that were killed left behind. */
async function sweep(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'aronde\\_%' order by oid desc`,
  );
  const names = rows.map((row) => row.datname);
  const templates = names.filter((name) => name.startsWith('aronde_template_')).slice(KEPT_TEMPLATES);
  const orphans = names.filter((name) => {
    const pid = Number(/^aronde_test_(\d+)_/.exec(name)?.[1]);
    return pid > 0 && !running(pid);
  });
  for (const name of [...templates, ...orphans])
    await admin.query(`drop database if exists ${name}`).catch(() => undefined);
}

function running(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Before the journeys: services (those of `npm run services` or of the environment when there are some) and a migrated
 * template database. What tests need to know of them goes into TEST_DATABASE_URL, TEST_TEMPLATE and TEST_REDIS_URL.
 */
export default async function globalSetup(): Promise<void> {
  const dir = dataDir(process.env.DATA_DIR || '.data/test');
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const services = await ensureServices({ dir, throwaway: true, log });
  held.services = services;
  const admin = new Client({ connectionString: services.databaseUrl });
  await admin.connect();
  try {
    await alone(join(dir, 'template.lock'), async () => {
      process.env.TEST_TEMPLATE = await template(admin, services.databaseUrl);
      await sweep(admin);
    });
  } catch (error) {
    await admin.end();
    await services.stop();
    throw error;
  }
  await admin.end();
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  if (services.redisUrl) process.env.TEST_REDIS_URL = services.redisUrl;
}
