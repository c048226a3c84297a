import type { EntityManager } from 'typeorm';
import type { LanguageView, RemoteMode } from '#libs/contracts/common';
import { dayNumber } from '#libs/kernel/clock';
import type { Audience, SearchDocument, SearchKind } from '#libs/search/search.port';
import { type NamedOccupation, occupationsNamed } from './named-occupations';

interface SourceRow {
  id: string;
  rev: number;
  visibility: 'PUBLIC' | 'MEMBERS' | 'AGENCY_ONLY' | 'AGENCIES_ONLY';
  title: string;
  body: string;
  keywords: string[];
  skills: number[];
  occupations: number[];
  remote: RemoteMode[];
  languages: LanguageView[];
  rate: number | null;
  available_on: string | null;
  experience_years: number | null;
  place_name: string | null;
  departement: string | null;
  lat: number | null;
  lon: number | null;
  organisation_id: string | null;
  agencies: string[];
  fresh_on: string;
}

const AUDIENCE: Record<SourceRow['visibility'], Audience> = {
  PUBLIC: 'PUBLIC',
  MEMBERS: 'MEMBERS',
  AGENCY_ONLY: 'AGENCIES',
  AGENCIES_ONLY: 'AGENCIES',
};

/** The labels and aliases of skills and occupations, in both languages: how synonyms are found. */
const KEYWORDS = (skills: string, occupations: string) => `
  array(select label from (
    select unnest(array[s.label_fr, s.label_en]) as label from ${skills}
    union select a.label from ${skills} join skill_alias a on a.skill_id = s.id
    union select unnest(array[o.label_fr, o.label_en]) from ${occupations}
    union select t.label from ${occupations} join occupation_title t on t.occupation_id = o.id
  ) k where label is not null)`;

const PROFILES = `
  select p.id, p.rev, p.visibility, p.headline as title,
    concat_ws(' ', p.summary, (select string_agg(concat_ws(' ', e->>'title', e->>'description'), ' ') from jsonb_array_elements(p.experiences) e)) as body,
    ${KEYWORDS('(select s.* from profile_skill ps join skill s on s.id = ps.skill_id where ps.profile_id = p.id) s', '(select o.* from profile_occupation po join occupation o on o.id = po.occupation_id where po.profile_id = p.id) o')} as keywords,
    array(select skill_id from profile_skill where profile_id = p.id order by 1) as skills,
    array(select occupation_id from profile_occupation where profile_id = p.id order by 1) as occupations,
    p.remote_modes as remote, p.languages, case when p.rate_visible then coalesce(p.daily_rate_min, p.daily_rate_target) end as rate,
    case p.availability_status when 'NOW' then coalesce(p.availability_confirmed_at, p.updated_at)::date::text
      when 'PART_TIME' then coalesce(p.availability_confirmed_at, p.updated_at)::date::text
      when 'FROM_DATE' then p.available_from::text end as available_on,
    p.experience_years, p.place_name, p.departement, p.lat, p.lon, null::uuid as organisation_id,
    array(select m.agency_id from mandate m where m.profile_id = p.id and m.state = 'ACTIVE') as agencies,
    greatest(p.published_at, p.availability_confirmed_at, p.created_at)::date::text as fresh_on
  from profile p
  where p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN' and p.id = any($1::uuid[])`;

const MISSIONS = `
  select m.id, m.rev, m.visibility, m.title, concat_ws(' ', m.description, m.context, m.deliverables) as body,
    ${KEYWORDS('(select s.* from mission_skill ms join skill s on s.id = ms.skill_id where ms.mission_id = m.id) s', '(select o.* from occupation o where o.id = m.occupation_id) o')} as keywords,
    array(select skill_id from mission_skill where mission_id = m.id order by 1) as skills,
    case when m.occupation_id is null then '{}'::int[] else array[m.occupation_id] end as occupations,
    case when m.remote_mode is null then '{}'::text[] else array[m.remote_mode] end as remote,
    m.languages, case when m.rate_visible then coalesce(m.rate_max, m.rate_min) end as rate, m.starts_on::text as available_on,
    null::smallint as experience_years, m.place_name, m.departement, m.lat, m.lon,
    case when m.anonymous_employer then null else m.organisation_id end as organisation_id,
    '{}'::uuid[] as agencies, coalesce(m.published_at, m.created_at)::date::text as fresh_on
  from mission m
  where m.state = 'PUBLISHED' and m.visibility <> 'INVITED_ONLY' and m.id = any($1::uuid[])`;

/**
 * The search documents of these profiles or missions as they are now. Those that nobody may search (not published,
 * hidden, by invitation) are absent from the answer: the caller removes them from the engine.
 */
export async function readDocuments(
  db: Pick<EntityManager, 'query'>,
  kind: SearchKind,
  ids: readonly string[],
): Promise<SearchDocument[]> {
  const rows = await db.query<SourceRow[]>(kind === 'profile' ? PROFILES : MISSIONS, [ids]);
  const named = await occupationsNamed(
    db,
    rows.map((row) => row.title),
  );
  return rows.map((row) => toDocument(kind, row, named.get(row.title) ?? []));
}

/** One row as a document; its occupations are those declared and those its title names. Dates become day numbers; a rate is searched only when its owner shows it: filters would tell it otherwise. */
export function toDocument(kind: SearchKind, row: SourceRow, named: readonly NamedOccupation[]): SearchDocument {
  return {
    kind,
    id: row.id,
    version: row.rev,
    audience: AUDIENCE[row.visibility],
    title: row.title,
    keywords: [...new Set([...row.keywords, ...named.flatMap(({ labels }) => labels)])],
    placeName: row.place_name,
    body: row.body,
    skills: row.skills,
    occupations: [...new Set([...row.occupations, ...named.map(({ id }) => id)])],
    remote: row.remote,
    languages: row.languages.map((language) => language.code),
    rate: row.rate,
    availableDay: row.available_on === null ? null : dayNumber(row.available_on),
    experienceYears: row.experience_years,
    departement: row.departement,
    lat: row.lat,
    lon: row.lon,
    organisationId: row.organisation_id,
    agencies: row.agencies,
    freshDay: dayNumber(row.fresh_on),
  };
}
