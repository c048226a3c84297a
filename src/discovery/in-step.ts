import type { DataSource, EntityManager } from 'typeorm';
import { EngineFailure, failureOf } from '#libs/search/engine-failure';
import type { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import type { SearchDocument, SearchKind } from '#libs/search/search.port';
import { readDocuments } from './documents';

type Db = Pick<EntityManager, 'query'>;

const BATCH = 500;
const ENGINE_LOCK = 0x53454152; // "SEAR"
/** Batches that failed in one go before the rest waits for the next. */
const PATIENCE = 8;
/** How long a batch may take at the engine: the transaction that reads it stands open meanwhile, twenty seconds at most. */
const BATCH_MS = 15_000;

/** The documents of these ids as they are now, and the ids that nobody may search any more. */
async function present(db: Db, kind: SearchKind, ids: readonly string[]): Promise<[SearchDocument[], string[]]> {
  const documents = await readDocuments(db, kind, ids);
  const found = new Set(documents.map(({ id }) => id));
  return [documents, ids.filter((id) => !found.has(id))];
}

/** Writes these documents as they are now where PostgreSQL searches. Whoever comes second waits, then reads what is newer. */
export async function project(tx: Db, kind: SearchKind, ids: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(k, 0)) from (select $1 || id as k from unnest($2::text[]) as id order by 1) x`,
    [`search ${kind} `, ids],
  );
  const [documents, gone] = await present(tx, kind, ids);
  const postgres = new PostgresSearch(tx);
  await postgres.upsert(documents);
  await postgres.remove(kind, gone);
}

/** Notes that the engine must be told about these documents. A later mark outlives the sending of an earlier one. */
export async function mark(tx: Db, kind: SearchKind, ids: readonly string[]): Promise<void> {
  await tx.query(
    `insert into search_dirty (kind, id) select $1, id from unnest($2::uuid[]) as id order by id
     on conflict (kind, id) do update set mark = nextval('search_mark'), failures = 0, marked_at = now()`,
    [kind, ids],
  );
}

/**
 * Runs work that writes to the engine, one writer at a time in the whole installation: as every writer reads the present
 * rows under this lock, no older document ever overtakes a newer one. The lock goes with the connection, also when its
 * process is killed.
 */
export async function alone<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query(
      `set local statement_timeout = '5min'; set local lock_timeout = '5min'; set local idle_in_transaction_session_timeout = '15min'`,
    );
    await tx.query(`select pg_advisory_xact_lock($1)`, [ENGINE_LOCK]);
    return work(tx);
  });
}

interface Mark {
  kind: SearchKind;
  id: string;
  mark: string;
  failures: number;
}

/** The next marks: those that never failed first; those that did in batches four times smaller each time. */
async function nextMarks(tx: Db): Promise<Mark[]> {
  const [first] = await tx.query<Mark[]>(`select failures from search_dirty order by failures, mark limit 1`);
  if (!first) return [];
  return tx.query<Mark[]>(
    `select kind, id, mark, failures from search_dirty where failures = $1 order by mark limit $2`,
    [first.failures, Math.max(1, BATCH >> (2 * first.failures))],
  );
}

/** The indexes of a kind that exist: the live one, and one being built beside it. */
async function targets(tx: Db, indexes: MeiliIndexes, kind: SearchKind): Promise<string[]> {
  const builds = await tx.query<{ index_uid: string }[]>(`select index_uid from search_build where kind = $1`, [kind]);
  const uids = [];
  for (const uid of [indexes.live(kind), ...builds.map((build) => build.index_uid)])
    if (await indexes.exists(uid)) uids.push(uid);
  if (uids.length === 0) throw new EngineFailure('missing', `there is no index of ${kind}s`);
  return uids;
}

async function send(tx: Db, indexes: MeiliIndexes, kind: SearchKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const uids = await targets(tx, indexes, kind);
  const [documents, gone] = await present(tx, kind, ids);
  const tasks = [];
  for (const uid of uids) {
    if (documents.length > 0) tasks.push(await indexes.send(uid, documents));
    if (gone.length > 0) tasks.push(await indexes.erase(uid, gone));
  }
  await indexes.settled(tasks, BATCH_MS);
}

interface Pushed {
  sent: number;
  /** The marks of this batch stay, to be tried again in smaller ones. */
  failure?: EngineFailure;
  alone?: boolean;
}

/** Sends one batch of marked documents and takes their marks away once the engine has them. To be called `alone`. */
export async function pushMarked(tx: Db, indexes: MeiliIndexes): Promise<Pushed> {
  const marks = await nextMarks(tx);
  const columns = [marks.map(({ kind }) => kind), marks.map(({ id }) => id), marks.map(({ mark: of }) => of)];
  const these = `from unnest($1::text[], $2::uuid[], $3::bigint[]) as m(kind, id, mark) where d.kind = m.kind and d.id = m.id and d.mark = m.mark`;
  try {
    for (const kind of ['profile', 'mission'] as const)
      await send(
        tx,
        indexes,
        kind,
        marks.filter((one) => one.kind === kind).map(({ id }) => id),
      );
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'task-failed' && failure.kind !== 'rejected') throw error;
    await tx.query(`update search_dirty d set failures = least(d.failures + 1, 9) ${these}`, columns);
    return { sent: 0, failure, alone: marks.length === 1 };
  }
  if (marks.length > 0) await tx.query(`delete from search_dirty d using ${these.slice('from '.length)}`, columns);
  return { sent: marks.length };
}

/** Brings the engine into step with everything marked. Throws an EngineFailure when it cannot be spoken to. */
export async function drain(db: DataSource, indexes: MeiliIndexes): Promise<{ sent: number; failure?: EngineFailure }> {
  let sent = 0;
  let failure: EngineFailure | undefined;
  for (let failed = 0; failed < PATIENCE;) {
    const pushed = await alone(db, (tx) => pushMarked(tx, indexes));
    sent += pushed.sent;
    failure = pushed.failure ?? failure;
    if (pushed.failure) failed += 1;
    if (pushed.alone || (!pushed.failure && pushed.sent === 0)) break;
  }
  return failure ? { sent, failure } : { sent };
}
