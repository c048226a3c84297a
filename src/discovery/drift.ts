import type { DataSource } from 'typeorm';
import type { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { CELL_SQL } from '#libs/search/postgres.cells';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import type { SearchKind } from '#libs/search/search.port';
import { batches, difference, type Drift, indexDifference, truth } from './difference';
import { alone, drain, mark, project } from './in-step';
import { needsRebuild, rebuild } from './rebuild';
import { remember } from './search-state';

export const KINDS: readonly SearchKind[] = ['profile', 'mission'];
export type DriftByKind = Record<SearchKind, Drift>;

/** What may be searched of a kind now: identifier and revision. */
const SEARCHABLE: Record<SearchKind, string> = {
  profile: `select id, rev as version from profile where state = 'PUBLISHED' and visibility <> 'HIDDEN'`,
  mission: `select id, rev as version from mission where state = 'PUBLISHED' and visibility <> 'INVITED_ONLY'`,
};

const counts = ({ missing, stale, orphan }: Drift): Drift => ({ missing, stale, orphan });

/**
 * How the documents PostgreSQL searches differ from the rows they stand for: by revision, or with `contents` to the
 * letter (mandates, labels of the referential). With `repair`, what differs is written anew.
 */
export async function checkProjection(db: DataSource, contents: boolean, repair: boolean): Promise<DriftByKind> {
  const drift = {} as DriftByKind;
  for (const kind of KINDS) {
    const rows = await db.query<{ id: string; version: number }[]>(SEARCHABLE[kind]);
    const wanted = contents
      ? await truth(
          db,
          kind,
          rows.map(({ id }) => id),
        )
      : new Map(rows.map((row) => [row.id, row]));
    const found = await difference(wanted, new PostgresSearch(db).held(kind));
    if (repair) for await (const some of batches(found.wrong)) await db.transaction((tx) => project(tx, kind, some));
    drift[kind] = counts(found);
  }
  return drift;
}

/** How the engine differs from PostgreSQL; with `repair`, brought into step, an index that is not there or not as it should be built anew. */
export async function checkEngine(db: DataSource, indexes: MeiliIndexes, repair: boolean): Promise<DriftByKind> {
  if (repair) await drain(db, indexes);
  const drift = {} as DriftByKind;
  for (const kind of KINDS) {
    if (await needsRebuild(db, indexes, kind)) {
      const [row] = await db.query<{ count: number }[]>(
        `select count(*)::int as count from search_document where kind = $1`,
        [kind],
      );
      drift[kind] = { missing: row?.count ?? 0, stale: 0, orphan: 0 };
      if (repair) await rebuild(db, indexes, kind);
      continue;
    }
    const found = await alone(db, async (tx) => {
      const differing = await indexDifference(tx, indexes, kind, indexes.live(kind));
      if (repair) await mark(tx, kind, differing.wrong);
      return differing;
    });
    drift[kind] = counts(found);
    if (repair) await drain(db, indexes);
  }
  await remember(db, 'drift', drift);
  return drift;
}

/** True when both are in step. */
export const inStep = (drift: DriftByKind): boolean =>
  Object.values(drift).every(({ missing, stale, orphan }) => missing + stale + orphan === 0);

/** Writes anew every document PostgreSQL searches, neighbours on the map one after the other. Returns how many of each kind. */
export async function rewriteProjection(db: DataSource): Promise<Record<SearchKind, number>> {
  const written = {} as Record<SearchKind, number>;
  for (const kind of KINDS) {
    const rows = await db.query<{ id: string }[]>(`${SEARCHABLE[kind]} order by ${CELL_SQL}, id`);
    const ids = rows.map(({ id }) => id);
    for await (const some of batches(ids)) await db.transaction((tx) => project(tx, kind, some));
    written[kind] = ids.length;
  }
  return written;
}
