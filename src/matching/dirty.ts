import type { EntityManager } from 'typeorm';
import { missionHasList, missionStands, profileFacts, profileHasList, profileStands, storedMission } from './facts';
import { type Reading, readMissions, readProfiles } from './facts';
import type { Corpus } from './corpus';
import type { ListKind } from './lists';

type Db = Pick<EntityManager, 'query'>;

const DIRTY_PROFILES = `
  select p.id from profile p left join match_profile f on f.profile_id = p.id
  where case when p.state = 'ARCHIVED' then f.profile_id is not null
        else (f.rev, f.source_version, f.active) is distinct from
          (p.rev, $1, p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN') end
  limit $2`;
const DIRTY_MISSIONS = `
  select m.id from mission m left join match_mission f on f.mission_id = m.id
  where case when m.state not in ('PUBLISHED', 'PAUSED') then f.mission_id is not null
        else (f.rev, f.source_version, f.active) is distinct from (m.rev, $1, m.state = 'PUBLISHED') end
  limit $2`;

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

const withFirst = (ids: string[], first: string | undefined): string[] =>
  first === undefined ? ids : [...new Set([first, ...ids])];

/** How many profiles and missions have facts that no longer answer to their rows. */
export async function countDirty(db: Db, sourceVersion: string): Promise<number> {
  const all = 2_147_483_647;
  const [profiles, missions] = [
    await db.query<object[]>(DIRTY_PROFILES, [sourceVersion, all]),
    await db.query<object[]>(DIRTY_MISSIONS, [sourceVersion, all]),
  ];
  return profiles.length + missions.length;
}

/** Who changed in one round, as numbers. */
export interface Changes {
  profiles: Set<number>;
  missions: Set<number>;
  /** True when the limit was reached: another round is due. */
  more: boolean;
}

const UPSERT = (table: string, key: string) => `
  insert into ${table} (${key}, num, rev, active, source_version, facts)
  select * from unnest($1::uuid[], $2::int[], $3::int[], $4::boolean[], $5::text[], $6::jsonb[])
  on conflict (${key}) do update set rev = excluded.rev, active = excluded.active, source_version = excluded.source_version,
    facts = excluded.facts, changed_xid = pg_current_xact_id()`;

interface NewRow {
  id: string;
  num: number;
  rev: number;
  active: boolean;
  facts: unknown;
}

const columns = (rows: readonly NewRow[], version: string): unknown[] => [
  idsOf(rows),
  rows.map(({ num }) => num),
  rows.map(({ rev }) => rev),
  rows.map(({ active }) => active),
  rows.map(() => version),
  rows.map(({ facts }) => JSON.stringify(facts)),
];

async function refreshProfiles(
  tx: Db,
  corpus: Corpus,
  reading: Reading,
  limit: number,
  first: string | undefined,
): Promise<Set<number>> {
  const dirty = await tx.query<{ id: string }[]>(DIRTY_PROFILES, [reading.version, limit]);
  const ids = withFirst(idsOf(dirty), first);
  if (ids.length === 0) return new Set();
  const rows = await readProfiles(tx, ids);
  const kept = rows.filter(profileHasList).map((row) => ({
    id: row.id,
    num: row.num,
    rev: row.rev,
    active: profileStands(row),
    source_version: reading.version,
    facts: profileFacts(row, reading),
  }));
  const gone = rows.filter((row) => !profileHasList(row));
  await tx.query(UPSERT('match_profile', 'profile_id'), columns(kept, reading.version));
  await tx.query(`delete from match_profile where profile_id = any($1::uuid[])`, [idsOf(gone)]);
  await tx.query(`delete from profile_match where profile_id = any($1::uuid[])`, [idsOf(gone)]);
  for (const row of kept) corpus.putProfile(row);
  for (const { num } of gone) corpus.removeProfile(num);
  return new Set(rows.map(({ num }) => num));
}

async function refreshMissions(
  tx: Db,
  corpus: Corpus,
  reading: Reading,
  limit: number,
  first: string | undefined,
): Promise<Set<number>> {
  const dirty = await tx.query<{ id: string }[]>(DIRTY_MISSIONS, [reading.version, limit]);
  const ids = withFirst(idsOf(dirty), first);
  if (ids.length === 0) return new Set();
  const rows = await readMissions(tx, ids);
  const kept = rows.filter(missionHasList).map((row) => ({
    id: row.id,
    num: row.num,
    rev: row.rev,
    active: missionStands(row),
    source_version: reading.version,
    facts: storedMission(row, reading),
  }));
  const gone = rows.filter((row) => !missionHasList(row));
  await tx.query(UPSERT('match_mission', 'mission_id'), columns(kept, reading.version));
  await tx.query(`delete from match_mission where mission_id = any($1::uuid[])`, [idsOf(gone)]);
  await tx.query(`delete from mission_match where mission_id = any($1::uuid[])`, [idsOf(gone)]);
  for (const row of kept) corpus.putMission(row);
  for (const { num } of gone) corpus.removeMission(num);
  return new Set(rows.map(({ num }) => num));
}

/**
 * Writes anew the facts of every profile and mission whose row moved on, `limit` of each at most, and puts them into the
 * corpus. What left (archived, closed) loses its facts and its list. `first` is read anew whether it moved on or not. To be
 * called under the lock of matching.
 */
export async function refreshFacts(
  tx: Db,
  corpus: Corpus,
  reading: Reading,
  limit: number,
  first?: { kind: ListKind; id: string },
): Promise<Changes> {
  const firstOf = (kind: ListKind): string | undefined => (first?.kind === kind ? first.id : undefined);
  const profiles = await refreshProfiles(tx, corpus, reading, limit, firstOf('profile'));
  const missions = await refreshMissions(tx, corpus, reading, limit, firstOf('mission'));
  return { profiles, missions, more: profiles.size >= limit || missions.size >= limit };
}
