import type { EntityManager } from 'typeorm';
import type { VerdictView } from '#libs/contracts/discovery';

type Db = Pick<EntityManager, 'query'>;

/** Where verdicts hold: for a mission, as the whole organisation decided; in a saved search, as those who share it did. */
export interface Place {
  organisationId: string | null;
  missionId?: string | undefined;
  searchId?: string | undefined;
}

/** More than these are not asked of an engine; the latest count. */
const MOST = 1_000;

/** The verdicts that hold there, by person. One for the mission wins over one in the search. */
export async function readVerdicts(db: Db, place: Place): Promise<Map<string, VerdictView>> {
  if (!place.missionId && !place.searchId) return new Map();
  const rows = await db.query<(Omit<VerdictView, 'at'> & { profileId: string; at: Date })[]>(
    `select v.profile_id as "profileId", v.verdict, v.comment, a.name as by, v.at
     from result_verdict v join account a on a.id = v.account_id
     where (v.organisation_id = $1 and v.mission_id = $2) or v.search_id = $3
     order by v.mission_id is not null, v.at desc limit ${MOST}`,
    [place.organisationId, place.missionId ?? null, place.searchId ?? null],
  );
  return new Map(rows.map(({ profileId, at, ...row }) => [profileId, { ...row, at: at.toISOString() }]));
}

/** The people with this verdict there. */
export const withVerdict = (verdicts: ReadonlyMap<string, VerdictView>, wanted: VerdictView['verdict']): string[] =>
  [...verdicts].flatMap(([profileId, { verdict }]) => (verdict === wanted ? [profileId] : []));

/** The people an organisation rejected for a mission. */
export const rejectedFor = async (db: Db, organisationId: string | null, missionId: string): Promise<Set<string>> =>
  new Set(withVerdict(await readVerdicts(db, { organisationId, missionId }), 'REJECTED'));
