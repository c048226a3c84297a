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
  transitionView,
} from './common';

export const missionState = z
  .enum(['DRAFT', 'IN_REVIEW', 'REJECTED', 'PUBLISHED', 'PAUSED', 'FILLED', 'CLOSED', 'EXPIRED', 'SUSPENDED'])
  .meta({ id: 'MissionState' });
export type MissionState = z.infer<typeof missionState>;

export const missionMove = z
  .enum([
    'submit',
    'approve',
    'reject',
    'request-changes',
    'pause',
    'resume',
    'fill',
    'close',
    'expire',
    'reopen',
    'suspend',
    'extend',
    'duplicate',
    'archive',
    'delete',
    'edit',
  ])
  .meta({ id: 'MissionMove' });
export type MissionMove = z.infer<typeof missionMove>;

/** Where a person posts a move: `POST /api/missions/{id}/{path}`. `edit` is PATCH and `delete` DELETE of the mission itself; the system expires. */
export const missionMovePath = {
  submit: 'submission',
  approve: 'approval',
  reject: 'rejection',
  'request-changes': 'change-request',
  pause: 'pause',
  resume: 'resumption',
  fill: 'filling',
  close: 'closure',
  reopen: 'reopening',
  suspend: 'suspension',
  extend: 'extension',
  duplicate: 'duplication',
  archive: 'archival',
} as const satisfies Partial<Record<MissionMove, string>>;

export const missionVisibility = z.enum(['PUBLIC', 'INVITED_ONLY', 'AGENCIES_ONLY']).meta({ id: 'MissionVisibility' });
export type MissionVisibility = z.infer<typeof missionVisibility>;

export const closingReason = z.enum(['FOUND_HERE', 'FOUND_ELSEWHERE', 'CANCELLED', 'POSTPONED', 'BUDGET', 'OTHER']);
export const closingChannel = z.enum(['ARONDE', 'NETWORK', 'OTHER_PLATFORM', 'AGENCY', 'NONE']);

/** A skill a mission asks: by identifier or in words. `must` marks the indispensable ones (six at most). */
export const missionSkillDraft = z
  .strictObject({
    skillId: z.int().min(1).max(2_147_483_647).optional(),
    label: line(1, 200).optional(),
    importance: z.enum(['REQUIRED', 'PREFERRED']).default('REQUIRED'),
    must: z.boolean().default(false),
    weight: z.int().min(1).max(3).default(1),
    minLevel: z.int().min(1).max(4).nullable().default(null),
  })
  .refine((skill) => skill.skillId !== undefined || skill.label !== undefined, {
    path: ['label'],
    message: 'skillId | label',
  })
  .meta({ id: 'MissionSkillDraft' });
export type MissionSkillDraft = z.infer<typeof missionSkillDraft>;

/** What counts, chosen by the employer: 0 (not at all) to 3 (a lot), 1 as suggested. */
const weight = z.int().min(0).max(3);
export const missionWeights = z
  .strictObject({
    skills: weight,
    occupation: weight,
    rate: weight,
    availability: weight,
    place: weight,
    languages: weight,
    experience: weight,
  })
  .partial()
  .meta({ id: 'MissionWeights' });

const fields = {
  title: line(3, 160),
  occupationId: z.int().min(1).max(2_147_483_647).nullable(),
  description: prose(0, 8_000),
  context: prose(0, 4_000),
  deliverables: prose(0, 4_000),
  skills: z.array(missionSkillDraft).max(40),
  seats: z.int().min(1).max(50),
  rateMin: dailyRate.nullable(),
  rateMax: dailyRate.nullable(),
  /** Whole euros for the whole mission, instead of a day rate. */
  fixedBudget: z.int().min(0).max(10_000_000).nullable(),
  rateVisible: z.boolean(),
  startsOn: day.nullable(),
  durationWeeks: z.int().min(1).max(260).nullable(),
  daysPerWeek: z.number().min(0.5).max(7).nullable(),
  remoteMode: remoteMode.nullable(),
  place: line(1, 120).nullable(),
  radiusKm: z.int().min(1).max(1_000).nullable(),
  languages: z.array(language).max(10),
  experienceYearsMin: z.int().min(0).max(60).nullable(),
  sector: line(1, 60).nullable(),
  securityConstraints: prose(0, 1_000),
  screeningQuestions: z.array(line(5, 300)).max(3),
  visibility: missionVisibility,
  anonymousEmployer: z.boolean(),
  applyDeadline: day.nullable(),
  maxApplications: z.int().min(1).max(500),
  /** Days within which the employer promises an answer. */
  answerDays: z.int().min(1).max(30).nullable(),
  weights: missionWeights,
  agencySupportRequested: z.boolean(),
  /** The member of the organisation whom it names as contact. */
  contactAccountId: id.nullable(),
};

/** A mission as it is written: only the title is needed to begin. */
export const missionDraft = z.strictObject(fields).partial().required({ title: true }).meta({ id: 'MissionDraft' });
export type MissionDraft = z.infer<typeof missionDraft>;

export const missionEdit = z.strictObject(fields).partial().meta({ id: 'MissionEdit' });
export type MissionEdit = z.infer<typeof missionEdit>;

/** How a mission ends before its time. The platform, when it closes one, says why in the comment. */
export const missionClosing = z
  .strictObject({ reason: closingReason, channel: closingChannel, comment: prose(0, 1_000).default('') })
  .meta({ id: 'MissionClosing' });
export type MissionClosing = z.infer<typeof missionClosing>;

/** A decision of the platform, with its reason. */
export const missionVerdict = z.strictObject({ reason: prose(5, 1_000) }).meta({ id: 'MissionVerdict' });
export type MissionVerdict = z.infer<typeof missionVerdict>;

export const missionSkillView = z
  .object({
    skillId: z.int(),
    label: z.string(),
    labelEn: z.string().nullable(),
    importance: z.enum(['REQUIRED', 'PREFERRED']),
    must: z.boolean(),
    weight: z.int(),
    minLevel: z.int().nullable(),
  })
  .meta({ id: 'MissionSkill' });

/** Something about the wording to look at: the field, what was found, whether it stops publication. */
export const lintFinding = z
  .object({ field: z.string(), sentence: z.string(), found: z.string().nullable(), blocking: z.boolean() })
  .meta({ id: 'LintFinding' });
export type LintFinding = z.infer<typeof lintFinding>;

const employer = z.object({ id: id.nullable(), name: z.string(), verified: z.boolean() });

/** A mission in a list. The employer’s name is withheld when they asked so. */
export const missionCard = z
  .object({
    id,
    state: missionState,
    title: z.string(),
    employer,
    place: place.nullable(),
    remoteMode: remoteMode.nullable(),
    rateMin: z.int().nullable(),
    rateMax: z.int().nullable(),
    startsOn: z.string().nullable(),
    durationWeeks: z.int().nullable(),
    daysPerWeek: z.number().nullable(),
    skills: z.array(missionSkillView),
    seats: z.int(),
    seatsFilled: z.int(),
    applications: z.int(),
    applyDeadline: z.string().nullable(),
    publishedAt: instant.nullable(),
    externalRef: z.string().nullable(),
  })
  .meta({ id: 'MissionCard' });
export type MissionCard = z.infer<typeof missionCard>;

/** A mission in full. `moves`, `lint` and `version` serve those who run it; others receive no moves. */
export const missionView = z
  .object({
    ...missionCard.shape,
    version: z.int(),
    rev: z.int(),
    moves: z.array(missionMove),
    organisationId: id.nullable(),
    occupation: z.object({ id: z.int(), label: z.string() }).nullable(),
    description: z.string(),
    context: z.string(),
    deliverables: z.string(),
    fixedBudget: z.int().nullable(),
    rateVisible: z.boolean(),
    radiusKm: z.int().nullable(),
    languages: z.array(language),
    experienceYearsMin: z.int().nullable(),
    sector: z.string().nullable(),
    securityConstraints: z.string(),
    screeningQuestions: z.array(z.string()),
    visibility: missionVisibility,
    anonymousEmployer: z.boolean(),
    maxApplications: z.int(),
    answerDays: z.int().nullable(),
    weights: missionWeights,
    agencySupportRequested: z.boolean(),
    /** Shown to the organisation itself only. */
    contact: z.object({ accountId: id, name: z.string() }).nullable(),
    lint: z.array(lintFinding),
    expiresAt: instant.nullable(),
    /** Why the system paused it: it received as many applications as its employer wanted. */
    pauseReason: z.enum(['MAX_APPLICATIONS']).nullable(),
    closedAt: instant.nullable(),
    archivedAt: instant.nullable(),
    closingReason: closingReason.nullable(),
    /** Why the platform rejected, returned, closed or suspended it. */
    verdict: z.string().nullable(),
    updatedAt: instant,
  })
  .meta({ id: 'Mission' });
export type MissionView = z.infer<typeof missionView>;

/** Archived missions are left out, unless they alone are asked for. */
export const missionQuery = z.strictObject({
  state: missionState.optional(),
  archived: z.enum(['true', 'false']).default('false'),
  ...page,
});
export type MissionQuery = z.infer<typeof missionQuery>;
export const missionPage = pageOf(
  missionCard.extend({ version: z.int(), moves: z.array(missionMove), newApplications: z.int() }),
).meta({
  id: 'MissionPage',
});
export type MissionPage = z.infer<typeof missionPage>;
export const missionHistory = pageOf(transitionView).meta({ id: 'MissionHistory' });
export const missionHistoryQuery = z.strictObject(page);
