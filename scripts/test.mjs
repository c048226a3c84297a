// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { diesWithUs } from './services/processes.mjs';
import { ensureServices, explainFailure } from './services/services.mjs';
import { dataDir, readJson, ROOT } from './services/state.mjs';

/**
 * `npm test`: everything there is to check, in one command. Static checks, unit specs, journeys on PostgreSQL and
 * Redis, the browser. `npm run check` stops after the static checks. Prints the time of each stage and, last and
 * alone, one line: `N passed, N failed, N skipped` over all jest projects. Exits 1 when anything is wrong.
 */
const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const bin = (/** @type {string} */ path) => join(ROOT, 'node_modules', path);

/** @type {{ name: string, seconds: number, ok: boolean }[]} */
const stages = [];
const tally = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} name
 * @param {() => Promise<boolean | void>} work returns false when the stage found something wrong
 */
async function stage(name, work) {
  const since = performance.now();
  let ok = true;
  try {
    ok = (await work()) !== false;
  } catch (error) {
    ok = false;
    explainFailure(error);
  }
  const seconds = (performance.now() - since) / 1_000;
  stages.push({ name, seconds, ok });
  log(`${ok ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s`);
  return ok;
}

/** What runs now, each in a group of its own: jest’s workers outlive a jest that is killed. */
const groups = new Set();

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endGroup({ pid }, signal) {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // it is gone already
  }
}

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    for (const child of groups) endGroup(child, 'SIGTERM');
    setTimeout(() => process.exit(130), 1_000);
  });

/**
 * Runs a node program; its output is shown whole when it fails, or as it comes when `live`.
 * @param {string[]} args
 * @param {{ live?: boolean, env?: NodeJS.ProcessEnv, minutes?: number }} [options]
 * @returns {Promise<boolean>}
 */
function node(args, { live = false, env = process.env, minutes = 5 } = {}) {
  return new Promise((resolve, reject) => {
    const [command, all] = diesWithUs('SIGTERM', process.execPath, args);
    const child = spawn(command, all, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    groups.add(child);
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    child.stderr?.on('data', (chunk) => (said += chunk));
    const late = setTimeout(() => {
      log(`Not done after ${minutes} minutes: stopped`);
      endGroup(child, 'SIGKILL');
    }, minutes * 60_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(late);
      groups.delete(child);
      if (code !== 0 && said) process.stdout.write(`\n${said.trim()}\n`);
      resolve(code === 0);
    });
  });
}

/** @param {string} name @param {string[]} args */
const check = (name, args) => stage(name, () => node(args));

/** The static checks, two at a time. */
async function staticChecks() {
  const types = async () => {
    await check('types: server', [bin('tsgo/bin/tsc'), '-p', 'tsconfig.json']);
    if (existsSync(join(ROOT, 'web', 'tsconfig.json')))
      await check('types: web', [bin('tsgo/bin/tsc'), '-p', 'web/tsconfig.json']);
    await check('unused code (knip)', [bin('knip/bin/knip.js'), '--no-progress']);
  };
  const style = async () => {
    await check('lint (oxlint)', [
      bin('oxlint/bin/oxlint'),
      '--type-aware',
      '--disable-nested-config',
      '--deny-warnings',
    ]);
    await check('format (prettier)', [
      bin('prettier/bin/prettier.cjs'),
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '.',
    ]);
  };
  await Promise.all([types(), style()]);
}

/**
 * One jest project; what it counted is added to the tally. A test file that does not even load counts as one failed.
 * @param {string} project
 * @param {string[]} options
 */
function jest(project, options) {
  return stage(project, async () => {
    const report = join(ROOT, '.cache', `jest-${project}.json`);
    rmSync(report, { force: true });
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    const args = [
      bin('jest/bin/jest.js'),
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${report}`,
      '--passWithNoTests',
      ...options,
    ];
    const ok = await node(args, { live: true, minutes: 10 });
    const counts = /** @type {Record<string, number> | undefined} */ (readJson(report));
    if (!counts) {
      tally.failed += 1;
      return false;
    }
    tally.passed += counts.numPassedTests ?? 0;
    tally.failed += (counts.numFailedTests ?? 0) + (counts.numRuntimeErrorTestSuites ?? 0);
    tally.skipped += (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0);
    return ok;
  });
}

async function tests() {
  /** @type {import('./services/services.mjs').Services | undefined} */
  let services;
  const prepared = await stage('build', () => ensureBuilt(log));
  const served = await stage('services', async () => {
    services = await ensureServices({ dir: dataDir(process.env.DATA_DIR || '.data/test'), throwaway: true, log });
    log(`  PostgreSQL  ${services.sources.postgres}\n  Redis       ${services.sources.redis}`);
  });
  await jest('unit', ['--maxWorkers=2']);
  if (prepared && served) {
    await jest('journeys', ['--maxWorkers=2']);
    if (await stage('chromium', async () => void (await ensureChromium(log))))
      await jest('browser', ['--maxWorkers=1']);
    else tally.failed += 1;
  } else tally.failed += 1;
  await services?.stop({ patient: true });
}

const onlyStatic = process.argv.includes('--static');
try {
  checkNode();
  if (await stage('install', () => ensureInstalled(log))) {
    await staticChecks();
    if (!onlyStatic) await tests();
  } else tally.failed += 1;
} catch (error) {
  explainFailure(error);
  tally.failed += 1;
}
const total = stages.reduce((sum, { seconds }) => sum + seconds, 0);
const wrong = stages.filter(({ ok }) => !ok).map(({ name }) => name);
log(
  `\nTimes: ${stages.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(' · ')} (sum ${total.toFixed(0)} s)`,
);
if (wrong.length > 0) log(`Not right: ${wrong.join(', ')}`);
if (!onlyStatic) log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exit(wrong.length > 0 || tally.failed > 0 ? 1 : 0);
