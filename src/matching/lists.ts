import type { EntityManager } from 'typeorm';
import type { Listed } from '#libs/matching/packed/pools';
import { SERVED_LENGTH } from '#libs/matching/served';
import { filledTo, type Ranked } from '#libs/matching/top';

type Db = Pick<EntityManager, 'query'>;

/** What a list was computed with: a list with other values is out of date. */
export interface Edition {
  engineVersion: string;
  /** YYYY-MM-DD in Europe/Paris. */
  asOf: string;
}

/** The two kinds of list: of profiles for a mission, of missions for a profile. */
export const kinds = {
  mission: { table: 'mission_match', key: 'mission_id', num: 'mission_num', nums: 'profile_nums', rev: 'mission_rev' },
  profile: { table: 'profile_match', key: 'profile_id', num: 'profile_num', nums: 'mission_nums', rev: 'profile_rev' },
} as const;
export type ListKind = keyof typeof kinds;

/** True of an entry that is served, by its rank and its place from 1 on. */
export const isServed = (rank: string, place: string): string =>
  `(${place} <= ${SERVED_LENGTH} and (${rank} >= 0 or ${place} <= ${filledTo(SERVED_LENGTH)}))`;

/** Owners in the order of their numbers: after `from`, to `to`. */
export interface Range {
  kind: ListKind;
  from: number;
  to: number;
}

/** A list as it is stored. */
export interface StoredList extends Listed {
  rev: number;
}

/** The numbers of an array as PostgreSQL writes it. Its own reader makes an object of each array and a text of each number. */
export function numbersIn(array: string): number[] {
  const found: number[] = [];
  for (let at = 1; at < array.length; at++) {
    const isNegative = array.charCodeAt(at) === MINUS;
    if (isNegative) at++;
    let value = 0;
    for (let digit = array.charCodeAt(at) - ZERO; digit >= 0 && digit <= 9; digit = array.charCodeAt(++at) - ZERO)
      value = value * 10 + digit;
    if (array.length > 2) found.push(isNegative ? -value : value);
  }
  return found;
}
const MINUS = 45;
const ZERO = 48;

/** The lists of this edition that these owners have, by number. */
export async function readLists(
  tx: Db,
  edition: Edition,
  kind: ListKind,
  owners: readonly number[],
): Promise<Map<number, StoredList>> {
  const { table, num, nums, rev } = kinds[kind];
  const rows = await tx.query<{ num: number; rev: number; nums: string; ranks: string }[]>(
    `select ${num} as num, ${rev} as rev, ${nums}::text as nums, ranks::text as ranks from ${table}
     where engine_version = $1 and as_of = $2 and ${num} = any($3::int[])`,
    [edition.engineVersion, edition.asOf, owners],
  );
  return new Map(
    rows.map(({ num: own, rev: of, ...list }) => [
      own,
      { rev: of, nums: Int32Array.from(numbersIn(list.nums)), ranks: Int16Array.from(numbersIn(list.ranks)) },
    ]),
  );
}

/** True when everybody who has facts has a list, of whatever edition. */
export async function hasEveryList(db: Db): Promise<boolean> {
  const [row] = await db.query<{ complete: boolean }[]>(
    `select (select count(*) from match_profile) <= (select count(*) from profile_match)
        and (select count(*) from match_mission) <= (select count(*) from mission_match) as complete`,
  );
  return row?.complete === true;
}

/** How many profiles and missions have no list of this edition and of their own revision. */
export async function countStaleLists(tx: Db, edition: Edition): Promise<number> {
  const stale = (facts: string, key: string, list: string, rev: string): string => `
    (select count(*)::int from ${facts} f left join ${list} l on l.${key} = f.${key}
     where (l.engine_version, l.as_of, l.${rev}) is distinct from ($1, $2::date, f.rev))`;
  const [row] = await tx.query<{ stale: number }[]>(
    `select ${stale('match_profile', 'profile_id', 'profile_match', 'profile_rev')}
          + ${stale('match_mission', 'mission_id', 'mission_match', 'mission_rev')} as stale`,
    [edition.engineVersion, edition.asOf],
  );
  return row?.stale ?? 0;
}

/**
 * True of an owner `o`, its list `l` and the edition `s` when the list answers to the owner as it is: what readers are
 * told as CURRENT. Null before the first list.
 */
export const isCurrent = (kind: ListKind): string =>
  `(l.${kinds[kind].rev} = o.rev and l.engine_version = s.engine_version and l.as_of = s.as_of)`;

/** The owners `o` that have a list at all. */
export const hasList: Record<ListKind, string> = {
  mission: `o.state in ('PUBLISHED', 'PAUSED')`,
  profile: `o.state <> 'ARCHIVED'`,
};

/** Lists under way below which nobody needs to be told how many. */
const MANY = 20;

/** The share of all lists that are current, in percent; null when only a few are under way, or none was ever computed. */
export async function listProgress(db: Db): Promise<number | null> {
  const [row] = await db.query<{ engineVersion: string; asOf: string; lists: number }[]>(
    `select engine_version as "engineVersion", as_of::text as "asOf",
       ((select count(*) from match_profile) + (select count(*) from match_mission))::int as lists from match_state`,
  );
  if (!row) return null;
  const stale = await countStaleLists(db, row);
  return stale < MANY ? null : Math.floor((100 * (row.lists - stale)) / row.lists);
}

const STANDS: Record<ListKind, string> = {
  mission: `o.state = 'PUBLISHED'`,
  profile: `o.state = 'PUBLISHED' and o.visibility <> 'HIDDEN'`,
};

/**
 * Says of a list that it no longer answers, until it is computed anew, and when it was computed last. A list that was
 * never computed is said to be so already.
 */
export async function markOutOfStep(tx: Db, kind: ListKind, id: string): Promise<Date | null> {
  const { table, key, rev } = kinds[kind];
  const [rows] = await tx.query<[{ computedAt: Date }[], number]>(
    `update ${table} set ${rev} = -1, changed_xid = pg_current_xact_id() where ${key} = $1 returning computed_at as "computedAt"`,
    [id],
  );
  return rows[0]?.computedAt ?? null;
}

/** Says of every list that it no longer answers, until it is computed anew. */
export async function markAllOutOfStep(tx: Db): Promise<void> {
  for (const { table, rev } of Object.values(kinds))
    await tx.query(`update ${table} set ${rev} = -1, changed_xid = pg_current_xact_id() where ${rev} <> -1`);
}

/** A profile or a mission by both its names. */
export interface Owner {
  id: string;
  num: number;
}

/** Those of these profiles or missions whose facts or list do not answer to them as they are. */
export async function outOfStep(tx: Db, kind: ListKind, ids: readonly string[]): Promise<Owner[]> {
  const { table, key } = kinds[kind];
  return tx.query<Owner[]>(
    `select o.id, o.num from ${kind} o left join match_${kind} f on f.${key} = o.id left join ${table} l on l.${key} = o.id
       left join match_state s on true
     where o.id = any($1::uuid[])
       and (f.rev = o.rev and f.active = (${STANDS[kind]}) and ${isCurrent(kind)}) is not true`,
    [ids],
  );
}

export interface NewList {
  id: string;
  /** Number of the mission or profile whose list it is. */
  num: number;
  rev: number;
  entries: Ranked[] | Listed;
}

const literal = (items: number[] | Int32Array | Int16Array): string => `{${items.join()}}`;

export const numsOf = ({ entries }: NewList): number[] | Int32Array =>
  Array.isArray(entries) ? entries.map(({ num }) => num) : entries.nums;
export const ranksOf = ({ entries }: NewList): number[] | Int16Array =>
  Array.isArray(entries) ? entries.map(({ rank }) => rank) : entries.ranks;

/** Whose lists were written, and by which transaction. */
export interface Written {
  nums: ReadonlySet<number>;
  xid: string;
}

/** Writes lists; one of an older revision than the one stored is left alone. Lists are derived: the commit need not wait. */
export async function writeLists(
  tx: Db,
  kind: ListKind,
  edition: Edition,
  lists: readonly NewList[],
): Promise<Written | undefined> {
  if (lists.length === 0) return undefined;
  const { table, key, num, nums, rev } = kinds[kind];
  const rows = await tx.query<{ num: number; xid: string }[]>(
    `insert into ${table} as kept (${key}, ${num}, ${rev}, ${nums}, ranks, engine_version, as_of, computed_at)
     select id, num, rev, nums::int[], ranks::smallint[], $6, $7, now()
     from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[]) as l(id, num, rev, nums, ranks)
     on conflict (${key}) do update set ${rev} = excluded.${rev}, ${nums} = excluded.${nums}, ranks = excluded.ranks,
       engine_version = excluded.engine_version, as_of = excluded.as_of, computed_at = excluded.computed_at,
       changed_xid = pg_current_xact_id()
     where kept.${rev} <= excluded.${rev}
     returning ${num} as num, changed_xid::text as xid`,
    [
      lists.map(({ id }) => id),
      lists.map((list) => list.num),
      lists.map((list) => list.rev),
      lists.map((list) => literal(numsOf(list))),
      lists.map((list) => literal(ranksOf(list))),
      edition.engineVersion,
      edition.asOf,
    ],
  );
  return rows[0] && { nums: new Set(rows.map((row) => row.num)), xid: rows[0].xid };
}
