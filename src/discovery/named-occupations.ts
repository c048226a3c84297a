import type { EntityManager } from 'typeorm';
import { skillKey } from '#libs/taxonomy/normalise';

/** The longest title the referential is asked for, in telling words. */
const MOST_WORDS = 6;

/** An occupation that a title names, with every way to say it in both languages: how synonyms are found. */
export interface NamedOccupation {
  id: number;
  labels: readonly string[];
}

/** Every run of words of a title, as the referential keys its own titles. */
export function runsOf(title: string): string[] {
  const words = skillKey(title).split(' ');
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(MOST_WORDS, words.length - from) }, (_each, more) =>
      words.slice(from, from + more + 1).join(' '),
    ),
  );
}

/** The runs that are not part of a longer one: “développeur front-end” says more than “développeur”. */
export const longest = (runs: readonly string[]): string[] =>
  runs.filter((run) => !runs.some((other) => other.length > run.length && ` ${other} `.includes(` ${run} `)));

/**
 * The occupations that each of these titles names word for word, whatever its gender and language. When two
 * referentials know the same title, ours speaks, then ESCO, then ROME.
 */
export async function occupationsNamed(
  db: Pick<EntityManager, 'query'>,
  titles: readonly string[],
): Promise<Map<string, NamedOccupation[]>> {
  const runs = new Map(titles.map((title) => [title, runsOf(title)]));
  const rows = await db.query<{ key: string; id: number; labels: string[] }[]>(
    `select distinct on (t.key) t.key, o.id,
       array(select label from (select unnest(array[o.label_fr, o.label_en]) as label
             union select s.label from occupation_title s where s.occupation_id = o.id) l where label is not null) as labels
     from occupation_title t join occupation o on o.id = t.occupation_id
     where t.key = any($1::text[]) and not o.obsolete
     order by t.key, case o.source when 'LOCAL' then 0 when 'ESCO' then 1 else 2 end, o.id`,
    [[...new Set([...runs.values()].flat())]],
  );
  const byKey = new Map(rows.map(({ key, id, labels }) => [key, { id, labels }]));
  return new Map(
    titles.map((title) => {
      const known = longest((runs.get(title) ?? []).filter((run) => byKey.has(run)));
      const named = new Map(known.map((run) => byKey.get(run) as NamedOccupation).map((one) => [one.id, one]));
      return [title, [...named.values()]];
    }),
  );
}
