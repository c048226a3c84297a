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

async function replaceWhatHangs(tx: EntityManager, referential: Referential): Promise<void> {
  const { source } = referential;
  const ofOccupations = `(select id from occupation where source = $1)`;
  const ofSkills = `(select id from skill where source = $1)`;
  await tx.query(`delete from occupation_title where occupation_id in ${ofOccupations}`, [source]);
  await tx.query(`delete from occupation_skill where occupation_id in ${ofOccupations}`, [source]);
  await tx.query(`delete from occupation_link where from_id in ${ofOccupations}`, [source]);
  await tx.query(`delete from skill_alias where skill_id in ${ofSkills}`, [source]);
  await tx.query(`delete from skill_link where from_id in ${ofSkills}`, [source]);
  await tx.query(`delete from skill_parent where skill_id in ${ofSkills}`, [source]);
  await inBatches(
    tx,
    distinct(
      referential.titles.flatMap((title) => {
        const [key] = titleKeys(title.label);
        return key ? [{ ...title, key }] : [];
      }),
      (title) => `${title.occupation} ${title.label}`,
    ),
    `insert into occupation_title (occupation_id, label, key, form, language)
     select o.id, r->>'label', r->>'key', r->>'form', r->>'language'
     from jsonb_array_elements($1::jsonb) r join occupation o on o.source = $2 and o.code = r->>'occupation'`,
    source,
  );
  const aliases = [
    ...referential.aliases,
    ...referential.skills.flatMap((skill) => (skill.labelEn ? [{ skill: skill.code, label: skill.labelEn }] : [])),
  ].map((alias) => ({ ...alias, key: skillKey(alias.label) }));
  await inBatches(
    tx,
    distinct(
      aliases.filter((alias) => alias.key !== ''),
      (alias) => `${alias.skill} ${alias.label}`,
    ),
    `insert into skill_alias (skill_id, label, key)
     select s.id, r->>'label', r->>'key' from jsonb_array_elements($1::jsonb) r join skill s on s.source = $2 and s.code = r->>'skill'`,
    source,
  );
  await inBatches(
    tx,
    distinct(referential.occupationSkills, (row) => `${row.occupation} ${row.skill}`),
    `insert into occupation_skill (occupation_id, skill_id, weight)
     select o.id, s.id, (r->>'weight')::real from jsonb_array_elements($1::jsonb) r
     join occupation o on o.source = $2 and o.code = r->>'occupation' join skill s on s.source = $2 and s.code = r->>'skill'`,
    source,
  );
  await inBatches(
    tx,
    distinct(
      referential.occupationLinks.map((link, position) => ({ ...link, position: position % 30_000 })),
      (link) => `${link.from} ${link.to}`,
    ),
    `insert into occupation_link (from_id, to_id, kind, position)
     select a.id, b.id, r->>'kind', (r->>'position')::smallint from jsonb_array_elements($1::jsonb) r
     join occupation a on a.source = $2 and a.code = r->>'from' join occupation b on b.source = $2 and b.code = r->>'to'`,
    source,
  );
  await inBatches(
    tx,
    distinct(referential.skillLinks, (link) => `${link.from} ${link.to}`),
    `insert into skill_link (from_id, to_id, similarity)
     select a.id, b.id, (r->>'similarity')::real from jsonb_array_elements($1::jsonb) r
     join skill a on a.source = $2 and a.code = r->>'from' join skill b on b.source = $2 and b.code = r->>'to'`,
    source,
  );
  await inBatches(
    tx,
    distinct(referential.skillParents, (row) => `${row.skill} ${row.parent}`),
    `insert into skill_parent (skill_id, parent_id)
     select a.id, b.id from jsonb_array_elements($1::jsonb) r
     join skill a on a.source = $2 and a.code = r->>'skill' join skill b on b.source = $2 and b.code = r->>'parent'`,
    source,
  );
}
