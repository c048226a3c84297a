import type { EntityManager } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import { served } from '#libs/matching/served';
import type { Ranked } from '#libs/matching/top';
import { isCurrent, kinds, type ListKind } from './lists';
import type { Written } from './ready-facts';

type Db = Pick<EntityManager, 'query'>;

/** A list as it is served: its entries, whether they answer to the facts as they are, and what it was computed with. */
export interface ReadList {
  /** The facts of the owner; without any, `written` is null. */
  owner: { num: number; written: Written };
  entries: Ranked[];
  current: boolean;
  computedAt: Date | null;
  /** Undefined until the worker has made its first round. */
  state: State | undefined;
}

/** The edition that all lists are brought to. */
export interface State {
  engineVersion: string;
  /** Day number. */
  today: number;
}

interface StateRow {
  engine_version: string;
  as_of: string;
}

const stateOf = ({ engine_version, as_of }: StateRow): State => ({
  engineVersion: engine_version,
  today: dayNumber(as_of),
});

/** What lists are computed with at present; undefined until the worker has made its first round. */
export async function readState(db: Db): Promise<State | undefined> {
  const [row] = await db.query<StateRow[]>(`select engine_version, as_of::text from match_state`);
  return row && stateOf(row);
}

/** A row of `listSql`. */
export type ListRow = {
  num: number;
  written: Written;
  nums: number[] | null;
  ranks: number[] | null;
  current: boolean | null;
  computed_at: Date | null;
} & (StateRow | { [K in keyof StateRow]: null });

/** The statement for the list `l` of one owner, `$1`; `more` are further columns. */
export const listSql = (kind: ListKind, more = ''): string => {
  const { table, key, nums } = kinds[kind];
  return `select o.num, f.xmin::text as written, l.${nums} as nums, l.ranks, l.computed_at, s.engine_version, s.as_of::text,
      ${isCurrent(kind)} as current${more}
    from ${kind} o left join ${table} l on l.${key} = o.id left join match_${kind} f on f.${key} = o.id left join match_state s on true
    where o.id = $1`;
};

/** The list in a row of `listSql`; empty and not current without one, or before it was first computed. */
export function listOf(row: ListRow | undefined): ReadList {
  const { nums, ranks } = row ?? { nums: null, ranks: null };
  return {
    owner: { num: row?.num ?? 0, written: row?.written ?? null },
    entries: served((nums ?? []).map((num, at) => ({ num, rank: ranks?.[at] ?? 0 }))),
    current: row?.current === true,
    computedAt: row?.computed_at ?? null,
    state: row && row.engine_version !== null ? stateOf(row) : undefined,
  };
}

/** What is served of the list of a mission or a profile, with the edition lists are brought to. */
export async function readList(db: Db, kind: ListKind, id: string): Promise<ReadList> {
  const [row] = await db.query<ListRow[]>(listSql(kind), [id]);
  return listOf(row);
}
