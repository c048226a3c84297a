import { createPostgresBackend, type ConnectionOptions, setDefaultBackendFactory } from 'bullmq';
import type { Env } from '#libs/config/env';

const jitter = (times: number): number => Math.min(100 * 2 ** Math.min(times, 10), 2_000) * (0.5 + Math.random() / 2);

function redisOptions(url: string) {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    username: username || undefined,
    password: password ? decodeURIComponent(password) : undefined,
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    retryStrategy: jitter,
  };
}

/**
 * How queues are reached. Producers fail within two seconds when Redis is away (the outbox keeps the work);
 * workers wait for it. Without Redis, BullMQ’s own PostgreSQL backend carries the queues: a last resort.
 */
export function queueConnection(env: Env, role: 'producer' | 'worker'): ConnectionOptions {
  if (!env.redisUrl) {
    setDefaultBackendFactory(createPostgresBackend as never);
    return { connectionString: env.databaseUrl, max: 4, schema: 'bullmq', migrate: true } as never;
  }
  const shared = redisOptions(env.redisUrl);
  return role === 'producer'
    ? { ...shared, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 2_000, connectTimeout: 2_000 }
    : { ...shared, maxRetriesPerRequest: null };
}

/** Worker timings: a job whose worker died restarts in about ten seconds instead of sixty (docs/surprises.md). */
export const workerTimings = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 2 } as const;

/** Jobs carry ids only and leave no trace: PostgreSQL holds the state and the retries. */
export const jobDefaults = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { age: 86_400, count: 1_000 },
} as const;
