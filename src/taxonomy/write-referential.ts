import type { EntityManager } from 'typeorm';
import { skillKey, titleKeys } from '#libs/taxonomy/normalise';
import { licences, type Referential } from '#libs/taxonomy/referential';

const BATCH = 5_000;

/** Rows sent as one JSON array each: one statement for thousands of rows, whatever their columns. */
async function inBatches<T>(tx: EntityManager, rows: readonly T[], sql: string, ...more: unknown[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await tx.query(sql, [JSON.stringify(rows.slice(at, at + BATCH)), ...more]);
}

const distinct = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

/**
 * Writes one release of one source, in the caller’s transaction: rows are kept by (source, code), those that vanished
 * become obsolete and are never deleted, what hangs on them is replaced. Writing the same release twice changes nothing.
 */
export async function writeReferential(tx: EntityManager, referential: Referential): Promise<Record<string, number>> {
  const { source, release } = referential;
  await inBatches(
    tx,
    referential.occupations,
    `insert into occupation (source, code, label_fr, label_en, family, parent_code, definition, rome_code, release)
     select $2, r->>'code', r->>'labelFr', r->>'labelEn', r->>'family', r->>'parent', r->>'definition', r->>'romeCode', $3
     from jsonb_array_elements($1::jsonb) r
     on conflict (source, code) do update set label_fr = excluded.label_fr, label_en = excluded.label_en, family = excluded.family,
       parent_code = excluded.parent_code, definition = excluded.definition, rome_code = excluded.rome_code,
       release = excluded.release, obsolete = false`,
    source,
    release,
  );
  await inBatches(
    tx,
    referential.skills.map((skill) => ({ ...skill, key: skillKey(skill.labelFr) })),
    `insert into skill (source, code, kind, label_fr, label_en, category, key, release)
     select $2, r->>'code', r->>'kind', r->>'labelFr', r->>'labelEn', r->>'category', r->>'key', $3
     from jsonb_array_elements($1::jsonb) r
     on conflict (source, code) do update set kind = excluded.kind, label_fr = excluded.label_fr, label_en = excluded.label_en,
       category = excluded.category, key = excluded.key, release = excluded.release, obsolete = false`,
    source,
    release,
  );
  for (const table of ['occupation', 'skill'])
    await tx.query(`update ${table} set obsolete = true where source = $1 and release <> $2 and not obsolete`, [
      source,
      release,
    ]);
  await replaceWhatHangs(tx, referential);
  const counts = {
    occupations: referential.occupations.length,
    titles: referential.titles.length,
    skills: referential.skills.length,
    aliases: referential.aliases.length,
    occupationSkills: referential.occupationSkills.length,
  };
  await tx.query(
    `insert into taxonomy_release (source, release, licence, counts) values ($1, $2, $3, $4)
     on conflict (source) do update set release = excluded.release, licence = excluded.licence, counts = excluded.counts, imported_at = now()`,
    [source, release, licences[source], JSON.stringify(counts)],
  );
  return counts;
}

/** Code → id of the rows of one source: what hangs on them is written with ids, no join needed. */
async function idsOf(tx: EntityManager, table: 'occupation' | 'skill', source: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: number; code: string }[]>(`select id, code from ${table} where source = $1`, [
    source,
  ]);
  return new Map(rows.map((row) => [row.code, row.id]));
}

async function replaceWhatHangs(tx: EntityManager, referential: Referential): Promise<void> {
  const { source } = referential;
  for (const [table, column, owner] of HANGING)
    await tx.query(`delete from ${table} where ${column} in (select id from ${owner} where source = $1)`, [source]);
  const occupations = await idsOf(tx, 'occupation', source);
  const skills = await idsOf(tx, 'skill', source);
  const pairs = <T, R extends { a: number; b: number }>(
    rows: readonly T[],
    toRow: (row: T, at: number) => Partial<R> | undefined,
  ): R[] =>
    distinct(
      rows.flatMap((row, at) => {
        const made = toRow(row, at);
        return made?.a !== undefined && made.b !== undefined ? [made as R] : [];
      }),
      (row) => `${row.a} ${row.b}`,
    );
  const titles = referential.titles.flatMap((title) => {
    const [key] = titleKeys(title.label);
    const id = occupations.get(title.occupation);
    return key && id !== undefined ? [{ id, label: title.label, key, form: title.form, language: title.language }] : [];
  });
  await inBatches(
    tx,
    distinct(titles, (title) => `${title.id} ${title.label}`),
    `insert into occupation_title (occupation_id, label, key, form, language)
     select id, label, key, form, language from jsonb_to_recordset($1::jsonb) as r(id int, label text, key text, form text, language text)`,
  );
  const labels = [
    ...referential.aliases,
    ...referential.skills.flatMap((skill) => (skill.labelEn ? [{ skill: skill.code, label: skill.labelEn }] : [])),
  ].flatMap((alias) => {
    const key = skillKey(alias.label);
    const id = skills.get(alias.skill);
    return key && id !== undefined ? [{ id, label: alias.label, key }] : [];
  });
  await inBatches(
    tx,
    distinct(labels, (alias) => `${alias.id} ${alias.label}`),
    `insert into skill_alias (skill_id, label, key)
     select id, label, key from jsonb_to_recordset($1::jsonb) as r(id int, label text, key text)`,
  );
  await inBatches(
    tx,
    pairs<(typeof referential.occupationSkills)[number], { a: number; b: number; weight: number }>(
      referential.occupationSkills,
      (row) => ({ a: occupations.get(row.occupation), b: skills.get(row.skill), weight: row.weight }),
    ),
    `insert into occupation_skill (occupation_id, skill_id, weight)
     select a, b, weight from jsonb_to_recordset($1::jsonb) as r(a int, b int, weight real)`,
  );
  await inBatches(
    tx,
    pairs<(typeof referential.occupationLinks)[number], { a: number; b: number; kind: string; position: number }>(
      referential.occupationLinks,
      (row, at) => ({
        a: occupations.get(row.from),
        b: occupations.get(row.to),
        kind: row.kind,
        position: at % 30_000,
      }),
    ),
    `insert into occupation_link (from_id, to_id, kind, position)
     select a, b, kind, position from jsonb_to_recordset($1::jsonb) as r(a int, b int, kind text, position smallint)`,
  );
  await inBatches(
    tx,
    pairs<(typeof referential.skillLinks)[number], { a: number; b: number; similarity: number }>(
      referential.skillLinks,
      (row) => ({
        a: skills.get(row.from),
        b: skills.get(row.to),
        similarity: row.similarity,
      }),
    ),
    `insert into skill_link (from_id, to_id, similarity)
     select a, b, similarity from jsonb_to_recordset($1::jsonb) as r(a int, b int, similarity real)`,
  );
  await inBatches(
    tx,
    pairs<(typeof referential.skillParents)[number], { a: number; b: number }>(referential.skillParents, (row) => ({
      a: skills.get(row.skill),
      b: skills.get(row.parent),
    })),
    `insert into skill_parent (skill_id, parent_id) select a, b from jsonb_to_recordset($1::jsonb) as r(a int, b int)`,
  );
}

const HANGING = [
  ['occupation_title', 'occupation_id', 'occupation'],
  ['occupation_skill', 'occupation_id', 'occupation'],
  ['occupation_link', 'from_id', 'occupation'],
  ['skill_alias', 'skill_id', 'skill'],
  ['skill_link', 'from_id', 'skill'],
  ['skill_parent', 'skill_id', 'skill'],
] as const;
