import type { EntityManager } from 'typeorm';
import type { ListKind } from './lists';

type Db = Pick<EntityManager, 'query'>;

/** Owners by kind, as numbers. */
export type Numbers = Record<ListKind, ReadonlySet<number>>;

interface Row {
  kind: ListKind;
  num: number;
}

const numbersOf = (rows: readonly Row[]): Numbers => {
  const of = (wanted: ListKind) => new Set(rows.filter(({ kind }) => kind === wanted).map(({ num }) => num));
  return { profile: of('profile'), mission: of('mission') };
};

const columnsOf = ({ profile, mission }: Numbers): [string[], number[]] => [
  [...Array.from(profile, () => 'profile'), ...Array.from(mission, () => 'mission')],
  [...profile, ...mission],
];

const isNobody = ({ profile, mission }: Numbers): boolean => profile.size + mission.size === 0;

/** Notes who changed, in the transaction that wrote their own lists: others’ lists do not know of it yet. */
export async function addNews(tx: Db, who: Numbers): Promise<void> {
  if (isNobody(who)) return;
  await tx.query(
    `insert into match_news (kind, num) select * from unnest($1::text[], $2::int[]) on conflict do nothing`,
    columnsOf(who),
  );
}

/** What others’ lists do not know yet, and whose list is to be computed whole, who waited longest first. */
export interface News {
  news: Numbers;
  due: Numbers;
  /** Of those who changed, who has no facts any more. */
  gone: Numbers;
  /** Some changes were left. */
  more: boolean;
}

/** Of news that wait, such a share is taken at once, if it is more than was asked for. */
const SHARE = 8;

/**
 * Who changed since others’ lists were last brought up to date: everybody, or about so many, more when very many wait; and whose
 * lists are due. News are taken: the caller sees to them.
 */
export async function takeNews(tx: Db, about: number | null = null): Promise<News> {
  const rows = await tx.query<(Row & { isNews: boolean; gone: boolean; more: boolean })[]>(
    `with waiting as (select count(*) as everybody, case when $1::int is not null then greatest($1, count(*) / ${SHARE}) end as now from match_news),
       oldest as (select kind, num from match_news order by since limit (select w.now from waiting w)),
       taken as (delete from match_news n using oldest o where n.kind = o.kind and n.num = o.num returning n.kind, n.num)
     select kind, num, true as "isNews", (select w.everybody > w.now from waiting w) as more, null as since,
       case kind when 'profile' then not exists (select from match_profile f where f.num = t.num)
         else not exists (select from match_mission f where f.num = t.num) end as gone
     from taken t
     union all select kind, num, false, false, since, false from match_due order by since`,
    [about],
  );
  const those = (some: (row: (typeof rows)[0]) => boolean) => numbersOf(rows.filter(some));
  return {
    news: those(({ isNews }) => isNews),
    due: those(({ isNews }) => !isNews),
    gone: those(({ gone }) => gone),
    more: rows.some(({ more }) => more),
  };
}

/** Notes whose list must be computed whole; whoever was noted already stays as long in the queue. */
export async function addDue(tx: Db, who: Numbers): Promise<void> {
  if (isNobody(who)) return;
  await tx.query(
    `insert into match_due (kind, num) select * from unnest($1::text[], $2::int[]) on conflict do nothing`,
    columnsOf(who),
  );
}

/** Whose list must be computed whole, who waited longest first. */
export async function readDue(tx: Db): Promise<Numbers> {
  return numbersOf(await tx.query<Row[]>(`select kind, num from match_due order by since`));
}

/** Their list was computed whole. */
export async function settleDue(tx: Db, who: Numbers): Promise<void> {
  if (isNobody(who)) return;
  await tx.query(
    `delete from match_due d using unnest($1::text[], $2::int[]) as w(kind, num) where d.kind = w.kind and d.num = w.num`,
    columnsOf(who),
  );
}

/** Every list was computed whole from everybody as they are: nothing is left to be passed on. */
export async function settleAll(tx: Db): Promise<void> {
  await tx.query(`delete from match_news`);
  await tx.query(`delete from match_due`);
}

/** How many changes are still to be passed on, and how many lists to be computed whole. */
export async function countNews(db: Db): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(
    `select (select count(*) from match_news)::int + (select count(*) from match_due)::int as count`,
  );
  return row?.count ?? 0;
}

/** True when somebody waits for their own list. */
export async function isAwaited(db: Db): Promise<boolean> {
  const rows = await db.query<object[]>(
    `select from outbox_delivery
     where (state = 'DISPATCHED' and lease_until > now() or state = 'PENDING' and available_at <= now())
       and consumer in ('matching.profile', 'matching.mission') limit 1`,
  );
  return rows.length > 0;
}
