// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Blocked, diesWithUs, onPath } from './services/processes.mjs';
import { alone, readJson, ROOT, writeJson } from './services/state.mjs';

/** @typedef {import('./services/services.mjs').Log} Log */

const INSTALLED = join(ROOT, 'node_modules', '.aronde.json');
const BUILT = join(ROOT, 'dist', '.built');

/** Refuses a Node older than the one the product was proven on. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Blocked(`Node ${process.versions.node} is too old: version 20.19 or newer is needed (nodejs.org).`);
}

/**
 * Hash of the content of files and folders, in a stable order.
 * @param {string[]} paths relative to the project
 * @param {(path: string) => boolean} [matters]
 */
function contentHash(paths, matters = () => true) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const full = join(ROOT, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    } else if (matters(path)) hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  for (const path of paths) visit(path);
  return hash.digest('hex').slice(0, 24);
}

/**
 * Runs a program of ours to its end, its output shown only when it fails.
 * @param {string} what for the message
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<void>}
 */
function quietly(what, command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(...diesWithUs('SIGTERM', command, args), {
      cwd: ROOT,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Blocked(`${what} failed:\n${said.trim().split('\n').slice(-40).join('\n')}`));
    });
  });
}

/**
 * Installs the dependencies when they are missing or the lock file changed. No package needs an install script.
 * @param {Log} log
 */
export async function ensureInstalled(log) {
  const lock = contentHash(['package-lock.json']);
  if (/** @type {{ lock?: string } | undefined} */ (readJson(INSTALLED))?.lock === lock) return;
  await alone(
    join(ROOT, '.cache', 'install.lock'),
    async () => {
      if (/** @type {{ lock?: string } | undefined} */ (readJson(INSTALLED))?.lock === lock) return;
      if (!installedByHand()) {
        if (!onPath('npm'))
          throw new Blocked('npm was not found on PATH: install it with Node (nodejs.org), then start again.');
        log('Installing dependencies (npm ci)');
        const options = [
          '--include=dev',
          '--include=optional',
          '--ignore-scripts',
          '--no-audit',
          '--no-fund',
          '--loglevel=error',
        ];
        try {
          await quietly('npm ci', 'npm', ['ci', ...options]);
        } catch {
          log('npm ci would not: trying npm install');
          await quietly('npm install', 'npm', ['install', '--no-save', ...options]);
        }
      }
      writeJson(INSTALLED, { lock });
    },
    () => log('Another process is installing the dependencies: waiting for it'),
  );
}

/** Did somebody run `npm ci` themselves since the lock file last changed? */
function installedByHand() {
  const made = join(ROOT, 'node_modules', '.package-lock.json');
  return existsSync(made) && statSync(made).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs;
}

/** The script behind a command of an installed package. */
const program = (/** @type {string} */ name) => join(ROOT, 'node_modules', '.bin', name);

/** What finds lists, from AssemblyScript: beside its source, where specs read it, and from there to the server. */
const LISTS = 'libs/matching/wasm/lists';
const buildLists = () =>
  quietly('The build of lists.wasm', program('asc'), [
    `${LISTS}.ts`,
    '--outFile',
    `${LISTS}.wasm`,
    '-O3',
    '--runtime',
    'stub',
    '--importMemory',
    '--sharedMemory',
    '--maximumMemory',
    '65536',
    '--noAssert',
    '--enable',
    'simd',
    '--enable',
    'threads',
  ]);

/** The server, compiled beside and swapped in whole, so that no file of a deleted source stays. */
async function buildServer() {
  const draft = join(ROOT, '.cache', 'dist.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const folders = ['src', 'libs', 'scripts', 'bench'].filter((name) => existsSync(join(ROOT, name)));
  const options = [
    '--config-file',
    '.swcrc',
    '--extensions',
    '.ts,.tsx',
    '--ignore',
    '**/*.spec.ts,**/*.spec.tsx,libs/matching/wasm/*',
    '--quiet',
  ];
  await Promise.all([
    quietly('The build of the server', program('swc'), [...folders, '-d', draft, ...options]),
    buildLists(),
  ]);
  mkdirSync(join(draft, 'libs', 'matching', 'wasm'), { recursive: true });
  copyFileSync(join(ROOT, `${LISTS}.wasm`), join(draft, `${LISTS}.wasm`));
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  renameSync(draft, join(ROOT, 'dist'));
}

/** The app of the browser. */
const buildWeb = () =>
  quietly(
    'The build of the web app',
    program('vite'),
    ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    {
      ...process.env,
      NODE_ENV: 'production',
    },
  );

const notSpec = (/** @type {string} */ path) => !/\.spec\.tsx?$|\.wasm$|^web\/dist\//.test(path);

/**
 * Builds what changed since the last build: the server (swc) and the web app (vite), by content.
 * @param {Log} log
 */
export async function ensureBuilt(log) {
  const shared = ['libs', 'package-lock.json'];
  const wanted = {
    server: contentHash(['src', 'scripts', 'bench', '.swcrc', ...shared], notSpec),
    web: contentHash(['web', ...shared], notSpec),
  };
  const stale = () => {
    const built = /** @type {Partial<typeof wanted> | undefined} */ (readJson(BUILT)) ?? {};
    return {
      server:
        built.server !== wanted.server ||
        !existsSync(join(ROOT, 'dist', 'src', 'main.js')) ||
        !existsSync(join(ROOT, `${LISTS}.wasm`)),
      web: built.web !== wanted.web || !existsSync(join(ROOT, 'web', 'dist', 'index.html')),
      built,
    };
  };
  const first = stale();
  if (!first.server && !first.web) return;
  await alone(
    join(ROOT, '.cache', 'build.lock'),
    async () => {
      const { server, web, built } = stale();
      if (!server && !web) return;
      log(`Building ${[server && 'the server', web && 'the web app'].filter(Boolean).join(' and ')}`);
      await Promise.all([server ? buildServer() : undefined, web ? buildWeb() : undefined]);
      writeFileSync(BUILT, `${JSON.stringify({ ...built, ...wanted })}\n`);
    },
    () => log('Another process is building: waiting for it'),
  );
}

/** In production nothing is installed or built on the way: it must be there. */
export function requireBuilt() {
  if (!existsSync(join(ROOT, 'dist', 'src', 'main.js')))
    throw new Blocked('Nothing is built. Run: npm ci --include=dev && npm run build');
}

/**
 * Brings the database up to date, our own referential included; returns the names of the migrations applied.
 * @param {string} databaseUrl
 * @returns {Promise<string[]>}
 */
export async function migrate(databaseUrl) {
  const operations = createRequire(import.meta.url)(join(ROOT, 'dist', 'src', 'operations', 'prepare-database.js'));
  try {
    return await operations.prepareDatabase(databaseUrl);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Blocked(`The database could not be brought up to date: ${message}`);
  }
}
