import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { Problem } from '#libs/errors/problem';

/** One request’s Idempotency-Key: who, which key, a hash of method, path and body. */
export interface IdempotencyClaim {
  actor: string;
  key: string;
  requestHash: string;
}

/** Thrown out of a transaction whose Idempotency-Key was already answered: carries that answer. */
export class Replay extends Error {
  constructor(readonly response: unknown) {
    super('replay');
  }
}

const claims = new AsyncLocalStorage<{ claim: IdempotencyClaim; used: boolean }>();

/** Runs a request under its Idempotency-Key: the first transaction inside claims the key and keeps its result. */
export const underClaim = <T>(claim: IdempotencyClaim, work: () => T): T => claims.run({ claim, used: false }, work);

const RETRYABLE = new Set(['40001', '40P01']);
const codeOf = (error: unknown): string | undefined =>
  (error as { code?: string; driverError?: { code?: string } } | undefined)?.driverError?.code ??
  (error as { code?: string } | undefined)?.code;

/**
 * Runs `work` in one transaction; serialisation failures and deadlocks are retried three times. When the request
 * carries an Idempotency-Key, the key and the result of `work` are written in that same transaction: a command
 * must therefore return from `transaction` exactly what it answers. Throws Replay when the key was answered before,
 * `request/key-reused` when it served another request.
 */
export async function transaction<T>(source: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const store = claims.getStore();
  const claim = store && !store.used ? store.claim : undefined;
  if (store) store.used = true;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await source.transaction(async (tx) => {
        if (claim) await take(tx, claim);
        const result = await work(tx);
        if (claim) await keep(tx, claim, result);
        return result;
      });
    } catch (error) {
      if (!RETRYABLE.has(codeOf(error) ?? '') || attempt === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40 * attempt));
    }
  }
}

/** Claims the key; a second request with the same key waits here for the first to commit. */
async function take(tx: EntityManager, claim: IdempotencyClaim): Promise<void> {
  const inserted = await tx.query<unknown[]>(
    `insert into idempotency (actor, key, request_hash) values ($1, $2, $3) on conflict do nothing returning key`,
    [claim.actor, claim.key, claim.requestHash],
  );
  if (inserted.length > 0) return;
  const rows = await tx.query<{ request_hash: string; response: unknown }[]>(
    `select request_hash, response from idempotency where actor = $1 and key = $2`,
    [claim.actor, claim.key],
  );
  const [known] = rows;
  if (!known) throw new Problem('request/in-progress');
  if (known.request_hash !== claim.requestHash) throw new Problem('request/key-reused');
  throw new Replay(known.response);
}

async function keep(tx: EntityManager, claim: IdempotencyClaim, result: unknown): Promise<void> {
  await tx.query(`update idempotency set response = $3 where actor = $1 and key = $2`, [
    claim.actor,
    claim.key,
    JSON.stringify(result ?? null),
  ]);
}

/**
 * Writes `changes` to the row of this id and version, and raises the version by one. The only way to save a
 * versioned aggregate: TypeORM’s `save` does not check versions. Throws `request/stale` when the row moved on.
 */
export async function updateVersioned<E extends ObjectLiteral & { id: string; version: number }>(
  tx: EntityManager,
  entity: EntityTarget<E>,
  current: { id: string; version: number },
  changes: Partial<E>,
): Promise<number> {
  const version = current.version + 1;
  const result = await tx
    .createQueryBuilder()
    .update(entity)
    .set({ ...changes, version } as never)
    .where('id = :id and version = :version', { id: current.id, version: current.version })
    .execute();
  if (result.affected !== 1) throw new Problem('request/stale');
  return version;
}
