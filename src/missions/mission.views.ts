import type { EntityManager } from 'typeorm';
import type { MissionCard, MissionView } from '#libs/contracts/mission';
import { type Locale, Problem } from '#libs/errors/problem';
import { now, parisDate } from '#libs/kernel/clock';
import { PREPARED } from '#libs/persistence/preparing-client';
import type { Actor } from '../access/actor';
import { can } from '../access/allow';
import { type ApplicationMarkRow, applicationMarkSql } from '../applications/application.mark';
import { lintMission } from './lint';
import type { Mission } from './mission.entity';
import { missionMovesFor } from './mission.lifecycle';

type Reader = Pick<EntityManager, 'query'>;

/** The row that views are made of: the mission, its employer, its skills, how many applied, whether the reader did. */
export interface MissionRow extends Omit<
  Mission,
  'expiresAt' | 'publishedAt' | 'closedAt' | 'archivedAt' | 'createdAt' | 'updatedAt'
> {
  expiresAt: Date | null;
  publishedAt: Date | null;
  closedAt: Date | null;
  archivedAt: Date | null;
  updatedAt: Date;
  contactName: string | null;
  employerName: string;
  employerVerified: boolean;
  occupationLabel: string | null;
  applications: number;
  newApplications: number;
  involved: boolean;
  /** The reader’s own, when they apply in person. */
  application: ApplicationMarkRow;
  skills: MissionView['skills'];
}

/** What of it a line of a list is made of, and decided by. */
export type MissionCardRow = Pick<
  MissionRow,
  | 'id'
  | 'num'
  | 'organisationId'
  | 'state'
  | 'visibility'
  | 'title'
  | 'seats'
  | 'seatsFilled'
  | 'rateMin'
  | 'rateMax'
  | 'rateVisible'
  | 'startsOn'
  | 'durationWeeks'
  | 'daysPerWeek'
  | 'remoteMode'
  | 'placeCode'
  | 'placeName'
  | 'departement'
  | 'lat'
  | 'lon'
  | 'anonymousEmployer'
  | 'applyDeadline'
  | 'externalRef'
  | 'publishedAt'
  | 'employerName'
  | 'employerVerified'
  | 'applications'
  | 'involved'
  | 'application'
  | 'skills'
>;

/** The columns of a card’s row, of a mission `m` and its employer `o`; `reader` names the parameter of the profile whose applications count as involvement. */
export const missionCardSql = (reader: string): string => `
  m.id, m.num, m.organisation_id as "organisationId", m.state, m.visibility, m.title, m.seats, m.seats_filled as "seatsFilled",
  m.rate_min as "rateMin", m.rate_max as "rateMax", m.rate_visible as "rateVisible", m.starts_on::text as "startsOn",
  m.duration_weeks as "durationWeeks", m.days_per_week as "daysPerWeek", m.remote_mode as "remoteMode", m.place_code as "placeCode",
  m.place_name as "placeName", m.departement, m.lat, m.lon, m.anonymous_employer as "anonymousEmployer",
  m.apply_deadline::text as "applyDeadline", m.external_ref as "externalRef", m.published_at as "publishedAt",
  o.name as "employerName", o.verification = 'VERIFIED' as "employerVerified",
  (select count(*)::int from application a where a.mission_id = m.id and a.state <> 'WITHDRAWN') as applications,
  exists (select 1 from application a where a.mission_id = m.id and a.profile_id = ${reader}) as involved,
  ${applicationMarkSql('m.id', reader)} as application,
  (select coalesce(json_agg(json_build_object('skillId', s.skill_id, 'label', s.label, 'labelEn', k.label_en,
      'importance', s.importance, 'must', s.must, 'weight', s.weight, 'minLevel', s.min_level) order by s.must desc, s.importance desc, s.position), '[]')
   from mission_skill s join skill k on k.id = s.skill_id where s.mission_id = m.id) as skills`;

const SELECT = (locale: Locale) => `${PREPARED}
  select ${missionCardSql('$2')},
    m.contact_account_id as "contactAccountId", m.occupation_id as "occupationId", m.description, m.context, m.deliverables,
    m.fixed_budget as "fixedBudget", m.radius_km as "radiusKm", m.languages, m.experience_years_min as "experienceYearsMin", m.sector,
    m.security_constraints as "securityConstraints", m.screening_questions as "screeningQuestions", m.expires_at as "expiresAt",
    m.max_applications as "maxApplications", m.answer_days as "answerDays", m.weights,
    m.agency_support_requested as "agencySupportRequested", m.prolongations, m.expiry_notice as "expiryNotice",
    m.pause_reason as "pauseReason", m.verdict, m.closing_reason as "closingReason", m.closing_channel as "closingChannel",
    m.closing_comment as "closingComment", m.origin, m.source, m.rev, m.version,
    m.closed_at as "closedAt", m.archived_at as "archivedAt", m.updated_at as "updatedAt",
    (select a.name from account a where a.id = m.contact_account_id) as "contactName",
    (select coalesce(${locale === 'en' ? 'c.label_en, c.label_fr' : 'c.label_fr, c.label_en'}) from occupation c where c.id = m.occupation_id) as "occupationLabel",
    (select count(*)::int from application a where a.mission_id = m.id and a.state = 'SUBMITTED') as "newApplications"
  from mission m join organisation o on o.id = m.organisation_id`;

/** Missions by id, in the order asked; those that do not exist are absent. `profileId`: whose applications count as involvement. */
export async function readMissionRows(
  tx: Reader,
  ids: readonly string[],
  profileId: string | null,
  locale: Locale,
): Promise<MissionRow[]> {
  const rows = await tx.query<MissionRow[]>(`${SELECT(locale)} where m.id = any($1::uuid[])`, [ids, profileId]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const place = (row: Pick<MissionRow, 'placeCode' | 'placeName' | 'departement' | 'lat' | 'lon'>) =>
  row.placeName === null || row.lat === null || row.lon === null
    ? null
    : { code: row.placeCode, name: row.placeName, departement: row.departement, lat: row.lat, lon: row.lon };

/** Whether this reader runs the mission: only they see what its employer chose to withhold. */
const runs = (actor: Actor, row: MissionCardRow): boolean =>
  can(actor, 'mission:run', row) || can(actor, 'mission:moderate');

/** A mission as it stands in a list, for this reader: withheld employer and rate left out. */
export function toMissionCard(row: MissionCardRow, actor: Actor, locale: Locale): MissionCard {
  const inside = runs(actor, row) || can(actor, 'application:list', { employerId: row.organisationId });
  const anonymous = row.anonymousEmployer && !inside;
  const rates = row.rateVisible || inside;
  return {
    id: row.id,
    state: row.state,
    title: row.title,
    employer: anonymous
      ? {
          id: null,
          name: locale === 'en' ? 'Employer withheld' : 'Employeur non communiqué',
          verified: row.employerVerified,
        }
      : { id: row.organisationId, name: row.employerName, verified: row.employerVerified },
    place: place(row),
    remoteMode: row.remoteMode,
    rateMin: rates ? row.rateMin : null,
    rateMax: rates ? row.rateMax : null,
    startsOn: row.startsOn,
    durationWeeks: row.durationWeeks,
    daysPerWeek: row.daysPerWeek,
    skills: row.skills,
    seats: row.seats,
    seatsFilled: row.seatsFilled,
    applications: row.applications,
    applyDeadline: row.applyDeadline,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    externalRef: row.externalRef,
  };
}

/** A mission in full for this reader, with the moves they may make. */
export function toMissionView(row: MissionRow, actor: Actor, locale: Locale): MissionView {
  const employer = can(actor, 'mission:run', row);
  const platform = can(actor, 'mission:moderate');
  const card = toMissionCard(row, actor, locale);
  const inside = employer || platform;
  return {
    ...card,
    version: row.version,
    rev: row.rev,
    moves: missionMovesFor(row, { employer, platform }, now()),
    organisationId: card.employer.id,
    occupation: row.occupationId === null ? null : { id: row.occupationId, label: row.occupationLabel ?? '' },
    description: row.description,
    context: row.context,
    deliverables: row.deliverables,
    fixedBudget: row.rateVisible || inside ? row.fixedBudget : null,
    rateVisible: row.rateVisible,
    radiusKm: row.radiusKm,
    languages: row.languages,
    experienceYearsMin: row.experienceYearsMin,
    sector: row.sector,
    securityConstraints: row.securityConstraints,
    screeningQuestions: row.screeningQuestions,
    visibility: row.visibility,
    anonymousEmployer: row.anonymousEmployer,
    maxApplications: row.maxApplications,
    answerDays: row.answerDays,
    weights: row.weights,
    agencySupportRequested: row.agencySupportRequested,
    contact:
      inside && row.contactAccountId !== null && row.contactName !== null
        ? { accountId: row.contactAccountId, name: row.contactName }
        : null,
    lint: inside ? lintMission(row, parisDate(now()), locale) : [],
    expiresAt: row.expiresAt?.toISOString() ?? null,
    pauseReason: inside ? row.pauseReason : null,
    closedAt: row.closedAt?.toISOString() ?? null,
    archivedAt: inside ? (row.archivedAt?.toISOString() ?? null) : null,
    closingReason: inside ? row.closingReason : null,
    verdict: inside ? row.verdict : null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** One mission as this reader may see it. Throws `mission/unknown` when they may not know it exists. */
export async function readMissionView(tx: Reader, id: string, actor: Actor, locale: Locale): Promise<MissionView> {
  const [row] = await readMissionRows(tx, [id], actor.kind === 'PERSON' ? actor.profileId : null, locale);
  if (!row || !can(actor, 'mission:read', row)) throw new Problem('mission/unknown');
  return toMissionView(row, actor, locale);
}
