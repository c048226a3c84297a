import type { EntityManager } from 'typeorm';
import type { ListKind } from './lists';

type Db = Pick<EntityManager, 'query'>;

/** Facts as they are stored. */
export interface FactsRow<Facts> {
  id: string;
  num: number;
  rev: number;
  active: boolean;
  source_version: string;
  xid: string;
  facts: Facts;
}

/** The rows of a statement, so many at a time: not all need stand in memory. */
export async function* inParts<Row>(
  tx: Db,
  sql: string,
  values: readonly unknown[],
  size: number,
): AsyncGenerator<Row[]> {
  await tx.query(`declare parts no scroll cursor for ${sql}`, [...values]);
  for (;;) {
    const rows = await tx.query<Row[]>(`fetch ${size} from parts`);
    yield rows;
    if (rows.length < size) break;
  }
  await tx.query(`close parts`);
}

/** Rows fetched at a time. */
const FETCHED = 2_000;

/** What other transactions than those known changed in a table since one. */
export async function* changedSince<Facts>(
  tx: Db,
  kind: ListKind,
  horizon: string,
  known: readonly string[],
): AsyncGenerator<FactsRow<Facts>> {
  const sql = `select ${kind}_id as id, num, rev, active, source_version, changed_xid::text as xid, facts
    from match_${kind} where ${CHANGED}`;
  for await (const rows of inParts<FactsRow<Facts>>(tx, sql, [horizon, known], FETCHED)) yield* rows;
}

/** Rows that a transaction from `$1` on changed, none of `$2`. */
export const CHANGED = `changed_xid >= $1::xid8 and changed_xid <> all($2::xid8[])`;

/** The oldest transaction still open, and whether anybody may have other facts than are known. */
const MOMENT = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
    exists (select from match_profile where ${CHANGED}) as "profilesChanged",
    exists (select from match_mission where ${CHANGED}) as "missionsChanged"`;

/** What a reading of the tables begins with. */
interface Moment {
  horizon: string;
  profilesChanged: boolean;
  missionsChanged: boolean;
}

/** What may have changed since a transaction, apart from what those known wrote. */
export async function readMoment(tx: Db, horizon: string, known: readonly string[]): Promise<Moment> {
  const [moment] = await tx.query<[Moment]>(MOMENT, [horizon, known]);
  return moment;
}

/** How many have facts. */
export async function readCounts(tx: Db): Promise<{ profiles: number; missions: number }> {
  const [counts] = await tx.query<[{ profiles: number; missions: number }]>(
    `select (select count(*)::int from match_profile) as profiles, (select count(*)::int from match_mission) as missions`,
  );
  return counts;
}
