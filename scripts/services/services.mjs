// @ts-check
import { mkdirSync } from 'node:fs';
import { Keeper, lockOf } from './keeper.mjs';
import { Blocked } from './processes.mjs';
import { bare, checkDatabase, checkRedis } from './probes.mjs';
import { alone } from './state.mjs';

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
    lockOf(dir),
    async () => {
      const keeper = new Keeper(dir, throwaway, log);
      const wanted = [given.postgres ? [] : 'postgres', given.redis ? [] : 'redis'].flat();
      const running = await keeper.take(/** @type {('postgres' | 'redis')[]} */ (wanted));
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

/**
 * Prints what stopped a command: a sentence for what the reader can change, everything for what is our fault.
 * @param {unknown} error
 */
export function explainFailure(error) {
  process.stderr.write(`\n${error instanceof Blocked ? error.message : /** @type {Error} */ (error).stack}\n`);
}
