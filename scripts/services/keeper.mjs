// @ts-check
import { join } from 'node:path';
import { startPostgres } from './postgres.mjs';
import { alive, end, until, who } from './processes.mjs';
import { pingPostgres, pingRedis } from './probes.mjs';
import { startRedis } from './redis.mjs';
import { alone, readState, writeState } from './state.mjs';

/** @typedef {import('./services.mjs').Log} Log */
/** @typedef {import('./state.mjs').Running} Running */
/** @typedef {'postgres' | 'redis'} Name */

/** What tells the two services apart. */
const KINDS = {
  postgres: {
    title: 'PostgreSQL',
    start: startPostgres,
    ping: (/** @type {Running} */ it) => pingPostgres(it.port),
    stopSignal: /** @type {const} */ ('SIGINT'),
  },
  redis: {
    title: 'Redis',
    start: startRedis,
    ping: (/** @type {Running} */ it) => pingRedis(it.url),
    stopSignal: /** @type {const} */ ('SIGTERM'),
  },
};
/** Somebody else’s service that does not answer is being started again by its owner: so long it is waited for. */
const OWNERS_TIME = 20_000;
const FALLS_A_MINUTE = 10;

/** @param {string} dir */
export const lockOf = (dir) => join(dir, 'services.lock');

/** Holds, or shares, the embedded services of one data directory. */
export class Keeper {
  /** Those this process stops. @type {Map<Name, Running>} */
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
   * To be called under the lock: uses what runs, starts what does not, writes down who holds what.
   * @param {Name[]} names
   * @returns {Promise<Partial<Record<Name, Running>>>} without Redis when none can be had
   */
  async take(names) {
    const results = await Promise.allSettled(names.map((name) => this.#get(name)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await this.#stopMine();
      throw failed.reason;
    }
    this.#note(true);
    return Object.fromEntries(
      results.flatMap((result, at) => ('value' in result && result.value ? [[names[at], result.value]] : [])),
    );
  }

  /** @param {Name} name */
  async #get(name) {
    const known = readState(this.dir)?.[name];
    const { ping, stopSignal } = KINDS[name];
    if (known && alive(known.owner) && (await until(() => ping(known), OWNERS_TIME, 100)))
      return { ...known, source: `${known.source} (already running)` };
    if (known && !alive(known.owner) && (await ping(known))) {
      this.#mine.set(name, { ...known, owner: who() });
      return { ...known, source: `${known.source} (found running)` };
    }
    if (known) await end(known.process, stopSignal);
    return this.#start(name);
  }

  /** @param {Name} name */
  async #start(name) {
    const started = await KINDS[name].start({ dir: this.dir, throwaway: this.throwaway, log: this.log });
    if (!started) return undefined;
    const { child, ...running } = started;
    const mine = { ...running, owner: who() };
    this.#mine.set(name, mine);
    child?.once('exit', (code, signal) => this.#fell(name, signal ?? `code ${code}`));
    return mine;
  }

  /**
   * A service that ends on its own is started again, on the same port; not for ever.
   * @param {Name} name
   * @param {string} why
   */
  #fell(name, why) {
    if (this.#leaving) return;
    const { title } = KINDS[name];
    const now = Date.now();
    this.#falls = [...this.#falls.filter((at) => now - at < 60_000), now];
    if (this.#falls.length > FALLS_A_MINUTE) {
      this.log(`${title} ended (${why}) too often in a minute and is not started again; see ${join(this.dir, 'log')}`);
      return;
    }
    this.log(`${title} ended (${why}): starting it again`);
    this.#start(name).then(
      () => (this.#leaving ? this.#stopMine() : alone(lockOf(this.dir), () => this.#note(true))),
      (error) => this.log(error.message),
    );
  }

  /**
   * Writes down what is ours and whether we are at work. Nothing of nobody’s stays.
   * @param {boolean} present
   */
  #note(present) {
    const known = readState(this.dir);
    const users = (known?.users ?? []).filter((user) => user.pid !== process.pid && alive(user));
    const others = (/** @type {Name} */ name) => {
      const it = known?.[name];
      return it && it.owner.pid !== process.pid && alive(it.owner) ? it : undefined;
    };
    const postgres = this.#mine.get('postgres') ?? others('postgres');
    const redis = this.#mine.get('redis') ?? others('redis');
    const state = {
      users: present ? [...users, who()] : users,
      ...(postgres ? { postgres } : {}),
      ...(redis ? { redis } : {}),
    };
    writeState(this.dir, postgres || redis ? state : undefined);
  }

  /**
   * Stops what is ours. A patient leaver waits until nobody else is at work on it.
   * @param {boolean} patient
   */
  async leave(patient) {
    if (patient && this.#mine.size > 0 && !(await this.#deserted(0))) {
      this.log('Other processes are at work on these services: waiting for them');
      await this.#deserted(15 * 60_000);
    }
    this.#leaving = true;
    await alone(lockOf(this.dir), async () => {
      await this.#stopMine();
      this.#note(false);
    });
  }

  /** @param {number} ms */
  #deserted(ms) {
    const others = () => (readState(this.dir)?.users ?? []).filter((user) => user.pid !== process.pid && alive(user));
    return until(() => others().length === 0, ms, 250);
  }

  async #stopMine() {
    this.#leaving = true;
    await Promise.all([...this.#mine].map(([name, { process: it }]) => end(it, KINDS[name].stopSignal)));
    this.#mine.clear();
  }
}
