import type { EntityManager } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import type { Override, OverrideTarget } from '#libs/matching/override';

type Db = Pick<EntityManager, 'query'>;

/** Decisions in force, by the numbers of mission and profile. */
export type OverridesByPair = ReadonlyMap<number, ReadonlyMap<number, readonly OverrideTarget[]>>;

/**
 * Every decision in force, twice: by mission then profile, and by profile then mission. To be read after the facts: a
 * decision raises the profile’s revision in its own transaction, so that its lists are computed anew.
 */
export async function overridesInForce(db: Db): Promise<{ mission: OverridesByPair; profile: OverridesByPair }> {
  const rows = await db.query<(OverrideTarget & { mission: number; profile: number })[]>(
    `select m.num as mission, p.num as profile, o.kind, o.key, o.subject
     from match_override o join mission m on m.id = o.mission_id join profile p on p.id = o.profile_id
     where o.ended_at is null`,
  );
  const byMission = new Map<number, Map<number, OverrideTarget[]>>();
  const byProfile = new Map<number, Map<number, OverrideTarget[]>>();
  for (const { mission, profile, ...target } of rows) {
    put(byMission, mission, profile, target as OverrideTarget);
    put(byProfile, profile, mission, target as OverrideTarget);
  }
  return { mission: byMission, profile: byProfile };
}

function put(into: Map<number, Map<number, OverrideTarget[]>>, own: number, other: number, target: OverrideTarget) {
  const others = into.get(own) ?? new Map<number, OverrideTarget[]>();
  others.set(other, [...(others.get(other) ?? []), target]);
  into.set(own, others);
}

/** A decision as `decidedSql` gives it. */
export type Decided = Omit<Override, 'day'> & { on: string };

const DECISION = `json_build_object('kind', d.kind, 'key', d.key, 'subject', d.subject, 'reason', d.reason, 'contestId', d.contest_id,
  'by', a.name || ' (' || coalesce(g.name, 'Aronde') || ')', 'on', (d.decided_at at time zone 'Europe/Paris')::date)`;
const IN_FORCE = `from match_override d join account a on a.id = d.decided_by left join organisation g on g.id = d.decided_for
  where d.ended_at is null`;

/** The decisions in force about a pair, in SQL, as `overridesIn` reads them: null when there are none. */
export const decidedSql = (missionId: string, profileId: string): string =>
  `(select json_agg(${DECISION} order by d.decided_at) ${IN_FORCE} and d.mission_id = ${missionId} and d.profile_id = ${profileId})`;

/** The decisions about a pair, to explain it with. */
export const overridesIn = (decided: readonly Decided[] | null): Override[] =>
  (decided ?? []).map(({ on, ...override }) => ({ ...override, day: dayNumber(on) }) as Override);

/** What people decided about these pairs of one mission, by profile. */
export async function overridesOf(
  db: Db,
  missionId: string,
  profileIds: readonly string[],
): Promise<Map<string, Override[]>> {
  const rows = await db.query<{ profileId: string; decided: Decided[] }[]>(
    `select d.profile_id as "profileId", json_agg(${DECISION} order by d.decided_at) as decided
     ${IN_FORCE} and d.mission_id = $1 and d.profile_id = any($2::uuid[]) group by d.profile_id`,
    [missionId, profileIds],
  );
  return new Map(rows.map(({ profileId, decided }) => [profileId, overridesIn(decided)]));
}
