// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runningApplication } from './application.mjs';
import { checkNode, ensureBuilt, ensureInstalled, migrate, requireBuilt } from './prepare.mjs';
import { Blocked, diesWithUs, NODE_FLAGS } from './services/processes.mjs';
import { ensureServices, explainFailure } from './services/services.mjs';
import { dataDir, keys, ROOT } from './services/state.mjs';

/**
 * `npm run seed|import|export|…`: one command on the services of the running `npm start`, of the environment, or
 * started for its duration. What it prints on standard output is the command’s own; the rest goes to standard error.
 */
const production = process.env.NODE_ENV === 'production';
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
const [name = '', ...args] = process.argv.slice(2);

/** The compiled module behind a command. */
function moduleOf() {
  const file = join(
    ROOT,
    'dist',
    name === 'api' ? 'src/main.js' : name === 'worker' ? 'src/worker.js' : `scripts/${name}.js`,
  );
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) throw new Blocked(`There is no command “${name}”.`);
  return file;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function execute(env) {
  const long = name === 'api' || name === 'worker';
  return new Promise((resolve, reject) => {
    const child = spawn(...diesWithUs('SIGTERM', process.execPath, [...NODE_FLAGS, moduleOf(), ...args]), {
      cwd: long ? ROOT : process.env.INIT_CWD || process.cwd(),
      env,
      detached: true,
      stdio: 'inherit',
    });
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)));
  });
}

async function main() {
  checkNode();
  if (production) {
    requireBuilt();
    return execute(process.env);
  }
  await ensureInstalled(log);
  await ensureBuilt(log);
  const dir = dataDir();
  const running = runningApplication(dir);
  const given = { ...running?.env, ...process.env };
  // The port is the running application’s own: a second API takes its own from the environment.
  const base = { ...given, PORT: process.env.PORT || (name === 'api' ? undefined : given.PORT), DATA_DIR: dir };
  const services = await ensureServices({ dir, log, env: given });
  try {
    if (!running) await migrate(services.databaseUrl);
    return await execute({
      ...base,
      DATABASE_URL: services.databaseUrl,
      ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
      SESSION_SECRET: given.SESSION_SECRET || keys(dir).sessionSecret,
      LOG_LEVEL: given.LOG_LEVEL || 'warn',
    });
  } finally {
    await services.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    explainFailure(error);
    process.exit(2);
  },
);
