import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import type { DataSource, EntityManager } from 'typeorm';
import { EngineFailure } from '#libs/search/engine-failure';
import type { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { settingsOf } from '#libs/search/meilisearch.settings';
import type { SearchKind } from '#libs/search/search.port';
import { referentialSynonyms } from '#libs/search/synonyms';
import { readDocuments } from './documents';
import { indexDifference } from './difference';
import { alone, pushMarked } from './in-step';
import { recall, remember } from './search-state';

type Db = Pick<EntityManager, 'query'>;

const BATCH = 1_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** A build without a beat this long is dead. */
const DEAD = `interval '10 minutes'`;

/** The settings of the indexes: code, and the synonyms of the referential. */
export const engineSettings = async (db: Db): Promise<Settings> => settingsOf(await referentialSynonyms(db));

const hashOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** Whether the live index of a kind is not there, was made without settings, or with others than those of today. */
export async function needsRebuild(db: Db, indexes: MeiliIndexes, kind: SearchKind): Promise<boolean> {
  if (!(await indexes.exists(indexes.live(kind)))) return true;
  const today = await engineSettings(db);
  const made = await recall<{ hash: string }>(db, `settings ${kind}`);
  return made?.hash !== hashOf(today) || !(await indexes.configured(indexes.live(kind), today));
}

/** Deletes indexes that a killed rebuild left behind, but for one that is being built now. */
export async function sweepBuilds(db: DataSource, indexes: MeiliIndexes): Promise<number> {
  return alone(db, async (tx) => {
    await tx.query(`delete from search_build where beat_at < now() - ${DEAD}`);
    const building = await tx.query<{ index_uid: string }[]>(`select index_uid from search_build`);
    const kept = new Set(building.map((build) => build.index_uid));
    const left = (await indexes.besides()).filter((uid) => !kept.has(uid));
    for (const uid of left) await indexes.drop(uid);
    return left.length;
  });
}

/** Whether somebody is building an index of this kind at the moment. */
export async function isBuilding(db: Db, kind: SearchKind): Promise<boolean> {
  const rows = await db.query<object[]>(`select 1 from search_build where kind = $1 and beat_at > now() - ${DEAD}`, [
    kind,
  ]);
  return rows.length > 0;
}

/**
 * Builds the index of a kind anew beside the one that answers, compares it with PostgreSQL, and swaps. Writes and
 * erasures meanwhile go to both (in-step.ts). When anything differs or fails, the live index is left as it is. A rebuild
 * that was killed leaves nothing but an index that the next one deletes. Returns how many documents were written.
 */
export async function rebuild(db: DataSource, indexes: MeiliIndexes, kind: SearchKind): Promise<number> {
  const uid = indexes.beside(kind);
  const wanted = await engineSettings(db);
  await sweepBuilds(db, indexes);
  await indexes.create(uid, wanted);
  await db.query(
    `insert into search_build (kind, index_uid) values ($1, $2)
     on conflict (kind) do update set index_uid = excluded.index_uid, started_at = now(), beat_at = now()`,
    [kind, uid],
  );
  try {
    const written = await fill(db, indexes, kind, uid);
    await alone(db, async (tx) => {
      await beat(tx, kind, uid);
      for (let pushed = 1; pushed > 0;) pushed = (await pushMarked(tx, indexes)).sent;
      const { missing, stale, orphan } = await indexDifference(tx, indexes, kind, uid);
      if (missing + stale + orphan > 0)
        throw new EngineFailure('broken', `the new index lacks ${missing}, has ${stale} old and ${orphan} too many`);
      await indexes.swap(kind, uid);
      await remember(tx, `settings ${kind}`, { hash: hashOf(wanted) });
      await tx.query(`delete from search_build where kind = $1 and index_uid = $2`, [kind, uid]);
    });
    // The former index holds people who may have left since: it does not stay.
    await indexes.drop(uid);
    return written;
  } catch (error) {
    await db.query(`delete from search_build where kind = $1 and index_uid = $2`, [kind, uid]).catch(() => undefined);
    await indexes.drop(uid).catch(() => undefined);
    throw error;
  }
}

/** Streams every document into an index. Each batch reads the present rows while nobody else writes; tasks are awaited at the end. */
async function fill(db: DataSource, indexes: MeiliIndexes, kind: SearchKind, uid: string): Promise<number> {
  const tasks: { taskUid: number }[] = [];
  let written = 0;
  for (let after = NOBODY; ;) {
    const last = await alone(db, async (tx) => {
      await beat(tx, kind, uid);
      const rows = await tx.query<{ id: string }[]>(
        `select id from search_document where kind = $1 and id > $2 order by id limit $3`,
        [kind, after, BATCH],
      );
      const documents = await readDocuments(
        tx,
        kind,
        rows.map(({ id }) => id),
      );
      if (documents.length > 0) tasks.push(await indexes.send(uid, documents));
      written += documents.length;
      return rows.at(-1)?.id;
    });
    if (last === undefined) break;
    after = last;
  }
  await indexes.settled(tasks);
  return written;
}

/** Says that this build lives. Throws when another one took its place. */
async function beat(tx: Db, kind: SearchKind, uid: string): Promise<void> {
  const [, ours] = await tx.query<[unknown, number]>(
    `update search_build set beat_at = now() where kind = $1 and index_uid = $2`,
    [kind, uid],
  );
  if (ours === 0) throw new EngineFailure('broken', 'another rebuild took over');
}
