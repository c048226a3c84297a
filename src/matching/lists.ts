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

/** A list as a round needs it: its entries only where a change may touch them. */
export interface HeldList {
  rev: number;
  entries: Ranked[] | undefined;
}

interface Row {
  num: number;
  rev: number;
  nums: number[] | null;
  ranks: number[] | null;
}

const heldOf = ({ rev, nums, ranks }: Row): HeldList => ({
  rev,
  entries: nums?.map((other, at) => ({ num: other, rank: ranks![at]! })),
});

/** True of an entry that is served, by its rank and its place from 1 on. */
export const isServed = (rank: string, place: string): string =>
  `(${place} <= ${SERVED_LENGTH} and (${rank} >= 0 or ${place} <= ${filledTo(SERVED_LENGTH)}))`;

/** True of a list `l` in which one of `$3` stands, or which the best new rank `b` of its owner would enter (`reachOf`). */
function touchedBy(kind: ListKind): string {
  const length = 'cardinality(l.ranks)';
  const last = `l.ranks[${length}]`;
  const end = `case when ${length} < ${filledTo(SERVED_LENGTH)} then b.rank when ${length} < ${SERVED_LENGTH} then least(${last}, 0) else ${last} end`;
  return `(l.${kinds[kind].nums} && $3::int[] or b.rank >= ${end})`;
}

/** Who was ranked anew, and the best of their new ranks for each owner they can be listed with. */
export interface RankedAnew {
  changed: readonly number[];
  best: ReadonlyMap<number, number>;
}

/** The lists `l` of this edition that `also` holds of, with the best new rank of their owner as `b`. */
async function readWith(
  tx: Db,
  kind: ListKind,
  { engineVersion, asOf }: Edition,
  { changed, best }: RankedAnew,
  columns: string,
  also: string,
): Promise<Map<number, HeldList>> {
  const { table, num, rev } = kinds[kind];
  const rows = await tx.query<Row[]>(
    `select l.${num} as num, l.${rev} as rev, ${columns}
     from ${table} l left join unnest($4::int[], $5::int[]) as b(num, rank) on b.num = l.${num}
     where l.engine_version = $1 and l.as_of = $2 and l.${rev} >= 0 and ${also}`,
    [engineVersion, asOf, changed, [...best.keys()], [...best.values()]],
  );
  return new Map(rows.map((row) => [row.num, heldOf(row)]));
}

/**
 * The lists of this edition, by the number of their owner. A list in which nobody ranked anew stands, or would enter, comes
 * without entries.
 */
export function readLists(tx: Db, kind: ListKind, edition: Edition, anew: RankedAnew): Promise<Map<number, HeldList>> {
  const touched = touchedBy(kind);
  const columns = `case when ${touched} then l.${kinds[kind].nums} end as nums, case when ${touched} then l.ranks end as ranks`;
  return readWith(tx, kind, edition, anew, columns, 'true');
}

/** As `readLists`, and only those that come with entries. */
export const readTouched = (
  tx: Db,
  kind: ListKind,
  edition: Edition,
  anew: RankedAnew,
): Promise<Map<number, HeldList>> =>
  readWith(tx, kind, edition, anew, `l.${kinds[kind].nums} as nums, l.ranks`, touchedBy(kind));

/** Owners in the order of their numbers: after `from`, to `to`. */
export interface Range {
  kind: ListKind;
  from: number;
  to: number;
}

/** Who is in a range. */
export async function ownersIn(tx: Db, { kind, from, to }: Range): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select ${kind}_id as id from match_${kind} where num > $1 and num <= $2`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/** The lists of this edition whose owners are in a range, by the number of their owner. */
export async function readRange(tx: Db, edition: Edition, { kind, from, to }: Range): Promise<Map<number, HeldList>> {
  const { table, num, nums, rev } = kinds[kind];
  const rows = await tx.query<Row[]>(
    `select ${num} as num, ${rev} as rev, ${nums} as nums, ranks from ${table}
     where engine_version = $1 and as_of = $2 and ${num} > $3 and ${num} <= $4`,
    [edition.engineVersion, edition.asOf, from, to],
  );
  return new Map(rows.map((row) => [row.num, heldOf(row)]));
}

/** True when everybody who has facts has a list, of whatever edition. */
export async function hasEveryList(tx: Db): Promise<boolean> {
  const [row] = await tx.query<{ complete: boolean }[]>(
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
    `update ${table} set ${rev} = -1 where ${key} = $1 returning computed_at as "computedAt"`,
    [id],
  );
  return rows[0]?.computedAt ?? null;
}

/** Says of every list that it no longer answers, until it is computed anew. */
export async function markAllOutOfStep(tx: Db): Promise<void> {
  for (const { table, rev } of Object.values(kinds))
    await tx.query(`update ${table} set ${rev} = -1 where ${rev} <> -1`);
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
const numsOf = (entries: NewList['entries']) => (Array.isArray(entries) ? entries.map(({ num }) => num) : entries.nums);
const ranksOf = (entries: NewList['entries']) =>
  Array.isArray(entries) ? entries.map(({ rank }) => rank) : entries.ranks;

/** Writes lists; one of an older revision than the one stored is left alone. Lists are derived: the commit need not wait. */
export async function writeLists(tx: Db, kind: ListKind, edition: Edition, lists: readonly NewList[]): Promise<void> {
  if (lists.length === 0) return;
  const { table, key, num, nums, rev } = kinds[kind];
  await tx.query(
    `insert into ${table} as kept (${key}, ${num}, ${rev}, ${nums}, ranks, engine_version, as_of, computed_at)
     select id, num, rev, nums::int[], ranks::smallint[], $6, $7, now()
     from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[]) as l(id, num, rev, nums, ranks)
     on conflict (${key}) do update set ${rev} = excluded.${rev}, ${nums} = excluded.${nums}, ranks = excluded.ranks,
       engine_version = excluded.engine_version, as_of = excluded.as_of, computed_at = excluded.computed_at
     where kept.${rev} <= excluded.${rev}`,
    [
      lists.map(({ id }) => id),
      lists.map((list) => list.num),
      lists.map((list) => list.rev),
      lists.map(({ entries }) => literal(numsOf(entries))),
      lists.map(({ entries }) => literal(ranksOf(entries))),
      edition.engineVersion,
      edition.asOf,
    ],
  );
}
