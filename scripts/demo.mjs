// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Blocked, diesWithUs, end, who } from './services/processes.mjs';
import { ROOT, writeJson } from './services/state.mjs';

/** @typedef {{ kind: string, email: string, password: string }} Account */

const SEED = join(ROOT, 'dist', 'scripts', 'seed.js');
const STORY = join(ROOT, 'dist', 'scripts', 'story.js');
const ACCOUNTS = join(ROOT, 'dist', 'scripts', 'demo-accounts.js');

/** A seed that was interrupted is run again: it finds what it wrote and goes on. @param {string} dir */
const unfinished = (dir) => join(dir, 'seeding.json');

/**
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {string} sql
 * @returns {Promise<T[]>}
 */
async function ask(env, sql) {
  const { Client } = createRequire(import.meta.url)('pg');
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/**
 * Is there room for demo data: nobody’s profile, nobody’s mission, or a seed that did not reach its end?
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dir
 */
export async function needsDemo(env, dir) {
  if (existsSync(unfinished(dir))) return true;
  const [row] = await ask(env, 'select not exists (select from profile) and not exists (select from mission) as empty');
  return /** @type {{ empty: boolean } | undefined} */ (row)?.empty === true;
}

/** The seed, then what happens in the town, each as a process of its own. */
export class Demo {
  /** @type {import('./services/processes.mjs').Who | undefined} */
  #process;

  /** @param {NodeJS.ProcessEnv} env @param {string} dir */
  constructor(env, dir) {
    this.env = env;
    this.dir = dir;
  }

  /**
   * @param {(line: string) => void} log
   * @returns {Promise<void>}
   */
  run(log) {
    log('Demo data   being written (npm start -- --empty leaves it out)');
    writeJson(unfinished(this.dir), { since: new Date().toISOString() });
    return new Promise((resolve, reject) => {
      const child = this.#spawn([SEED]);
      child.once('error', reject);
      child.once('exit', (code) => {
        if (code !== 0)
          return reject(new Blocked('The demo data could not be written: see above, or start with --empty.'));
        rmSync(unfinished(this.dir), { force: true });
        resolve();
      });
    });
  }

  /**
   * Has people of the town do things through the API at `url`, in the background: a town where it fails, which it says, is
   * only quieter.
   * @param {string} url
   */
  enliven(url) {
    this.#spawn([STORY, url]).once('error', () => undefined);
  }

  /** @param {string[]} args */
  #spawn(args) {
    const child = spawn(...diesWithUs('SIGKILL', process.execPath, args), {
      cwd: ROOT,
      env: this.env,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (child.pid) this.#process = who(child.pid);
    return child;
  }

  async stop() {
    if (this.#process) await end(this.#process, 'SIGTERM', 2_000);
  }
}

/**
 * Prints the accounts of the demo that exist in this database.
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} log
 */
export async function printAccounts(env, log) {
  const { demoAccounts } = /** @type {{ demoAccounts: Account[] }} */ (createRequire(import.meta.url)(ACCOUNTS));
  const rows = /** @type {{ email: string }[]} */ (await ask(env, 'select email from account where demo'));
  const there = new Set(rows.map((row) => row.email));
  const shown = demoAccounts.filter((account) => there.has(account.email));
  if (shown.length === 0) return;
  const wide = (/** @type {keyof Account} */ part) => Math.max(...shown.map((account) => account[part].length));
  log('Demo accounts:');
  for (const { kind, email, password } of shown)
    log(`  ${kind.padEnd(wide('kind'))}  ${email.padEnd(wide('email'))}  ${password}`);
}
