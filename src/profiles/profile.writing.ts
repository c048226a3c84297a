import type { EntityManager } from 'typeorm';
import type { SkillDraft } from '#libs/contracts/profile';
import { Problem } from '#libs/errors/problem';
import type { Lexicon } from '../taxonomy/lexicon';
import { resolveWrittenSkills } from '../taxonomy/written-skills';

/**
 * Replaces the skills of a profile. Where a skill comes from, and who verified it, stays with it as long as its level
 * does; a skill not there before comes from `source`. Throws `skill/unknown`.
 */
export async function writeSkills(
  tx: EntityManager,
  lexicon: Lexicon,
  profileId: string,
  drafts: readonly SkillDraft[],
  source: 'SELF' | 'ADVISER',
): Promise<void> {
  const skills = await resolveWrittenSkills(tx, lexicon, drafts);
  const ids = skills.map((skill) => skill.skillId);
  await tx.query(`delete from profile_skill where profile_id = $1 and skill_id <> all($2::int[])`, [profileId, ids]);
  await tx.query(
    `insert into profile_skill as held (profile_id, skill_id, label, level, years, last_used_year, position, source)
     select $1, s, l, v, y, u, n, $7
     from unnest($2::int[], $3::text[], $4::int[], $5::real[], $6::int[]) with ordinality as t(s, l, v, y, u, n)
     on conflict (profile_id, skill_id) do update set label = excluded.label, level = excluded.level, years = excluded.years,
       last_used_year = excluded.last_used_year, position = excluded.position,
       verified_by = case when held.level is not distinct from excluded.level then held.verified_by end,
       verified_at = case when held.level is not distinct from excluded.level then held.verified_at end`,
    [
      profileId,
      ids,
      skills.map((skill) => skill.label),
      skills.map((skill) => skill.level),
      skills.map((skill) => skill.years),
      skills.map((skill) => skill.lastUsedYear),
      source,
    ],
  );
}

/** Replaces the occupations of a profile; the first is the main one. Throws `profile/occupation-unknown`. */
export async function writeOccupations(
  tx: EntityManager,
  profileId: string,
  occupationIds: readonly number[],
): Promise<void> {
  const wanted = [...new Set(occupationIds)];
  const known = await tx.query<{ id: number }[]>(`select id from occupation where id = any($1::int[])`, [wanted]);
  const missing = wanted.find((occupation) => !known.some((row) => row.id === occupation));
  if (missing !== undefined)
    throw new Problem('profile/occupation-unknown', { occupationId: missing }, [
      { path: 'occupationIds', message: { fr: 'Métier inconnu.', en: 'Unknown occupation.' } },
    ]);
  await tx.query(`delete from profile_occupation where profile_id = $1`, [profileId]);
  await tx.query(
    `insert into profile_occupation (profile_id, occupation_id, is_primary)
     select $1, o, n = 1 from unnest($2::int[]) with ordinality as t(o, n)`,
    [profileId, wanted],
  );
}
