import type { EntityManager } from 'typeorm';
import { now } from '#libs/kernel/clock';

/** Labels that name the same thing, in both languages. */
export type SynonymGroup = readonly string[];

/** The synonyms of our own referential (those of others come with the documents): every label and alias of a skill. */
export async function referentialSynonyms(db: Pick<EntityManager, 'query'>): Promise<SynonymGroup[]> {
  const rows = await db.query<{ labels: string[] }[]>(
    `select array_remove(array_agg(distinct label), null) as labels from (
       select s.id, unnest(array[s.label_fr, s.label_en]) as label from skill s where s.source = 'LOCAL' and not s.obsolete
       union all select s.id, a.label from skill s join skill_alias a on a.skill_id = s.id where s.source = 'LOCAL' and not s.obsolete
     ) l group by id order by id`,
  );
  return rows.map(({ labels }) => labels);
}

const FRESH_MS = 300_000;

/**
 * Something read once and kept for five minutes: whoever comes later is given what is held while it is read again. When
 * reading fails, what is held stays.
 */
export function kept<T>(read: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined;
  let readAt = 0;
  return async () => {
    const at = now().getTime();
    if (held && at - readAt < FRESH_MS) return held;
    readAt = at;
    const reading = read();
    const before = held;
    held = reading.catch((error: unknown) => {
      if (before) return before;
      held = undefined;
      throw error;
    });
    return before ?? held;
  };
}
