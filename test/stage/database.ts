import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this test through jest’s journeys or browser project`);
  return value;
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: given('TEST_DATABASE_URL'), application_name: 'aronde-stage' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database of one’s own, migrated, in about 100 ms. `drop` removes it, whoever is still connected. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `aronde_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(`create database ${name} template ${given('TEST_TEMPLATE')}`);
  const url = new URL(given('TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

/** The Redis of the test run, or undefined where none can be had: PostgreSQL then carries the queues. */
export const redisUrl = (): string | undefined => process.env.TEST_REDIS_URL || undefined;

/** A prefix for queues that no other test uses: they would steal each other’s jobs. */
export const freshRedisPrefix = (): string => `test-${process.pid}-${randomBytes(4).toString('hex')}`;
