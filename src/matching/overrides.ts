import type { EntityManager } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import { PREPARED } from '#libs/persistence/preparing-client';
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
    `${PREPARED} select m.num as mission, p.num as profile, o.kind, o.key, o.subject
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

const OVERRIDES = `
  select o.mission_id as "missionId", o.profile_id as "profileId", o.kind, o.key, o.subject, o.reason,
    o.contest_id as "contestId", a.name || ' (' || coalesce(g.name, 'Aronde') || ')' as by,
    (o.decided_at at time zone 'Europe/Paris')::date::text as on
  from match_override o join account a on a.id = o.decided_by left join organisation g on g.id = o.decided_for
  where o.ended_at is null`;

/** What people decided about these pairs, to be explained: pairs of one mission or of one profile, by the other’s id. */
export async function overridesOf(
  db: Db,
  of: { missionId: string; profileIds: readonly string[] } | { profileId: string; missionIds: readonly string[] },
): Promise<Map<string, Override[]>> {
  const [sql, key, values] =
    'missionId' in of
      ? [`o.mission_id = $1 and o.profile_id = any($2::uuid[])`, 'profileId' as const, [of.missionId, of.profileIds]]
      : [`o.profile_id = $1 and o.mission_id = any($2::uuid[])`, 'missionId' as const, [of.profileId, of.missionIds]];
  const found = new Map<string, Override[]>();
  for (const { missionId, profileId, on, ...override } of await db.query<
    (Omit<Override, 'day'> & { missionId: string; profileId: string; on: string })[]
  >(`${OVERRIDES} and ${sql} order by o.decided_at`, values)) {
    const other = key === 'profileId' ? profileId : missionId;
    found.set(other, [...(found.get(other) ?? []), { ...override, day: dayNumber(on) } as Override]);
  }
  return found;
}
