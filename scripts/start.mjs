// @ts-check
import { parseArgs } from 'node:util';
import { checkPort, clearOrphans, Part, portOf, runningApplication, writeApplication } from './application.mjs';
import { Demo, needsDemo, printAccounts } from './demo.mjs';
import { checkNode, ensureBuilt, ensureInstalled, migrate, requireBuilt } from './prepare.mjs';
import { alive, Blocked, ourNpm, who } from './services/processes.mjs';
import { ensureServices, explainFailure } from './services/services.mjs';
import { dataDir, keys } from './services/state.mjs';

/**
 * `npm start`: everything from a bare clone to the first page. Installs and builds what is missing, makes sure of the
 * services, migrates, fills an empty database with demo data (not with `--empty`), runs the API and the worker
 * (not with `--no-worker`), and stops it all in order on Ctrl-C. In production nothing is installed, built or embedded.
 */
const production = process.env.NODE_ENV === 'production';
const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** What is to be stopped, last started first. @type {(() => Promise<void>)[]} */
const running = [];
let stopping = false;

/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  try {
    for (const end of running.reverse()) await end();
  } catch (error) {
    explainFailure(error);
    code = 1;
  }
  process.exit(code);
}

/** A signal while starting takes effect between two steps. */
function goOn() {
  if (stopping) throw new Blocked('Stopped.');
}

function options() {
  try {
    const { values } = parseArgs({ options: { empty: { type: 'boolean' }, 'no-worker': { type: 'boolean' } } });
    return { empty: values.empty === true || production, worker: values['no-worker'] !== true };
  } catch (error) {
    throw new Blocked(`${/** @type {Error} */ (error).message}\nUse: npm start -- [--empty] [--no-worker]`);
  }
}

/** @param {string} dir */
function embedded(dir) {
  const services = ensureServices({ dir, log });
  running.push(() =>
    services.then(
      (held) => held.stop(),
      () => undefined,
    ),
  );
  return services;
}

async function start() {
  const { empty, worker } = options();
  checkNode();
  const dir = dataDir();
  const port = portOf();
  const other = runningApplication(dir);
  if (other && (port === 0 || new URL(other.url).port === String(port)))
    throw new Blocked(
      `Aronde is already running at ${other.url} (process ${other.supervisor.pid}). Stop it first, or start another one: PORT=${port + 1} DATA_DIR=.data/second npm start`,
    );
  if (!other) await clearOrphans(dir);
  await checkPort(port, process.env.HOST || '127.0.0.1');
  if (production) requireBuilt();
  else await ensureInstalled(log);
  goOn();

  const [services] = await Promise.all([
    production
      ? {
          databaseUrl: process.env.DATABASE_URL ?? '',
          redisUrl: process.env.REDIS_URL,
          sources: undefined,
          stop: async () => undefined,
        }
      : embedded(dir),
    production ? undefined : ensureBuilt(log),
  ]);
  goOn();
  if (services.sources) {
    log(`PostgreSQL  ${services.sources.postgres}`);
    log(`Redis       ${services.sources.redis}`);
    log(
      `Search      ${process.env.MEILI_URL ? `Meilisearch at ${process.env.MEILI_URL}, from MEILI_URL` : 'PostgreSQL full text; MEILI_URL is not set'}`,
    );
  }

  const env = {
    ...process.env,
    DATA_DIR: dir,
    PORT: String(port),
    DATABASE_URL: services.databaseUrl,
    ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
    ...(production
      ? {}
      : {
          SESSION_SECRET: process.env.SESSION_SECRET || keys(dir).sessionSecret,
          LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
          DEMO: process.env.DEMO || (empty ? '0' : '1'),
        }),
  };
  if (env.DATABASE_URL) {
    const applied = await migrate(env.DATABASE_URL);
    if (applied.length > 0) log(`Database    ${applied.length} migrations applied`);
  }
  goOn();

  /** @type {Part[]} */
  const parts = [];
  let url = '';
  const tell = {
    log,
    started: () => note(),
    lost: () => void stop(1),
  };
  const note = () => {
    if (production) return;
    const processes = parts.flatMap((part) => part.process ?? []);
    const shared = [
      'DATABASE_URL',
      'REDIS_URL',
      'MEILI_URL',
      'MEILI_API_KEY',
      'SMTP_URL',
      'MAIL_FROM',
      'SESSION_SECRET',
      'PUBLIC_URL',
      'QUEUE_PREFIX',
      'DEMO',
      'PORT',
    ];
    const known = /** @type {Record<string, string | undefined>} */ (env);
    const given = Object.fromEntries(shared.flatMap((name) => (known[name] ? [[name, known[name]]] : [])));
    writeApplication(dir, { supervisor: who(), url, env: given, processes });
  };
  const api = new Part('API', 'src/main.js', env, tell);
  parts.push(api);
  if (worker) parts.push(new Part('worker', 'src/worker.js', env, tell));
  running.push(async () => {
    await Promise.all(parts.map((part) => part.stop()));
  });
  const seed = !empty && (await needsDemo(env, dir)) ? new Demo(env, dir) : undefined;
  goOn();
  if (seed) running.push(() => seed.stop());
  const seeding = seed?.run(log);
  // Heard below, once the parts are up; until then a failure must not end this process at once.
  seeding?.catch(() => undefined);
  const [ready] = await Promise.all(parts.map((part) => part.start()));
  url = process.env.PUBLIC_URL || `http://localhost:${ready?.port ?? port}`;
  note();
  log(`\nAronde is at ${url}`);
  await seeding;
  // It needs the worker: scores are shown in it. PUBLIC_URL may lead elsewhere: this machine asks its own port.
  if (worker) seed?.enliven(`http://localhost:${ready?.port ?? port}`);
  if (!empty) await printAccounts(env, log);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (stopping && signal === 'SIGINT') process.exit(130);
    void stop(0);
  });

/** npm killed outright tells nobody. */
const npm = ourNpm();
if (npm) setInterval(() => !alive(npm) && void stop(0), 500).unref();

start().catch((error) => {
  if (!stopping) explainFailure(error);
  void stop(1);
});
