import type { EntityManager } from 'typeorm';
import type { ProfileCard, ProfileView } from '#libs/contracts/profile';
import type { Locale } from '#libs/errors/problem';
import { withoutContact } from '#libs/kernel/contact-data';
import { completenessOf, type MeasuredProfile, nextActionsFor } from './completeness';
import type { Profile } from './profile.entity';
import { profileMovesFor } from './profile.lifecycle';

type Reader = Pick<EntityManager, 'query'>;

/** The row views are made of: the profile, its skills and occupations, the contact of its account. */
export interface ProfileRow extends Profile {
  skills: ProfileView['skills'];
  occupations: { id: number; label: string }[];
  email: string | null;
  phone: string | null;
}

/** What of it a card is made of. */
export type ProfileCardRow = Pick<
  ProfileRow,
  | 'id'
  | 'num'
  | 'state'
  | 'visibility'
  | 'displayName'
  | 'nameShown'
  | 'headline'
  | 'summary'
  | 'experiences'
  | 'languages'
  | 'dailyRateMin'
  | 'dailyRateTarget'
  | 'rateVisible'
  | 'availabilityStatus'
  | 'availableFrom'
  | 'availabilityConfirmedAt'
  | 'remoteModes'
  | 'placeCode'
  | 'placeName'
  | 'departement'
  | 'lat'
  | 'lon'
  | 'mobilityKm'
  | 'experienceYears'
  | 'externalRef'
  | 'skills'
  | 'occupations'
>;

/** The columns of a card’s row, of a profile `p`. */
export const profileCardSql = (locale: Locale): string => `
  p.id, p.num, p.state, p.visibility, p.display_name as "displayName", p.name_shown as "nameShown", p.headline, p.summary, p.experiences,
  p.languages, p.daily_rate_min as "dailyRateMin", p.daily_rate_target as "dailyRateTarget", p.rate_visible as "rateVisible",
  p.availability_status as "availabilityStatus", p.available_from::text as "availableFrom",
  p.availability_confirmed_at as "availabilityConfirmedAt", p.remote_modes as "remoteModes", p.place_code as "placeCode",
  p.place_name as "placeName", p.departement, p.lat, p.lon, p.mobility_km as "mobilityKm", p.experience_years as "experienceYears",
  p.external_ref as "externalRef",
  (select coalesce(json_agg(json_build_object('skillId', s.skill_id, 'label', s.label, 'labelEn', k.label_en, 'level', s.level,
      'years', s.years, 'lastUsedYear', s.last_used_year, 'source', s.source) order by s.position, s.skill_id), '[]')
   from profile_skill s join skill k on k.id = s.skill_id where s.profile_id = p.id) as skills,
  (select coalesce(json_agg(json_build_object('id', o.id, 'label', coalesce(${locale === 'en' ? 'o.label_en, o.label_fr' : 'o.label_fr, o.label_en'}))
      order by po.is_primary desc, o.id), '[]')
   from profile_occupation po join occupation o on o.id = po.occupation_id where po.profile_id = p.id) as occupations`;

const SELECT = (locale: Locale) => `
  select ${profileCardSql(locale)}, p.account_id as "accountId", p.educations, p.certifications, p.documents,
    p.rate_negotiable as "rateNegotiable", p.days_per_week as "daysPerWeek", p.zones, p.mission_weeks_min as "missionWeeksMin",
    p.mission_weeks_max as "missionWeeksMax", p.sectors, p.excluded_organisations as "excludedOrganisationIds",
    p.excluded_sectors as "excludedSectors", p.legal_status as "legalStatus", p.siret, p.vat_regime as "vatRegime",
    p.completeness, p.source, p.rev, p.version, p.published_at as "publishedAt", p.created_at as "createdAt",
    p.updated_at as "updatedAt", a.email, a.phone
  from profile p left join account a on a.id = p.account_id`;

/** Profiles by id, in the order asked; those that do not exist are absent. */
export async function readProfileRows(tx: Reader, ids: readonly string[], locale: Locale): Promise<ProfileRow[]> {
  const rows = await tx.query<ProfileRow[]>(`${SELECT(locale)} where p.id = any($1::uuid[])`, [ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** «Camille R.»: the first name and the initial of the rest. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  return last ? `${first} ${last.charAt(0).toUpperCase()}.` : first;
}

export const measured = (row: ProfileRow): MeasuredProfile => ({
  headline: row.headline,
  summary: row.summary,
  skills: row.skills.length,
  experiences: row.experiences.length,
  dailyRateMin: row.dailyRateMin,
  dailyRateTarget: row.dailyRateTarget,
  availabilityStatus: row.availabilityStatus,
  remoteModes: row.remoteModes.length,
  placed: row.placeName !== null,
  mobilityKm: row.mobilityKm,
  languages: row.languages.length,
  occupations: row.occupations.length,
});

const place = (row: ProfileCardRow) =>
  row.placeName === null || row.lat === null || row.lon === null
    ? null
    : { code: row.placeCode, name: row.placeName, departement: row.departement, lat: row.lat, lon: row.lon };

/**
 * What a person allowed to find the profile sees: the name as its owner chose, the rate when they show it, and no way
 * around the product to reach them, even written into a text.
 */
export function toProfileCard(row: ProfileCardRow): ProfileCard {
  return {
    id: row.id,
    name: row.nameShown === 'FULL' ? row.displayName : shortName(row.displayName),
    headline: withoutContact(row.headline),
    summary: withoutContact(row.summary),
    skills: row.skills,
    occupations: row.occupations,
    place: place(row),
    mobilityKm: row.mobilityKm,
    remoteModes: row.remoteModes,
    dailyRateMin: row.rateVisible ? row.dailyRateMin : null,
    dailyRateTarget: row.rateVisible ? row.dailyRateTarget : null,
    availabilityStatus: row.availabilityStatus,
    availableFrom: row.availableFrom,
    availabilityConfirmedAt: row.availabilityConfirmedAt?.toISOString() ?? null,
    languages: row.languages,
    experienceYears: row.experienceYears,
    experiences: row.experiences.map(({ title, description, from, to }) => ({
      title: withoutContact(title),
      description: withoutContact(description),
      from,
      to,
    })),
    visibility: row.visibility,
    state: row.state,
    externalRef: row.externalRef,
  };
}

/** Who reads a whole profile: its owner, their adviser, or an employer who engaged them. */
export type ProfileReader = 'OWNER' | 'ADVISER' | 'EMPLOYER';

/**
 * The whole profile. `moves` and what to do next are its owner’s; whom they will not work for, and the rate they keep to
 * themselves, are no employer’s to read.
 */
export function toProfileView(row: ProfileRow, reader: ProfileReader, locale: Locale): ProfileView {
  const owner = reader === 'OWNER';
  const inside = reader !== 'EMPLOYER';
  const { id, version, rev, state, displayName, nameShown, headline, summary, skills, occupations } = row;
  return {
    id,
    version,
    rev,
    state,
    moves: owner ? profileMovesFor(state, row.availabilityStatus !== null) : [],
    displayName,
    nameShown,
    headline,
    summary,
    skills,
    occupations,
    experiences: row.experiences,
    educations: row.educations,
    certifications: row.certifications,
    documents: row.documents,
    languages: row.languages,
    dailyRateMin: inside || row.rateVisible ? row.dailyRateMin : null,
    dailyRateTarget: inside || row.rateVisible ? row.dailyRateTarget : null,
    rateNegotiable: row.rateNegotiable,
    rateVisible: row.rateVisible,
    availabilityStatus: row.availabilityStatus,
    availableFrom: row.availableFrom,
    daysPerWeek: row.daysPerWeek,
    remoteModes: row.remoteModes,
    place: place(row),
    mobilityKm: row.mobilityKm,
    zones: row.zones,
    missionWeeksMin: row.missionWeeksMin,
    missionWeeksMax: row.missionWeeksMax,
    sectors: row.sectors,
    excludedOrganisationIds: inside ? row.excludedOrganisationIds : [],
    excludedSectors: inside ? row.excludedSectors : [],
    legalStatus: row.legalStatus,
    siret: row.siret,
    vatRegime: row.vatRegime,
    experienceYears: row.experienceYears,
    visibility: row.visibility,
    availabilityConfirmedAt: row.availabilityConfirmedAt?.toISOString() ?? null,
    completeness: completenessOf(measured(row)),
    nextActions: owner ? nextActionsFor(measured(row), locale) : [],
    contact: row.email === null ? null : { email: row.email, phone: row.phone },
    externalRef: row.externalRef,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
