import type { EntityManager } from 'typeorm';
import { fingerprint } from '#libs/search/fingerprint';
import type { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import type { Held, SearchKind } from '#libs/search/search.port';
import { readDocuments } from './documents';

type Db = Pick<EntityManager, 'query'>;

const BATCH = 500;

export interface Drift {
  /** Should be found and are not. */
  missing: number;
  /** Found as they were. */
  stale: number;
  /** Found and should not be. */
  orphan: number;
}

/** What should be held, by id. */
export type Wanted = Map<string, { version: number; fingerprint?: string }>;

export async function* batches(ids: readonly string[]): AsyncGenerator<string[]> {
  for (let at = 0; at < ids.length; at += BATCH) yield ids.slice(at, at + BATCH);
}

/** The truth about these ids, to the letter; those nobody may search are absent. */
export async function truth(db: Db, kind: SearchKind, ids: readonly string[]): Promise<Wanted> {
  const wanted: Wanted = new Map();
  for await (const some of batches(ids))
    for (const document of await readDocuments(db, kind, some))
      wanted.set(document.id, { version: document.version, fingerprint: fingerprint(document) });
  return wanted;
}

export interface Difference extends Drift {
  wrong: string[];
  /** What was held of those that differ. */
  held: Map<string, Held>;
}

const isStale = (wanted: { version: number; fingerprint?: string }, held: Held): boolean =>
  wanted.version !== held.version || (wanted.fingerprint !== undefined && wanted.fingerprint !== held.fingerprint);

export async function difference(
  expected: Wanted,
  pages: AsyncIterable<Held[]> | Iterable<Held[]>,
): Promise<Difference> {
  const wanted = new Map(expected);
  const found: Difference = { missing: 0, stale: 0, orphan: 0, wrong: [], held: new Map() };
  for await (const page of pages)
    for (const held of page) {
      const one = wanted.get(held.id);
      wanted.delete(held.id);
      if (!one) found.orphan += 1;
      else if (isStale(one, held)) found.stale += 1;
      else continue;
      found.wrong.push(held.id);
      found.held.set(held.id, held);
    }
  found.missing = wanted.size;
  found.wrong.push(...wanted.keys());
  return found;
}

/**
 * How an index of the engine differs from what PostgreSQL would search: what differs is looked at a second time in the
 * rows themselves, and what is marked is on its way. To be called `alone`: nobody writes to the engine meanwhile.
 */
export async function indexDifference(
  tx: Db,
  indexes: MeiliIndexes,
  kind: SearchKind,
  uid: string,
): Promise<Difference> {
  const expected: Wanted = new Map();
  for await (const page of new PostgresSearch(tx).held(kind)) for (const held of page) expected.set(held.id, held);
  const doubtful = await difference(expected, indexes.held(uid));
  const marked = await tx.query<{ id: string }[]>(`select id from search_dirty where kind = $1`, [kind]);
  const onTheirWay = new Set(marked.map(({ id }) => id));
  const ids = doubtful.wrong.filter((id) => !onTheirWay.has(id));
  const held = ids.flatMap((id) => doubtful.held.get(id) ?? []);
  return difference(await truth(tx, kind, ids), [held]);
}
