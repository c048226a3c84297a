import type { EntityManager } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import type { Lexicon } from './lexicon';

interface WrittenSkill {
  skillId?: number;
  label?: string;
}

/**
 * Turns skills as written (an identifier, or words) into skills of the referential, in order. Unknown words become a
 * custom skill, in the caller’s transaction. The same skill written twice is kept once, the first time.
 * Throws `skill/unknown` for an identifier that does not exist.
 */
export async function resolveWrittenSkills<T extends WrittenSkill>(
  tx: EntityManager,
  lexicon: Lexicon,
  written: readonly T[],
): Promise<(T & { skillId: number; label: string })[]> {
  const given = written.flatMap((skill) => (skill.skillId === undefined ? [] : [skill.skillId]));
  const rows = await tx.query<{ id: number; label: string }[]>(
    `select id, coalesce(label_fr, label_en) as label from skill where id = any($1::int[])`,
    [given],
  );
  const labels = new Map(rows.map((row) => [row.id, row.label]));
  const resolved = new Map<number, T & { skillId: number; label: string }>();
  for (const [index, skill] of written.entries()) {
    const known = skill.skillId === undefined ? undefined : labels.get(skill.skillId);
    if (skill.skillId !== undefined && known === undefined)
      throw new Problem('skill/unknown', { skillId: skill.skillId }, [
        { path: `skills.${index}.skillId`, message: { fr: 'Compétence inconnue.', en: 'Unknown skill.' } },
      ]);
    const label = skill.label ?? known ?? '';
    const skillId = skill.skillId ?? (await lexicon.ensureSkill(tx, label));
    if (!resolved.has(skillId)) resolved.set(skillId, { ...skill, skillId, label });
  }
  return [...resolved.values()];
}
