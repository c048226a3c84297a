import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import type { Corpus } from './corpus';
import type { FactsRow } from './corpus-rows';
import { factsOf, type NewRow, type Source, sources } from './dirty';
import type { Reading } from './facts';
import type { ListKind } from './lists';

type Db = Pick<EntityManager, 'query'>;

/** Owners read at once. */
const AT_ONCE = 500;

/**
 * What is kept of these owners beside what they are: as numbers, revisions, whether they stand, and their facts. Facts are
 * fetched where the row moved on, or has none any more: a change under way, which is no difference.
 */
const BESIDE = (kind: ListKind): string => `
  select f.${kind}_id as id, f.num, f.rev, f.active, f.source_version, f.changed_xid::text as xid,
    n.same and f.facts is distinct from n.facts as differs, case when not n.same then f.facts end as facts
  from match_${kind} f join (
    select g.num, n.facts, (g.rev, g.active, g.source_version) is not distinct from (n.rev, n.active, $5::text) as same
    from match_${kind} g left join rows from (unnest($2::int[], $3::int[], $4::boolean[]), jsonb_array_elements($6::jsonb))
      as n(num, rev, active, facts) on n.num = g.num
    where g.${kind}_id = any($1::uuid[])) n on n.num = f.num`;

type Beside<Facts> = Omit<FactsRow<Facts>, 'facts'> & { facts: Facts | null; differs: boolean };

/** Begun now, awaited later: whoever fails meanwhile is heard then. */
function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

async function* piecesOf<Row>(ids: readonly string[], read: (ids: readonly string[]) => Promise<Row[]>) {
  const pieceAt = (at: number) => ids.slice(at, at + AT_ONCE);
  let next = ahead(read(pieceAt(0)));
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const rows = await next;
    if (at + AT_ONCE < ids.length) next = ahead(read(pieceAt(at + AT_ONCE)));
    yield [pieceAt(at), rows] as const;
  }
}

async function readKind<Row extends { id: string; num: number; rev: number }, Facts>(
  db: Db,
  corpus: Corpus,
  reading: Reading,
  source: Source<Row, Facts>,
): Promise<Set<number>> {
  const { kind } = source;
  const differing = new Set<number>();
  const breath = new Breath();
  const put = async (ids: readonly string[], told: readonly NewRow<Facts>[]): Promise<void> => {
    const factsBy = new Map(told.map(({ num, facts }) => [num, facts]));
    const kept = await db.query<Beside<Facts>[]>(BESIDE(kind), [
      ids,
      told.map(({ num }) => num),
      told.map(({ rev }) => rev),
      told.map(({ active }) => active),
      reading.version,
      JSON.stringify(told.map(({ facts }) => facts)),
    ]);
    for (const { differs, ...row } of kept) {
      if (differs) differing.add(row.num);
      source.put(corpus, { ...row, facts: row.facts ?? factsBy.get(row.num)! });
      await breath.taken();
    }
  };
  const everybody = await db.query<{ id: string }[]>(`select ${kind}_id as id from match_${kind} order by num`);
  let before: Promise<void> = Promise.resolve();
  for await (const [ids, rows] of piecesOf(
    everybody.map(({ id }) => id),
    (some) => source.read(db, some),
  )) {
    const told = await factsOf(rows, reading, source);
    await before;
    before = ahead(put(ids, told));
  }
  await before;
  return differing;
}

/**
 * Puts everybody who has facts into this corpus, an empty one, as they are read anew from their rows; returns of whom other
 * facts are kept. Whose row moved on since their facts were written is as they were: they change in their turn. While a
 * piece is compared in the database the next is read and computed. To be called outside of transactions.
 */
export async function readAnew(db: Db, corpus: Corpus, reading: Reading): Promise<Record<ListKind, Set<number>>> {
  await corpus.begin(db);
  return {
    profile: await readKind(db, corpus, reading, sources.profile),
    mission: await readKind(db, corpus, reading, sources.mission),
  };
}
