import type { DataSource, EntityManager } from 'typeorm';
import { findPlace } from '#libs/geo/places';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition, SYSTEM } from '#libs/outbox/transition';
import { completenessOf } from '../profiles/completeness';
import type { Lexicon } from '../taxonomy/lexicon';
import { resolveWrittenSkills } from '../taxonomy/written-skills';
import type { ImportedMission, ImportedProfile } from './shapes';

export interface Written {
  outcome: 'created' | 'updated' | 'unchanged';
  notice?: string;
}

/** Where lines come from: the import command, or the demo town. */
export type ImportSource = 'import' | 'demo';
const LIFE_DAYS = 60;

/** The verified employer that imported missions belong to; created once. */
export async function importOrganisation(db: DataSource): Promise<string> {
  await db.query(
    `insert into organisation (id, kind, name, verification, verified_at, source, external_ref)
     values ($1, 'EMPLOYER', 'Missions importées', 'VERIFIED', now(), 'system', 'import') on conflict do nothing`,
    [newId()],
  );
  const [row] = await db.query<{ id: string }[]>(
    `select id from organisation where source = 'system' and external_ref = 'import'`,
  );
  return (row as { id: string }).id;
}

interface Held {
  id: string;
  hash: string | null;
  state: string;
}

async function held(
  tx: EntityManager,
  table: 'profile' | 'mission',
  source: ImportSource,
  externalRef: string,
): Promise<Held | undefined> {
  const [row] = await tx.query<Held[]>(
    `select id, import_hash as hash, state from ${table} where source = $1 and external_ref = $2 for update`,
    [source, externalRef],
  );
  return row;
}

function locate(text: string | null | undefined) {
  const place = text ? findPlace(text) : undefined;
  return {
    columns: [
      place?.code ?? null,
      place?.name ?? null,
      place?.departement ?? null,
      place?.lat ?? null,
      place?.lon ?? null,
    ],
    notice: text && !place ? `place: «${text}» was not recognised` : undefined,
  };
}

/** Languages without a level count as spoken well. */
const languagesOf = (languages: ImportedProfile['languages']): string =>
  JSON.stringify(
    (languages ?? []).map((language) =>
      typeof language === 'string'
        ? { code: language.toLowerCase(), level: 'B2' }
        : { code: language.code.toLowerCase(), level: language.level ?? 'B2' },
    ),
  );

function availabilityOf(availability: ImportedProfile['availability']) {
  if (availability === null || availability === undefined) return { status: null, from: null, days: null };
  if (typeof availability === 'string')
    return /^\d/.test(availability)
      ? { status: 'FROM_DATE', from: availability, days: null }
      : { status: availability === 'FROM_DATE' ? null : availability, from: null, days: null };
  const { status, fromDate, daysPerWeek } = availability;
  return {
    status: status === 'FROM_DATE' && !fromDate ? null : status,
    from: fromDate ?? null,
    days: daysPerWeek ?? null,
  };
}

/** Years between the first and the last date of someone’s experiences; null when none is dated. */
export function experienceYears(experiences: readonly { from?: string | null; to?: string | null }[]): number | null {
  const starts = experiences.flatMap(({ from }) => (from ? [Number(from.slice(0, 4))] : []));
  if (starts.length === 0) return null;
  const ends = experiences.flatMap(({ from, to }) =>
    to ? [Number(to.slice(0, 4))] : from ? [Number(from.slice(0, 4))] : [],
  );
  return Math.min(60, Math.max(0, Math.max(...ends) - Math.min(...starts)));
}

/** Writes one imported person, published. The same content again changes nothing. */
export async function writeProfile(
  tx: EntityManager,
  lexicon: Lexicon,
  person: ImportedProfile,
  hash: string,
  source: ImportSource = 'import',
): Promise<Written> {
  const known = await held(tx, 'profile', source, person.externalRef);
  if (known?.hash === hash) return { outcome: 'unchanged' };
  if (person.dailyRateMin != null && person.dailyRateTarget != null && person.dailyRateMin > person.dailyRateTarget)
    throw new Error('dailyRateMin: above dailyRateTarget');
  const id = known?.id ?? newId();
  const { columns, notice } = locate(person.place);
  const availability = availabilityOf(person.availability);
  const experiences = (person.experiences ?? []).map(({ title, client, description, from, to }) => ({
    title,
    client: client ?? '',
    description: description ?? '',
    from: from ?? null,
    to: to ?? null,
    skills: [],
  }));
  const skills = await resolveWrittenSkills(
    tx,
    lexicon,
    (person.skills ?? []).map((skill) => (typeof skill === 'string' ? { label: skill } : skill)),
  );
  const completeness = completenessOf({
    headline: person.headline,
    summary: person.summary ?? '',
    skills: skills.length,
    experiences: experiences.length,
    dailyRateMin: person.dailyRateMin ?? null,
    dailyRateTarget: person.dailyRateTarget ?? null,
    availabilityStatus: availability.status,
    remoteModes: person.remoteModes?.length ?? 0,
    placed: columns[1] !== null,
    mobilityKm: person.mobilityKm ?? null,
    languages: person.languages?.length ?? 0,
    occupations: 0,
  });
  await tx.query(
    `insert into profile (id, source, external_ref, state, visibility, display_name, name_shown, headline, summary, experiences, languages,
       daily_rate_min, daily_rate_target, availability_status, available_from, days_per_week, availability_confirmed_at, remote_modes,
       place_code, place_name, departement, lat, lon, mobility_km, experience_years, completeness, import_hash, published_at)
     values ($1, '${source}', $2, 'PUBLISHED', 'PUBLIC', $3, '${source === 'demo' ? 'INITIAL' : 'FULL'}', $4, $5, $6, $7, $8, $9, $10, $11, $12,
       case when $10::text is null then null else now() end, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, now())
     on conflict (source, external_ref) where external_ref is not null do update set display_name = excluded.display_name,
       headline = excluded.headline, summary = excluded.summary, experiences = excluded.experiences, languages = excluded.languages,
       daily_rate_min = excluded.daily_rate_min, daily_rate_target = excluded.daily_rate_target,
       availability_status = excluded.availability_status, available_from = excluded.available_from,
       days_per_week = excluded.days_per_week, availability_confirmed_at = excluded.availability_confirmed_at,
       remote_modes = excluded.remote_modes, place_code = excluded.place_code, place_name = excluded.place_name,
       departement = excluded.departement, lat = excluded.lat, lon = excluded.lon, mobility_km = excluded.mobility_km,
       experience_years = excluded.experience_years, completeness = excluded.completeness, import_hash = excluded.import_hash,
       rev = profile.rev + 1, version = profile.version + 1, updated_at = now()`,
    [
      id,
      person.externalRef,
      person.name ?? `Profil ${person.externalRef}`,
      person.headline,
      person.summary ?? '',
      JSON.stringify(experiences),
      languagesOf(person.languages),
      person.dailyRateMin ?? null,
      person.dailyRateTarget ?? null,
      availability.status,
      availability.from,
      availability.days,
      person.remoteModes ?? [],
      ...columns,
      person.mobilityKm ?? null,
      experienceYears(experiences),
      completeness,
      hash,
    ],
  );
  await tx.query(`delete from profile_skill where profile_id = $1`, [id]);
  await tx.query(
    `insert into profile_skill (profile_id, skill_id, label, level, years, last_used_year, source, position)
     select $1, s, l, v, y, u, 'IMPORT', row_number() over () from unnest($2::int[], $3::text[], $4::int[], $5::real[], $6::int[]) as t(s, l, v, y, u)`,
    [
      id,
      skills.map((skill) => skill.skillId),
      skills.map((skill) => skill.label),
      skills.map((skill) => ('level' in skill ? (skill.level ?? null) : null)),
      skills.map((skill) => ('years' in skill ? (skill.years ?? null) : null)),
      skills.map((skill) => ('lastUsedYear' in skill ? (skill.lastUsedYear ?? null) : null)),
    ],
  );
  if (!known)
    await logTransition(tx, SYSTEM, {
      aggregate: 'profile',
      aggregateId: id,
      move: 'import',
      from: null,
      to: 'PUBLISHED',
    });
  await record(tx, { type: 'profile.changed', aggregateId: id });
  return { outcome: known ? 'updated' : 'created', notice };
}

/** Writes one imported mission, published for sixty days under the import’s own employer. */
export async function writeMission(
  tx: EntityManager,
  lexicon: Lexicon,
  organisationId: string,
  mission: ImportedMission,
  hash: string,
  source: ImportSource = 'import',
): Promise<Written> {
  const known = await held(tx, 'mission', source, mission.externalRef);
  if (known?.hash === hash) return { outcome: 'unchanged' };
  if (mission.rateMin != null && mission.rateMax != null && mission.rateMin > mission.rateMax)
    throw new Error('rateMin: above rateMax');
  const id = known?.id ?? newId();
  const { columns, notice } = locate(mission.place);
  const skills = await resolveWrittenSkills(
    tx,
    lexicon,
    (mission.skills ?? []).map((skill) => (typeof skill === 'string' ? { label: skill } : skill)),
  );
  await tx.query(
    `insert into mission (id, organisation_id, source, external_ref, origin, state, visibility, title, description, rate_min, rate_max,
       starts_on, duration_weeks, days_per_week, remote_mode, place_code, place_name, departement, lat, lon, languages, import_hash,
       published_at, expires_at)
     values ($1, $2, '${source}', $3, 'IMPORT', 'PUBLISHED', 'PUBLIC', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
       now(), now() + interval '${LIFE_DAYS} days')
     on conflict (source, external_ref) where external_ref is not null do update set title = excluded.title,
       description = excluded.description, rate_min = excluded.rate_min, rate_max = excluded.rate_max, starts_on = excluded.starts_on,
       duration_weeks = excluded.duration_weeks, days_per_week = excluded.days_per_week, remote_mode = excluded.remote_mode,
       place_code = excluded.place_code, place_name = excluded.place_name, departement = excluded.departement, lat = excluded.lat,
       lon = excluded.lon, languages = excluded.languages, import_hash = excluded.import_hash, rev = mission.rev + 1,
       version = mission.version + 1, updated_at = now()`,
    [
      id,
      organisationId,
      mission.externalRef,
      mission.title,
      mission.description,
      mission.rateMin ?? null,
      mission.rateMax ?? null,
      mission.startsOn ?? null,
      mission.durationWeeks ?? null,
      mission.daysPerWeek ?? null,
      mission.remoteMode ?? null,
      ...columns,
      languagesOf(mission.languages),
      hash,
    ],
  );
  await tx.query(`delete from mission_skill where mission_id = $1`, [id]);
  await tx.query(
    `insert into mission_skill (mission_id, skill_id, label, importance, must, position)
     select $1, s, l, i, m and i = 'REQUIRED', row_number() over () from unnest($2::int[], $3::text[], $4::text[], $5::bool[]) as t(s, l, i, m)`,
    [
      id,
      skills.map((skill) => skill.skillId),
      skills.map((skill) => skill.label),
      skills.map((skill) => ('importance' in skill ? (skill.importance ?? 'REQUIRED') : 'REQUIRED')),
      skills.map((skill) => ('must' in skill ? (skill.must ?? false) : false)),
    ],
  );
  if (!known)
    await logTransition(tx, SYSTEM, {
      aggregate: 'mission',
      aggregateId: id,
      move: 'import',
      from: null,
      to: 'PUBLISHED',
    });
  await record(tx, { type: 'mission.changed', aggregateId: id, payload: { material: false } });
  return { outcome: known ? 'updated' : 'created', notice };
}
