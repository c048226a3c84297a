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
}

/** Who changed since others’ lists were last brought up to date, and whose lists are due. News are taken: the caller sees to them. */
export async function takeNews(tx: Db): Promise<News> {
  const rows = await tx.query<(Row & { isNews: boolean })[]>(
    `with taken as (delete from match_news returning kind, num)
     select kind, num, true as "isNews", null as since from taken
     union all select kind, num, false, since from match_due order by since`,
  );
  return {
    news: numbersOf(rows.filter(({ isNews }) => isNews)),
    due: numbersOf(rows.filter(({ isNews }) => !isNews)),
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
