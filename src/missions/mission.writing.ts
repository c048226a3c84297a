import type { EntityManager } from 'typeorm';
import type { MissionSkillDraft } from '#libs/contracts/mission';
import { Problem } from '#libs/errors/problem';
import type { Lexicon } from '../taxonomy/lexicon';
import { resolveWrittenSkills } from '../taxonomy/written-skills';
import type { Mission } from './mission.entity';

/** Replaces the skills of a mission; only a required one is indispensable. Throws `skill/unknown`. */
export async function writeSkills(
  tx: EntityManager,
  lexicon: Lexicon,
  id: string,
  drafts: readonly MissionSkillDraft[],
): Promise<void> {
  const skills = await resolveWrittenSkills(tx, lexicon, drafts);
  await tx.query(`delete from mission_skill where mission_id = $1`, [id]);
  await tx.query(
    `insert into mission_skill (mission_id, skill_id, label, importance, must, weight, min_level, position)
     select $1, s, l, i, m and i = 'REQUIRED', w, v, n
     from unnest($2::int[], $3::text[], $4::text[], $5::bool[], $6::int[], $7::int[]) with ordinality as t(s, l, i, m, w, v, n)`,
    [
      id,
      skills.map((skill) => skill.skillId),
      skills.map((skill) => skill.label),
      skills.map((skill) => skill.importance),
      skills.map((skill) => skill.must),
      skills.map((skill) => skill.weight),
      skills.map((skill) => skill.minLevel),
    ],
  );
}

/** Throws, naming the field, when what these columns refer to does not exist: the occupation, the contact. */
export async function refuseUnknown(
  tx: EntityManager,
  organisationId: string,
  { occupationId, contactAccountId }: Partial<Mission>,
): Promise<void> {
  const found = async (sql: string, parameters: unknown[]) => (await tx.query<unknown[]>(sql, parameters)).length > 0;
  if (occupationId && !(await found(`select 1 from occupation where id = $1`, [occupationId])))
    throw new Problem('mission/occupation-unknown', {}, [
      { path: 'occupationId', message: { fr: 'Métier inconnu.', en: 'Unknown occupation.' } },
    ]);
  const member = `select 1 from membership where organisation_id = $1 and account_id = $2 and active and role in ('ADMIN', 'MEMBER')`;
  if (contactAccountId && !(await found(member, [organisationId, contactAccountId])))
    throw new Problem('mission/contact-unknown', {}, [
      { path: 'contactAccountId', message: { fr: 'Membre inconnu.', en: 'Unknown member.' } },
    ]);
}
