import type { EntityManager } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import type {
  LanguageFact,
  MissionFacts,
  NeededSkill,
  Neighbour,
  OccupationWeight,
  OwnedSkill,
  Place,
  ProfileFacts,
  RemoteMode,
  Title,
  TitleWord,
} from '#libs/matching/model';
import { pointOf } from '#libs/matching/place';

/** What the referential tells the engine about texts and skills; version changes whenever an answer may change. */
export interface Reading {
  version: string;
  /** What stands near a skill. */
  neighbours(skillId: number): readonly Neighbour[];
  /** The projection of someone’s titles and skills onto occupations. */
  occupations(
    titles: readonly { text: string; weight: number }[],
    skills: readonly { id: number; label: string }[],
  ): OccupationWeight[];
  /** The projection of occupations named by themselves. */
  named(occupationIds: readonly number[]): OccupationWeight[];
  titleWords(text: string): TitleWord[];
  /** 1..255: how much a skill says about a job. */
  telling(skillId: number): number;
}

/** A past title counts for this much of the headline, out of 255. */
export const PAST_TITLE = 204;
const HEADLINE = 255;
/** Past titles that still say something about a person. */
const PAST_TITLES_KEPT = 8;
const DAYS_IN_A_WEEK = 5;

export interface ProfileRow {
  id: string;
  num: number;
  rev: number;
  state: string;
  visibility: string;
  headline: string;
  experiences: readonly { title: string }[];
  languages: readonly LanguageFact[];
  daily_rate_min: number | null;
  daily_rate_target: number | null;
  rate_visible: boolean;
  availability_status: string | null;
  available_from: string | null;
  confirmed_on: string | null;
  days_per_week: number | null;
  remote_modes: readonly RemoteMode[];
  place_name: string | null;
  lat: number | null;
  lon: number | null;
  mobility_km: number | null;
  mission_weeks_min: number | null;
  mission_weeks_max: number | null;
  sectors: readonly string[];
  excluded_organisations: readonly string[];
  excluded_sectors: readonly string[];
  experience_years: number | null;
  skills: readonly {
    id: number;
    label: string;
    level: number | null;
    years: number | null;
    lastUsedYear: number | null;
  }[];
  wishes: readonly number[];
}

export interface MissionRow {
  id: string;
  num: number;
  rev: number;
  state: string;
  title: string;
  organisation_id: string;
  rate_min: number | null;
  rate_max: number | null;
  fixed_budget: number | null;
  rate_visible: boolean;
  starts_on: string | null;
  duration_weeks: number | null;
  days_per_week: number | null;
  remote_mode: RemoteMode | null;
  place_name: string | null;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  languages: readonly LanguageFact[];
  experience_years_min: number | null;
  sector: string | null;
  weights: MissionFacts['weights'];
  occupation_id: number | null;
  skills: readonly {
    id: number;
    label: string;
    importance: 'REQUIRED' | 'PREFERRED';
    must: boolean;
    weight: number;
    minLevel: number | null;
  }[];
}

const PROFILES = `
  select p.id, p.num, p.rev, p.state, p.visibility, p.headline, p.experiences, p.languages,
    p.daily_rate_min, p.daily_rate_target, p.rate_visible, p.availability_status, p.available_from::text,
    (coalesce(p.availability_confirmed_at, p.updated_at) at time zone 'Europe/Paris')::date::text as confirmed_on,
    p.days_per_week, p.remote_modes, p.place_name, p.lat, p.lon, p.mobility_km, p.mission_weeks_min, p.mission_weeks_max,
    p.sectors, p.excluded_organisations, p.excluded_sectors, p.experience_years,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.skill_id, 'label', s.label, 'level', s.level,
        'years', s.years, 'lastUsedYear', s.last_used_year) order by s.position, s.skill_id)
      from profile_skill s where s.profile_id = p.id), '[]') as skills,
    array(select o.occupation_id from profile_occupation o where o.profile_id = p.id
      order by o.is_primary desc, o.occupation_id) as wishes
  from profile p where p.id = any($1::uuid[])`;

const MISSIONS = `
  select m.id, m.num, m.rev, m.state, m.title, m.organisation_id, m.rate_min, m.rate_max, m.fixed_budget, m.rate_visible,
    m.starts_on::text, m.duration_weeks, m.days_per_week, m.remote_mode, m.place_name, m.lat, m.lon, m.radius_km,
    m.languages, m.experience_years_min, m.sector, m.weights, m.occupation_id,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.skill_id, 'label', s.label, 'importance', s.importance,
        'must', s.must, 'weight', s.weight, 'minLevel', s.min_level) order by s.position, s.skill_id)
      from mission_skill s where s.mission_id = m.id), '[]') as skills
  from mission m where m.id = any($1::uuid[])`;

/** These profiles as they are now; those that no longer exist are absent. */
export const readProfiles = (db: Pick<EntityManager, 'query'>, ids: readonly string[]): Promise<ProfileRow[]> =>
  db.query<ProfileRow[]>(PROFILES, [ids]);

/** These missions as they are now; those that no longer exist are absent. */
export const readMissions = (db: Pick<EntityManager, 'query'>, ids: readonly string[]): Promise<MissionRow[]> =>
  db.query<MissionRow[]>(MISSIONS, [ids]);

/** Nothing where SQL has null: a missing fact is no data, not a value. */
const given = <T>(value: T | null): T | undefined => (value === null ? undefined : value);
const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length > 0 ? items : undefined);

const placeOf = (row: { place_name: string | null; lat: number | null; lon: number | null }): Place | undefined =>
  row.lat === null || row.lon === null ? undefined : pointOf(row.lat, row.lon, row.place_name ?? '');

/** The first day the person is free; undefined when they did not say. */
function availableFrom({ availability_status: status, available_from, confirmed_on }: ProfileRow): number | undefined {
  if (status === 'FROM_DATE' && available_from) return dayNumber(available_from);
  return (status === 'NOW' || status === 'PART_TIME') && confirmed_on ? dayNumber(confirmed_on) : undefined;
}

/** The titles of a person, the headline first; empty ones left out. */
const titlesOf = ({ headline, experiences }: ProfileRow): { text: string; weight: number }[] =>
  [
    { text: headline, weight: HEADLINE },
    ...experiences.slice(0, PAST_TITLES_KEPT).map(({ title }) => ({ text: title, weight: PAST_TITLE })),
  ].filter(({ text }) => text.trim() !== '');

/** What the engine is told of a profile. */
export function profileFacts(row: ProfileRow, reading: Reading): ProfileFacts {
  const titles = titlesOf(row);
  const occupations = reading.occupations(titles, row.skills);
  return {
    num: row.num,
    titles: some(titles.map(({ text, weight }): Title => ({ text, weight, words: reading.titleWords(text) }))),
    occupations: some(occupations),
    wishes: some(row.wishes.length > 0 ? reading.named(row.wishes) : []),
    skills: row.skills.map((skill): OwnedSkill => ({
      id: skill.id,
      label: skill.label,
      level: given(skill.level) as OwnedSkill['level'],
      years: given(skill.years),
      lastUsedYear: given(skill.lastUsedYear),
    })),
    languages: some(row.languages),
    place: placeOf(row),
    mobilityKm: given(row.mobility_km),
    remoteModes: some(row.remote_modes),
    dailyRateMin: given(row.daily_rate_min),
    dailyRateTarget: given(row.daily_rate_target),
    rateVisible: row.rate_visible,
    availableFromDay: availableFrom(row),
    unavailable: row.availability_status === 'UNAVAILABLE' || undefined,
    daysPerWeek: given(row.days_per_week),
    missionWeeksMin: given(row.mission_weeks_min),
    missionWeeksMax: given(row.mission_weeks_max),
    experienceYears: given(row.experience_years),
    sectors: some(row.sectors),
    excludedOrganisations: some(row.excluded_organisations),
    excludedSectors: some(row.excluded_sectors),
  };
}

/** Days a week in halves: what a database keeps as 2.4999998 is two and a half. */
const inHalves = (days: number | null): number | undefined => (days === null ? undefined : Math.round(days * 2) / 2);

/** A budget for the whole, as euros per day; undefined without a length. */
function dailyBudget(row: MissionRow): number | undefined {
  if (row.fixed_budget === null || row.duration_weeks === null) return undefined;
  return Math.floor(row.fixed_budget / (row.duration_weeks * (inHalves(row.days_per_week) ?? DAYS_IN_A_WEEK)));
}

/** A mission as it is stored for the engine: its facts, and what stood near its skills when they were written. */
export interface StoredMission {
  facts: MissionFacts;
  neighbours: Record<string, readonly Neighbour[]>;
}

/** What to store of a mission: comparing it later needs no referential. */
export function storedMission(row: MissionRow, reading: Reading): StoredMission {
  return {
    facts: missionFacts(row, reading),
    neighbours: Object.fromEntries(row.skills.map(({ id }) => [id, reading.neighbours(id)])),
  };
}

/** What the engine is told of a mission. */
export function missionFacts(row: MissionRow, reading: Reading): MissionFacts {
  const declared = row.occupation_id === null ? [] : reading.named([row.occupation_id]);
  const projected =
    declared.length > 0 ? declared : reading.occupations([{ text: row.title, weight: HEADLINE }], row.skills);
  return {
    num: row.num,
    title: row.title,
    titleWords: some(reading.titleWords(row.title)),
    occupations: some(projected),
    skills: row.skills.map((skill): NeededSkill => ({
      id: skill.id,
      label: skill.label,
      importance: skill.importance,
      must: skill.must || undefined,
      weight: skill.weight,
      minLevel: given(skill.minLevel) as NeededSkill['minLevel'],
      telling: reading.telling(skill.id),
    })),
    rateMin: given(row.rate_min),
    rateMax: given(row.rate_max) ?? (row.rate_min === null ? dailyBudget(row) : undefined),
    rateVisible: row.rate_visible,
    startDay: row.starts_on === null ? undefined : dayNumber(row.starts_on),
    durationWeeks: given(row.duration_weeks),
    daysPerWeek: inHalves(row.days_per_week),
    remoteMode: given(row.remote_mode),
    place: placeOf(row),
    radiusKm: given(row.radius_km),
    languages: some(row.languages),
    experienceYears: row.experience_years_min || undefined,
    sector: given(row.sector),
    organisation: row.organisation_id,
    weights: row.weights,
  };
}

/** True when the profile stands in the lists of missions. */
export const profileStands = ({ state, visibility }: ProfileRow): boolean =>
  state === 'PUBLISHED' && visibility !== 'HIDDEN';
/** True when the profile has a list of its own. */
export const profileHasList = ({ state }: ProfileRow): boolean => state !== 'ARCHIVED';
/** True when the mission stands in the lists of people. */
export const missionStands = ({ state }: MissionRow): boolean => state === 'PUBLISHED';
/** True when the mission has a list of its own. */
export const missionHasList = ({ state }: MissionRow): boolean => state === 'PUBLISHED' || state === 'PAUSED';
