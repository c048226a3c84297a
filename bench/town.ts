import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { findPlace } from '#libs/geo/places';
import { skillKey } from '#libs/taxonomy/normalise';
import { readSeed } from '#libs/taxonomy/seed/seed';
import { aTown } from '../src/demo/town';
import { rewriteProjection } from '../src/discovery/drift';
import { experienceYears } from '../src/imports/write';
import type { ImportedProfile } from '../src/imports/shapes';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';

const SEED = 7;
const TODAY = '2026-11-26';
const BATCH = 2_000;

/** One person of the demo town as a row of the profile table. */
function rowOf(person: ImportedProfile, id: string) {
  const place = findPlace(person.place ?? '');
  const { availability } = person;
  const date = typeof availability === 'string' && /^\d/.test(availability) ? availability : null;
  return {
    id,
    external_ref: person.externalRef,
    display_name: person.name,
    headline: person.headline,
    summary: person.summary,
    experiences: person.experiences,
    languages: person.languages,
    daily_rate_min: person.dailyRateMin,
    daily_rate_target: person.dailyRateTarget,
    availability_status: date ? 'FROM_DATE' : 'NOW',
    available_from: date,
    remote_modes: person.remoteModes,
    place_name: place?.name,
    departement: place?.departement,
    lat: place?.lat,
    lon: place?.lon,
    experience_years: experienceYears(person.experiences ?? []),
  };
}

/**
 * Fills an empty, migrated database with the people of the demo town, in few statements, and lets the product make their
 * search documents. Returns how long that projection took, in ms.
 */
export async function fillTown(db: DataSource, profiles: number): Promise<number> {
  await seedTaxonomy(db);
  const skills = await db.query<{ id: number; key: string; label: string }[]>(
    `select id, key, label_fr as label from skill`,
  );
  const byKey = new Map(skills.map(({ id, key }) => [key, id]));
  const people = aTown(readSeed(), { profiles, missions: 0, seed: SEED }, TODAY).profiles;
  for (let from = 0; from < people.length; from += BATCH) {
    const some = people.slice(from, from + BATCH).map((person) => ({ person, id: randomUUID() }));
    await db.query(
      `insert into profile (source, state, visibility, published_at, availability_confirmed_at, id, external_ref, display_name, headline,
         summary, experiences, languages, daily_rate_min, daily_rate_target, availability_status, available_from, remote_modes, place_name,
         departement, lat, lon, experience_years)
       select 'demo', 'PUBLISHED', 'PUBLIC', now() - random() * interval '300 days', now() - random() * interval '300 days', r.*
       from jsonb_to_recordset($1::jsonb) as r(id uuid, external_ref text, display_name text, headline text, summary text,
         experiences jsonb, languages jsonb, daily_rate_min int, daily_rate_target int, availability_status text, available_from date,
         remote_modes text[], place_name text, departement text, lat float8, lon float8, experience_years smallint)`,
      [JSON.stringify(some.map(({ person, id }) => rowOf(person, id)))],
    );
    const held = some.flatMap(({ person, id }) =>
      (person.skills ?? []).map((skill, position) => {
        const label = typeof skill === 'string' ? skill : (skill.label ?? '');
        return { profile_id: id, skill_id: byKey.get(skillKey(label)), label, position };
      }),
    );
    await db.query(
      `insert into profile_skill (profile_id, skill_id, label, position)
       select * from jsonb_to_recordset($1::jsonb) as r(profile_id uuid, skill_id int, label text, position smallint)
       where skill_id is not null on conflict do nothing`,
      [JSON.stringify(held)],
    );
  }
  const since = performance.now();
  // One index over everybody is built sooner than it grows.
  const [index] = await db.query<{ ddl: string }[]>(`select pg_get_indexdef('search_words_words'::regclass) as ddl`);
  await db.query(`drop index search_words_words`);
  await rewriteProjection(db);
  await db.query(`begin; set local statement_timeout = 0; ${index?.ddl.replace(' ON ONLY ', ' ON ')}; commit`);
  const took = performance.now() - since;
  await db.query(`vacuum analyze`);
  return took;
}
