// @ts-check
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alive, pause, who } from './processes.mjs';

/** @typedef {import('./processes.mjs').Who} Who */
/** @typedef {{ process: Who, port: number, url: string, source: string }} Started */
/** A service at work; its `owner` is the process that stops it. @typedef {Started & { owner: Who }} Running */
/**
 * What is running under a data directory, and who is at work on it.
 * @typedef {{ users: Who[], postgres?: Running, redis?: Running }} State
 */
/** @typedef {{ postgresPassword: string, redisPassword: string, sessionSecret: string, postgresPort?: number, redisPort?: number }} Keys */

/** The project’s folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * The folder of the embedded services’ data: absolute, whatever the working directory.
 * @param {string} [given]
 */
export const dataDir = (given = process.env.DATA_DIR || '.data') => resolve(ROOT, given);

/**
 * @template T
 * @param {string} file
 * @returns {T | undefined}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes a file only its owner may read, whole or not at all.
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  const draft = `${file}.${process.pid}.new`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** @param {string} dir */
const stateFile = (dir) => join(dir, 'services.json');

/**
 * @param {string} dir
 * @returns {State | undefined}
 */
export const readState = (dir) => readJson(stateFile(dir));

/**
 * @param {string} dir
 * @param {State | undefined} state
 */
export const writeState = (dir, state) =>
  state ? writeJson(stateFile(dir), state) : rmSync(stateFile(dir), { force: true });

/**
 * Passwords and ports that stay from one start to the next; made at the first.
 * @param {string} dir
 * @returns {Keys}
 */
export function keys(dir) {
  const file = join(dir, 'keys.json');
  const known = readJson(file);
  if (known) return /** @type {Keys} */ (known);
  const secret = () => randomBytes(24).toString('base64url');
  const made = { postgresPassword: secret(), redisPassword: secret(), sessionSecret: secret() + secret() };
  writeJson(file, made);
  return made;
}

/**
 * @param {string} dir
 * @param {Partial<Keys>} changes
 */
export const rememberKeys = (dir, changes) => writeJson(join(dir, 'keys.json'), { ...keys(dir), ...changes });

/**
 * Does `work` alone among all processes that use this lock file. A lock whose holder is dead is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T> | T} work
 * @param {() => void} [waiting] called once when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function alone(file, work, waiting) {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; !take(file); attempt += 1) {
    if (attempt === 40) waiting?.();
    await pause(25);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(who()), { mode: 0o600 });
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    if (!alive(readJson(file))) clear(file);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Removes a dead holder’s lock. Only one of us can move it aside; if it was a fresh one by then, it goes back.
 * @param {string} file
 */
function clear(file) {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
    if (alive(readJson(aside))) linkSync(aside, file);
  } catch {
    // somebody else was quicker
  }
  rmSync(aside, { force: true });
}
