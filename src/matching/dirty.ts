import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import type { ProfileFacts } from '#libs/matching/model';
import type { Corpus, Member } from './corpus';
import type { FactsRow } from './corpus-rows';
import {
  type MissionRow,
  missionHasList,
  missionStands,
  type ProfileRow,
  profileFacts,
  profileHasList,
  profileStands,
  type Reading,
  readMissions,
  readProfiles,
  type StoredMission,
  storedMission,
} from './facts';
import { kinds, type ListKind } from './lists';

type Db = Pick<EntityManager, 'query'>;

/** Those whose facts do not answer to their row, and of whom `and` holds. */
const dirtyProfiles = (and: string): string => `
  select o.id from profile o left join match_profile f on f.profile_id = o.id
  where case when o.state = 'ARCHIVED' then f.profile_id is not null
        else (f.rev, f.source_version, f.active) is distinct from
          (o.rev, $1, o.state = 'PUBLISHED' and o.visibility <> 'HIDDEN') end ${and}`;
const dirtyMissions = (and: string): string => `
  select o.id from mission o left join match_mission f on f.mission_id = o.id
  where case when o.state not in ('PUBLISHED', 'PAUSED') then f.mission_id is not null
        else (f.rev, f.source_version, f.active) is distinct from (o.rev, $1, o.state = 'PUBLISHED') end ${and}`;

const DIRTY_PROFILES = `${dirtyProfiles('')} limit $2`;
const DIRTY_MISSIONS = `${dirtyMissions('')} limit $2`;

/** No event is under way that tells of it. */
const untold = (consumer: string): string => `
  and not exists (select from outbox e join outbox_delivery d on d.event_id = e.id
    where e.aggregate_id = o.id and d.consumer = '${consumer}' and d.state in ('PENDING', 'DISPATCHED'))`;
const FORGOTTEN = `select exists (${dirtyProfiles(untold('matching.profile'))})
  or exists (${dirtyMissions(untold('matching.mission'))}) as forgotten`;

/** True when the facts of somebody no longer answer to their row and no event is under way that tells so. */
export async function isForgotten(db: Db, sourceVersion: string): Promise<boolean> {
  const [row] = await db.query<{ forgotten: boolean }[]>(FORGOTTEN, [sourceVersion]);
  return row?.forgotten === true;
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** How many profiles and missions have facts that no longer answer to their rows. */
export async function countDirty(db: Db, sourceVersion: string): Promise<number> {
  const all = 2_147_483_647;
  const [profiles, missions] = [
    await db.query<object[]>(DIRTY_PROFILES, [sourceVersion, all]),
    await db.query<object[]>(DIRTY_MISSIONS, [sourceVersion, all]),
  ];
  return profiles.length + missions.length;
}

/** Changes taken up in one round together with their lists. */
const BATCH = 256;
/** Changes taken up in one round without lists, if time allows. */
const MANY = 4_096;
/** From this share of everybody on, it is quicker to compute all lists anew than to patch each. */
const MOST_PATCHED = 1 / 16;

/** So many may change and every list still be patched. */
const fewOf = ({ profiles, missions }: Corpus): number =>
  Math.max(BATCH, (profiles.size + missions.size) * MOST_PATCHED);

/** True when so many changed that it is quicker to compute all lists anew. */
export async function didMany(db: Db, corpus: Corpus, sourceVersion: string): Promise<boolean> {
  return (await countDirty(db, sourceVersion)) > fewOf(corpus);
}

/** Who changed in one round, as numbers. */
export interface Changes {
  profiles: Set<number>;
  missions: Set<number>;
  /** How many were taken up, named or not. */
  taken: number;
  /** True when some were left: another round is due. */
  more: boolean;
  /** True when so many changed that no list can be taken for current: nobody is named, every list is to be computed anew. */
  many: boolean;
  /** Whose facts were written anew though their row had not moved on: they were not what they should be. */
  drifted: number;
}

/** Whose facts are read anew whether their row moved on or not. */
export interface Owners {
  kind: ListKind;
  ids: readonly string[];
}

const UPSERT = (table: string, key: string) => `
  insert into ${table} as kept (${key}, num, rev, active, source_version, facts)
  select * from rows from (unnest($1::uuid[], $2::int[], $3::int[], $4::boolean[], $5::text[]), jsonb_array_elements($6::jsonb))
  on conflict (${key}) do update set rev = excluded.rev, active = excluded.active, source_version = excluded.source_version,
    facts = excluded.facts, changed_xid = pg_current_xact_id()
  where (kept.rev, kept.active, kept.source_version, kept.facts)
    is distinct from (excluded.rev, excluded.active, excluded.source_version, excluded.facts)
  returning num, changed_xid::text as xid`;

export type NewRow<Facts> = Omit<FactsRow<Facts>, 'xid'>;

/** How each kind is read, told to the engine and kept. */
export interface Source<Row extends { id: string; num: number; rev: number }, Facts> {
  kind: ListKind;
  dirty: string;
  read(tx: Db, ids: readonly string[]): Promise<Row[]>;
  hasList(row: Row): boolean;
  stands(row: Row): boolean;
  facts(row: Row, reading: Reading): Facts;
  known(corpus: Corpus): ReadonlyMap<number, Member<unknown>>;
  put(corpus: Corpus, row: FactsRow<Facts>): void;
  remove(corpus: Corpus, num: number): void;
}

const PROFILES: Source<ProfileRow, ProfileFacts> = {
  kind: 'profile',
  dirty: DIRTY_PROFILES,
  read: readProfiles,
  hasList: profileHasList,
  stands: profileStands,
  facts: profileFacts,
  known: ({ profiles }) => profiles,
  put: (corpus, row) => corpus.putProfile(row),
  remove: (corpus, num) => corpus.removeProfile(num),
};

const MISSIONS: Source<MissionRow, StoredMission> = {
  kind: 'mission',
  dirty: DIRTY_MISSIONS,
  read: readMissions,
  hasList: missionHasList,
  stands: missionStands,
  facts: storedMission,
  known: ({ missions }) => missions,
  put: (corpus, row) => corpus.putMission(row),
  remove: (corpus, num) => corpus.removeMission(num),
};

/** How both kinds are read. */
export const sources = { profile: PROFILES, mission: MISSIONS };

/** What the engine is told of those of these rows who have a list. */
export async function factsOf<Row extends { id: string; num: number; rev: number }, Facts>(
  rows: readonly Row[],
  reading: Reading,
  source: Source<Row, Facts>,
): Promise<NewRow<Facts>[]> {
  const breath = new Breath();
  const told: NewRow<Facts>[] = [];
  for (const row of rows.filter(source.hasList)) {
    const { id, num, rev } = row;
    const facts = source.facts(row, reading);
    told.push({ id, num, rev, active: source.stands(row), source_version: reading.version, facts });
    await breath.taken();
  }
  return told;
}

/** Rows of owners, and what the engine is told of those who have a list. */
interface Told<Row, Facts> {
  rows: readonly Row[];
  kept: readonly NewRow<Facts>[];
}

/** Whose facts were written, and of whom though their row had not moved on. */
interface Stored {
  changed: Set<number>;
  drifted: number;
}

/** Writes the facts of owners, as their rows were read, where they differ from those kept; what is written goes into the corpus. */
async function store<Row extends { id: string; num: number; rev: number }, Facts>(
  tx: Db,
  corpus: Corpus,
  version: string,
  { rows, kept }: Told<Row, Facts>,
  source: Source<Row, Facts>,
): Promise<Stored> {
  const { kind } = source;
  if (rows.length === 0) return { changed: new Set(), drifted: 0 };
  const gone = rows.filter((row) => !source.hasList(row));
  const written = await tx.query<{ num: number; xid: string }[]>(UPSERT(`match_${kind}`, `${kind}_id`), [
    idsOf(kept),
    kept.map(({ num }) => num),
    kept.map(({ rev }) => rev),
    kept.map(({ active }) => active),
    kept.map(() => version),
    JSON.stringify(kept.map(({ facts }) => facts)),
  ]);
  if (gone.length > 0)
    for (const table of [`match_${kind}`, kinds[kind].table])
      await tx.query(`delete from ${table} where ${kind}_id = any($1::uuid[])`, [idsOf(gone)]);
  const xids = new Map(written.map(({ num, xid }) => [num, xid]));
  if (written[0]) corpus.wrote(written[0].xid);
  let drifted = 0;
  for (const row of kept) {
    const xid = xids.get(row.num);
    if (xid === undefined) continue;
    const known = source.known(corpus).get(row.num);
    const moved = known?.rev !== row.rev || known.active !== row.active || known.sourceVersion !== row.source_version;
    if (!moved) drifted++;
    source.put(corpus, { ...row, xid });
  }
  for (const { num } of gone) source.remove(corpus, num);
  return { changed: new Set([...xids.keys(), ...gone.map(({ num }) => num)]), drifted };
}

/**
 * The same for these owners, piece by piece until it is late, one at least; returns how many were taken. While a piece is
 * being written the facts of the next are computed; a connection does one thing at a time, so its rows are read before.
 */
async function refresh<Row extends { id: string; num: number; rev: number }, Facts>(
  tx: Db,
  corpus: Corpus,
  reading: Reading,
  ids: readonly string[],
  source: Source<Row, Facts>,
  isLate: () => boolean = () => false,
  size: number = ids.length,
): Promise<Stored & { taken: number }> {
  const all: Stored & { taken: number } = { changed: new Set(), drifted: 0, taken: 0 };
  const note = ({ changed, drifted }: Stored): void => {
    for (const num of changed) all.changed.add(num);
    all.drifted += drifted;
  };
  const readNext = async (): Promise<Row[] | undefined> => {
    const some = ids.slice(all.taken, all.taken + size);
    all.taken += some.length;
    return some.length > 0 ? source.read(tx, some) : undefined;
  };
  let storing: Promise<void> | undefined;
  for (let rows = await readNext(); rows;) {
    const told = { rows, kept: await factsOf(rows, reading, source) };
    await storing;
    rows = isLate() ? undefined : await readNext();
    storing = store(tx, corpus, reading.version, told, source).then(note);
    // Heard where it is awaited.
    storing.catch(() => undefined);
  }
  await storing;
  return all;
}

/** Writes the facts of these owners anew and puts them into the corpus; returns who of them differs. Under the lock of matching. */
export async function refreshOwners(tx: Db, corpus: Corpus, reading: Reading, { kind, ids }: Owners) {
  return kind === 'profile' ? refresh(tx, corpus, reading, ids, PROFILES) : refresh(tx, corpus, reading, ids, MISSIONS);
}

/**
 * Writes anew the facts of profiles and missions whose row moved on and puts them into the corpus: some of them, or, when
 * a great part of everybody changed, as many as `isLate` leaves time for. What left (archived, closed) loses its facts and
 * its list. `isBehind`: most lists are out of step already. `also`: owners whose row is read whether it moved on or not.
 * To be called under the lock of matching.
 */
export async function refreshFacts(
  tx: Db,
  corpus: Corpus,
  reading: Reading,
  isLate: () => boolean,
  isBehind: boolean,
  also?: Owners,
): Promise<Changes> {
  const dirty = {
    profile: idsOf(await tx.query(PROFILES.dirty, [reading.version, MANY])),
    mission: idsOf(await tx.query(MISSIONS.dirty, [reading.version, MANY])),
  };
  const many = dirty.profile.length + dirty.mission.length > (isBehind ? BATCH : fewOf(corpus));
  const changes: Changes = { profiles: new Set(), missions: new Set(), taken: 0, more: false, many, drifted: 0 };
  for (const kind of ['profile', 'mission'] as const) {
    const named = also?.kind === kind ? also.ids : [];
    const some = many ? dirty[kind] : dirty[kind].slice(0, BATCH);
    const ids = [...new Set([...named, ...some])];
    const size = named.length + BATCH;
    const { changed, drifted, taken } =
      kind === 'profile'
        ? await refresh(tx, corpus, reading, ids, PROFILES, isLate, size)
        : await refresh(tx, corpus, reading, ids, MISSIONS, isLate, size);
    changes.drifted += drifted;
    changes.taken += changed.size;
    if (!many) changes[kind === 'profile' ? 'profiles' : 'missions'] = changed;
    changes.more ||= taken < ids.length || some.length < dirty[kind].length || dirty[kind].length === MANY;
  }
  return changes;
}
