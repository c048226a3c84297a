import type { DataSource } from 'typeorm';
import type { SearchKind, SearchPort } from '#libs/search/search.port';
import { readDocuments } from './documents';

const BATCH = 500;
const KINDS: readonly SearchKind[] = ['profile', 'mission'];

export interface Drift {
  /** Should be found and are not. */
  missing: number;
  /** Found as they were. */
  stale: number;
  /** Found and should not be. */
  orphan: number;
}

/** What may be searched of a kind now: identifier and revision, in order of identifier after `after`. */
const SEARCHABLE: Record<SearchKind, string> = {
  profile: `select id, rev as version from profile where state = 'PUBLISHED' and visibility <> 'HIDDEN'`,
  mission: `select id, rev as version from mission where state = 'PUBLISHED' and visibility <> 'INVITED_ONLY'`,
};

/** Compares the engine with PostgreSQL, by identifier and revision; with `repair`, writes or removes what differs. */
export async function checkIndex(
  db: DataSource,
  engine: SearchPort,
  repair: boolean,
): Promise<Record<SearchKind, Drift>> {
  const drift = { profile: { missing: 0, stale: 0, orphan: 0 }, mission: { missing: 0, stale: 0, orphan: 0 } };
  for (const kind of KINDS) {
    const wanted = new Map(
      (await db.query<{ id: string; version: number }[]>(SEARCHABLE[kind])).map(({ id, version }) => [id, version]),
    );
    const wrong: string[] = [];
    for (let after: string | null = null; ;) {
      const held: { id: string; version: number }[] = await engine.held(kind, after, BATCH);
      for (const { id, version } of held) {
        const expected = wanted.get(id);
        wanted.delete(id);
        if (expected === undefined) drift[kind].orphan += 1;
        else if (expected !== version) drift[kind].stale += 1;
        else continue;
        wrong.push(id);
      }
      after = held.at(-1)?.id ?? null;
      if (held.length < BATCH) break;
    }
    drift[kind].missing = wanted.size;
    if (repair) await rewrite(db, engine, kind, [...wrong, ...wanted.keys()]);
  }
  return drift;
}

/** Writes every document anew and removes what should not be there. */
export async function rebuildIndex(db: DataSource, engine: SearchPort): Promise<Record<SearchKind, number>> {
  const written = { profile: 0, mission: 0 };
  for (const kind of KINDS) {
    const ids = (await db.query<{ id: string }[]>(SEARCHABLE[kind])).map(({ id }) => id);
    await rewrite(db, engine, kind, ids);
    written[kind] = ids.length;
  }
  await checkIndex(db, engine, true);
  return written;
}

async function rewrite(db: DataSource, engine: SearchPort, kind: SearchKind, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH);
    const documents = await readDocuments(db, kind, some);
    const found = new Set(documents.map((document) => document.id));
    await engine.upsert(documents);
    await engine.remove(
      kind,
      some.filter((id) => !found.has(id)),
    );
  }
}
