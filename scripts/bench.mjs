// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { diesWithUs, NODE_FLAGS } from './services/processes.mjs';
import { ensureServices, explainFailure } from './services/services.mjs';
import { dataDir, ROOT } from './services/state.mjs';

/**
 * `npm run bench`: builds what changed, then compares the engine with its specification and with its baselines.
 */
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function measure(env) {
  // What is served is served as it is in production; the engine is measured with Node as it comes.
  const flags = process.argv.some((word) => /\bhttp\b/.test(word)) ? NODE_FLAGS : ['--enable-source-maps'];
  const args = ['--expose-gc', '--max-old-space-size=8192', ...flags, join(ROOT, 'dist/bench/main.js')];
  const [command, all] = diesWithUs('SIGTERM', process.execPath, [...args, ...process.argv.slice(2)]);
  const child = spawn(command, all, { cwd: ROOT, env, stdio: 'inherit' });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

try {
  checkNode();
  await ensureInstalled(log);
  await ensureBuilt(log);
  // Some suites need PostgreSQL and Redis: as for the tests, of their own, whose data may be lost.
  const services = process.argv.some((word) => /\b(?:db|queue|e2e|browser|search|http)\b/.test(word))
    ? await ensureServices({ dir: dataDir(process.env.DATA_DIR || '.data/bench'), throwaway: true, log })
    : undefined;
  try {
    process.exitCode = await measure({
      ...process.env,
      CHROMIUM_PATH: findChromium() ?? '',
      PRODUCT_FLAGS: NODE_FLAGS.join(' '),
      ...(services ? { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl ?? '' } : {}),
    });
  } finally {
    await services?.stop();
  }
} catch (error) {
  explainFailure(error);
  process.exitCode = 2;
}
