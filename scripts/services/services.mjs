// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './postgres.mjs';
import { alive, Blocked, end, until, who } from './processes.mjs';
import { bare, checkDatabase, checkRedis, pingPostgres, pingRedis } from './probes.mjs';
import { alone, readState, writeState } from './state.mjs';
import { startRedis } from './redis.mjs';

/** @typedef {import('./state.mjs').Running & { child?: import('node:child_process').ChildProcess }} Started */
/** @typedef {(line: string) => void} Log */
/**
 * What the application runs on. `sources` says in one line each what was chosen and why. `stop` ends what this
 * process started, and nothing else; with `patient` it first waits for other processes at work on it.
 * @typedef {{
 *   databaseUrl: string,
 *   redisUrl: string | undefined,
 *   sources: { postgres: string, redis: string },
 *   stop: (options?: { patient?: boolean }) => Promise<void>,
 * }} Services
 */

/**
 * Makes sure of a PostgreSQL and a Redis. `DATABASE_URL` and `REDIS_URL` win and are checked; what runs already under
 * the data directory is used; the rest is started as children of this process, which die with it. Redis may be
 * missing (`redisUrl` undefined); without a PostgreSQL, or with an address that leads nowhere, throws a Blocked
 * whose sentence names the way out.
 * @param {{ dir: string, throwaway?: boolean, log?: Log, env?: NodeJS.ProcessEnv }} options
 *   `dir`: absolute data directory; `throwaway`: data that may be lost with the machine, as in tests
 * @returns {Promise<Services>}
 */
export async function ensureServices({ dir, throwaway = false, log = () => undefined, env = process.env }) {
  const given = { postgres: env.DATABASE_URL || undefined, redis: env.REDIS_URL || undefined };
  const [postgresVersion, redisVersion] = await Promise.all([
    given.postgres ? checkDatabase(given.postgres) : undefined,
    given.redis ? checkRedis(given.redis) : undefined,
  ]);
  if (given.postgres && given.redis)
    return {
      databaseUrl: given.postgres,
      redisUrl: given.redis,
      sources: {
        postgres: `${bare(given.postgres)} (version ${postgresVersion}), from DATABASE_URL`,
        redis: `${bare(given.redis)} (version ${redisVersion}), from REDIS_URL`,
      },
      stop: async () => undefined,
    };
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return alone(
    lock(dir),
    async () => {
      const keeper = new Keeper(dir, throwaway, log);
      const running = await keeper.take({ postgres: !given.postgres, redis: !given.redis });
      return {
        databaseUrl: given.postgres ?? running.postgres?.url ?? '',
        redisUrl: given.redis ?? running.redis?.url,
        sources: {
          postgres: given.postgres
            ? `${bare(given.postgres)} (version ${postgresVersion}), from DATABASE_URL`
            : `${running.postgres?.source}, port ${running.postgres?.port}; DATABASE_URL is not set`,
          redis: given.redis
            ? `${bare(given.redis)} (version ${redisVersion}), from REDIS_URL`
            : running.redis
              ? `${running.redis.source}, port ${running.redis.port}; REDIS_URL is not set`
              : 'none could be had: PostgreSQL carries the queues, slowly. Install one (Debian: apt-get install redis-server) or set REDIS_URL',
        },
        stop: ({ patient = false } = {}) => keeper.leave(patient),
      };
    },
    () => log('Another process is starting the services: waiting for it'),
  );
}

/** @param {string} dir */
const lock = (dir) => join(dir, 'services.lock');

/**
 * The service if it answers.
 * @param {import('./state.mjs').Running | undefined} service
 * @param {(service: import('./state.mjs').Running) => Promise<boolean>} ping
 */
const answering = async (service, ping) => (service && (await ping(service)) ? service : undefined);

/** Holds, or shares, the embedded services of one data directory. */
class Keeper {
  /** @type {Map<'postgres' | 'redis', Started>} */
  #mine = new Map();
  #leaving = false;
  /** @type {number[]} */
  #falls = [];

  /** @param {string} dir @param {boolean} throwaway @param {Log} log */
  constructor(dir, throwaway, log) {
    this.dir = dir;
    this.throwaway = throwaway;
    this.log = log;
  }

  /**
   * Under the lock: uses what runs, starts what does not, writes down who holds what.
   * @param {{ postgres: boolean, redis: boolean }} wanted
   */
  async take(wanted) {
    const state = readState(this.dir);
    const [postgres, redis] = await Promise.all([
      answering(state?.postgres, (it) => pingPostgres(it.port)),
      answering(state?.redis, (it) => pingRedis(it.url)),
    ]);
    if (state && alive(state.owner) && (postgres || !wanted.postgres) && (redis || !wanted.redis)) {
      writeState(this.dir, { ...state, users: [...state.users.filter(alive), who()] });
      const shared = (/** @type {Started | undefined} */ it) =>
        it && { ...it, source: `${it.source} (already running)` };
      return { postgres: shared(postgres), redis: shared(redis) };
    }
    // Nobody holds them, or they are ill: what is left of them is ours to end, then to start again.
    await Promise.all([this.#inherit('postgres', postgres, state), this.#inherit('redis', redis, state)]);
    const results = await Promise.allSettled([
      wanted.postgres ? this.#start('postgres') : undefined,
      wanted.redis ? this.#start('redis') : undefined,
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await this.#stop();
      throw failed.reason;
    }
    this.#note();
    return { postgres: this.#mine.get('postgres'), redis: this.#mine.get('redis') };
  }

  /**
   * @param {'postgres' | 'redis'} name
   * @param {Started | undefined} answering
   * @param {import('./state.mjs').State | undefined} state
   */
  async #inherit(name, answering, state) {
    const known = state?.[name];
    if (answering) this.#mine.set(name, answering);
    else if (known) await end(known.process, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  }

  /** @param {'postgres' | 'redis'} name */
  async #start(name) {
    if (this.#mine.has(name)) return;
    const options = { dir: this.dir, throwaway: this.throwaway, log: this.log };
    const started = name === 'postgres' ? await startPostgres(options) : await startRedis(options);
    if (!started) return;
    this.#mine.set(name, started);
    started.child?.once('exit', (code, signal) => this.#fell(name, signal ?? `code ${code}`));
  }

  /**
   * A service that ends on its own is started again, on the same port; not for ever.
   * @param {'postgres' | 'redis'} name
   * @param {string} why
   */
  #fell(name, why) {
    if (this.#leaving) return;
    this.#mine.delete(name);
    const now = Date.now();
    this.#falls = [...this.#falls.filter((at) => now - at < 60_000), now];
    const title = name === 'postgres' ? 'PostgreSQL' : 'Redis';
    if (this.#falls.length > 10) {
      this.log(`${title} ended (${why}) too often in a minute and is not started again; see ${join(this.dir, 'log')}`);
      return;
    }
    this.log(`${title} ended (${why}): starting it again`);
    this.#start(name).then(
      () => (this.#leaving ? this.#stop() : this.#note()),
      (error) => this.log(error.message),
    );
  }

  #note() {
    const bare_ = (/** @type {Started | undefined} */ it) =>
      it && { process: it.process, port: it.port, url: it.url, source: it.source };
    writeState(this.dir, {
      owner: who(),
      users: readState(this.dir)?.users.filter(alive) ?? [],
      postgres: bare_(this.#mine.get('postgres')),
      redis: bare_(this.#mine.get('redis')),
    });
  }

  /** @param {boolean} patient */
  async leave(patient) {
    if (this.#mine.size === 0) {
      await alone(lock(this.dir), () => {
        const state = readState(this.dir);
        if (state) writeState(this.dir, { ...state, users: state.users.filter((user) => user.pid !== process.pid) });
      });
      return;
    }
    if (patient && !(await this.#deserted(0))) {
      this.log('Other processes are at work on these services: waiting for them');
      await this.#deserted(15 * 60_000);
    }
    this.#leaving = true;
    await alone(lock(this.dir), async () => {
      await this.#stop();
      writeState(this.dir, undefined);
    });
  }

  /** @param {number} ms */
  #deserted = (ms) => until(() => (readState(this.dir)?.users.filter(alive) ?? []).length === 0, ms, 250);

  async #stop() {
    this.#leaving = true;
    await Promise.all(
      [...this.#mine].map(([name, { process: it }]) => end(it, name === 'postgres' ? 'SIGINT' : 'SIGTERM')),
    );
    this.#mine.clear();
  }
}

/**
 * Prints what stopped a command: a sentence for what the reader can change, everything for what is our fault.
 * @param {unknown} error
 */
export function explainFailure(error) {
  process.stderr.write(`\n${error instanceof Blocked ? error.message : /** @type {Error} */ (error).stack}\n`);
}
