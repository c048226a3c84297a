import { z } from 'zod';
import {
  dailyRate,
  day,
  id,
  instant,
  language,
  line,
  page,
  pageOf,
  place,
  prose,
  remoteMode,
  roughDate,
  transitionView,
} from './common';

export const profileState = z.enum(['DRAFT', 'PUBLISHED', 'PAUSED', 'ARCHIVED']).meta({ id: 'ProfileState' });
export type ProfileState = z.infer<typeof profileState>;

export const profileMove = z
  .enum(['publish', 'pause', 'resume', 'archive', 'restore', 'confirm-availability'])
  .meta({ id: 'ProfileMove' });
export type ProfileMove = z.infer<typeof profileMove>;

/** Where a move is posted: `POST /api/me/profile/{path}`. */
export const profileMovePath = {
  publish: 'publication',
  pause: 'pause',
  resume: 'resumption',
  archive: 'archive',
  restore: 'restoration',
  'confirm-availability': 'availability/confirmation',
} as const satisfies Record<ProfileMove, string>;

export const profileVisibility = z
  .enum(['PUBLIC', 'MEMBERS', 'AGENCY_ONLY', 'HIDDEN'])
  .meta({ id: 'ProfileVisibility' });
export type ProfileVisibility = z.infer<typeof profileVisibility>;

export const availabilityStatus = z.enum(['NOW', 'FROM_DATE', 'PART_TIME', 'UNAVAILABLE']);
export const legalStatus = z.enum(['MICRO', 'EI', 'SASU_EURL', 'PORTAGE', 'COOP', 'NOT_YET']);
export const vatRegime = z.enum(['FRANCHISE', 'REAL']);
export const nameShown = z.enum(['FULL', 'INITIAL']);

/** A skill someone has: an identifier of the referential, or words that the referential does not know yet. Level 1–4. */
export const skillDraft = z
  .strictObject({
    skillId: z.int().min(1).max(2_147_483_647).optional(),
    label: line(1, 120).optional(),
    level: z.int().min(1).max(4).nullable().default(null),
    years: z.number().min(0).max(60).nullable().default(null),
    lastUsedYear: z.int().min(1960).max(2100).nullable().default(null),
  })
  .refine((skill) => skill.skillId !== undefined || skill.label !== undefined, {
    path: ['label'],
    message: 'skillId | label',
  })
  .meta({ id: 'ProfileSkillDraft' });
export type SkillDraft = z.infer<typeof skillDraft>;

export const experience = z
  .strictObject({
    title: line(1, 160),
    client: line(0, 120).default(''),
    description: prose(0, 3_000).default(''),
    /** Year, month or day: `2021`, `2021-03`, `2021-03-15`. */
    from: roughDate.nullable().default(null),
    to: roughDate.nullable().default(null),
    skills: z.array(line(1, 120)).max(30).default([]),
  })
  .meta({ id: 'Experience' });
export type Experience = z.infer<typeof experience>;

export const education = z
  .strictObject({
    title: line(1, 160),
    school: line(0, 160).default(''),
    year: z.int().min(1950).max(2100).nullable().default(null),
  })
  .meta({ id: 'Education' });

export const certification = z
  .strictObject({
    name: line(1, 160),
    issuer: line(0, 160).default(''),
    issuedOn: day.nullable().default(null),
    expiresOn: day.nullable().default(null),
  })
  .meta({ id: 'Certification' });

/** A paper that employers ask for, as its owner declares it, and until when it is valid. */
export const profileDocument = z
  .strictObject({
    kind: z.enum(['KBIS', 'URSSAF', 'INSURANCE', 'DIPLOMA', 'OTHER']),
    name: line(0, 120).default(''),
    validUntil: day.nullable().default(null),
  })
  .meta({ id: 'ProfileDocument' });
export type ProfileDocument = z.infer<typeof profileDocument>;

const fields = {
  displayName: line(1, 120),
  nameShown,
  headline: line(0, 160),
  summary: prose(0, 6_000),
  skills: z.array(skillDraft).max(80),
  occupationIds: z.array(z.int().min(1).max(2_147_483_647)).max(10),
  experiences: z.array(experience).max(40),
  educations: z.array(education).max(20),
  certifications: z.array(certification).max(30),
  documents: z.array(profileDocument).max(20),
  languages: z.array(language).max(15),
  dailyRateMin: dailyRate.nullable(),
  dailyRateTarget: dailyRate.nullable(),
  rateNegotiable: z.boolean(),
  rateVisible: z.boolean(),
  availabilityStatus: availabilityStatus.nullable(),
  availableFrom: day.nullable(),
  daysPerWeek: z.int().min(1).max(7).nullable(),
  remoteModes: z.array(remoteMode).max(3),
  /** An INSEE code from /api/places, or the name of a town. */
  place: line(1, 120).nullable(),
  mobilityKm: z.int().min(0).max(1_000).nullable(),
  /** Départements, regions («R84») or «FR». */
  zones: z.array(z.string().regex(/^(FR|R\d{2}|[0-9][0-9AB]\d?)$/)).max(30),
  missionWeeksMin: z.int().min(1).max(260).nullable(),
  missionWeeksMax: z.int().min(1).max(260).nullable(),
  sectors: z.array(line(1, 60)).max(20),
  excludedOrganisationIds: z.array(id).max(50),
  excludedSectors: z.array(line(1, 60)).max(20),
  legalStatus: legalStatus.nullable(),
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .nullable(),
  vatRegime: vatRegime.nullable(),
  experienceYears: z.int().min(0).max(60).nullable(),
  visibility: profileVisibility,
};

/** A change of a profile: the sections given replace those held, the others stay. */
export const profileEdit = z.strictObject(fields).partial().meta({ id: 'ProfileEdit' });
export type ProfileEdit = z.infer<typeof profileEdit>;

export const profileSkillView = z
  .object({
    skillId: z.int(),
    label: z.string(),
    labelEn: z.string().nullable(),
    level: z.int().nullable(),
    years: z.number().nullable(),
    lastUsedYear: z.int().nullable(),
    source: z.enum(['SELF', 'EXPERIENCE', 'CERTIFICATE', 'ADVISER', 'REVIEW', 'IMPORT']),
  })
  .meta({ id: 'ProfileSkill' });

const { occupationIds: _written, ...shown } = fields;

const occupationRef = z.object({ id: z.int(), label: z.string() });

/** One thing that would make the profile more useful, most useful first. */
export const nextAction = z
  .object({ field: z.string(), sentence: z.string(), required: z.boolean() })
  .meta({ id: 'NextAction' });

/** A profile as its owner and those they trust see it. An employer does not see what is kept from employers. */
export const profileView = z
  .object({
    id,
    version: z.int(),
    rev: z.int(),
    state: profileState,
    moves: z.array(profileMove),
    ...shown,
    skills: z.array(profileSkillView),
    occupations: z.array(occupationRef),
    place: place.nullable(),
    availabilityConfirmedAt: instant.nullable(),
    completeness: z.int().min(0).max(100),
    nextActions: z.array(nextAction),
    contact: z.object({ email: z.string(), phone: z.string().nullable() }).nullable(),
    externalRef: z.string().nullable(),
    publishedAt: instant.nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'Profile' });
export type ProfileView = z.infer<typeof profileView>;

/** What anyone allowed to find a profile sees: no name but the one chosen, no contact, the town and no closer. */
export const profileCard = z
  .object({
    id,
    name: z.string(),
    headline: z.string(),
    summary: z.string(),
    skills: z.array(profileSkillView),
    occupations: z.array(occupationRef),
    place: place.nullable(),
    mobilityKm: z.int().nullable(),
    remoteModes: z.array(remoteMode),
    dailyRateMin: z.int().nullable(),
    dailyRateTarget: z.int().nullable(),
    availabilityStatus: availabilityStatus.nullable(),
    availableFrom: z.string().nullable(),
    availabilityConfirmedAt: instant.nullable(),
    languages: z.array(language),
    experienceYears: z.int().nullable(),
    experiences: z.array(
      z.object({ title: z.string(), description: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
    ),
    visibility: profileVisibility,
    state: profileState,
    externalRef: z.string().nullable(),
  })
  .meta({ id: 'ProfileCard' });
export type ProfileCard = z.infer<typeof profileCard>;

/** The answer of GET /api/profiles/:id: the card always, the whole only to those who may read it. */
export const profileReading = z
  .object({ card: profileCard, full: profileView.nullable() })
  .meta({ id: 'ProfileReading' });
export type ProfileReading = z.infer<typeof profileReading>;

export const profileHistory = pageOf(transitionView).meta({ id: 'ProfileHistory' });
export const profileHistoryQuery = z.strictObject(page);
