import { z } from 'zod';
import { dailyRate, day, id, instant, line, page, pageOf, prose } from './common';
import { engagementView } from './engagement';

export const applicationState = z
  .enum([
    'SUBMITTED',
    'UNDER_REVIEW',
    'SHORTLISTED',
    'INTERVIEW',
    'ON_HOLD',
    'POOL',
    'OFFERED',
    'ACCEPTED',
    'DECLINED',
    'WITHDRAWN',
    'EXPIRED',
    'OBSOLETE',
    'CANCELLED',
  ])
  .meta({ id: 'ApplicationState' });
export type ApplicationState = z.infer<typeof applicationState>;

/** What a person may do on an application. `applicationMovePath` says where each one is posted. */
export const applicationMove = z
  .enum([
    'review',
    'shortlist',
    'interview',
    'choose-slot',
    'hold',
    'ask-pool',
    'answer-pool',
    'pool',
    'offer',
    'accept-offer',
    'decline-offer',
    'retract-offer',
    'decline',
    'withdraw',
    'reopen',
    'answer-reopening',
    'cancel',
    'archive',
    'unarchive',
    'comment',
  ])
  .meta({ id: 'ApplicationMove' });
export type ApplicationMove = z.infer<typeof applicationMove>;

/** Where a move is posted: `POST /api/applications/{id}/{path}`. */
export const applicationMovePath = {
  review: 'review',
  shortlist: 'shortlisting',
  interview: 'interview',
  'choose-slot': 'interview/choice',
  hold: 'hold',
  'ask-pool': 'pool-request',
  'answer-pool': 'pool-answer',
  pool: 'pool',
  offer: 'offer',
  'accept-offer': 'offer/acceptance',
  'decline-offer': 'offer/refusal',
  'retract-offer': 'offer/retraction',
  decline: 'decline',
  withdraw: 'withdrawal',
  reopen: 'reopening',
  'answer-reopening': 'reopening/answer',
  cancel: 'cancellation',
  archive: 'archive',
  unarchive: 'unarchive',
  comment: 'comments',
} as const satisfies Record<ApplicationMove, string>;

/** Why an employer does not go on with an application (domain.md B.4, closed list). */
export const refusalReason = z
  .enum([
    'SKILLS',
    'LEVEL',
    'RATE',
    'AVAILABILITY',
    'LOCATION',
    'MISSION_FILLED',
    'MISSION_CANCELLED',
    'INCOMPLETE',
    'DUPLICATE',
    'UNREACHABLE',
    'OTHER',
  ])
  .meta({ id: 'RefusalReason' });
export type RefusalReason = z.infer<typeof refusalReason>;

/** Why a freelancer withdraws or declines an offer. */
export const withdrawalReason = z
  .enum(['RATE', 'SCHEDULE', 'DISTANCE', 'CONTENT', 'EMPLOYER', 'ENGAGED', 'OTHER'])
  .meta({ id: 'WithdrawalReason' });
export type WithdrawalReason = z.infer<typeof withdrawalReason>;

export const senderKind = z.enum(['FREELANCER', 'ADVISER']);
export const applicationOrigin = z.enum(['DIRECT', 'INVITATION', 'PROPOSITION']);

const attachment = z.strictObject({
  title: line(1, 120),
  url: z.url({ protocol: /^https$/ }).max(500),
});

/**
 * An application as it is sent. `profileId` names the person an adviser applies for; a freelancer leaves it out.
 * `answers` follow the mission’s screening questions, one each, in order.
 */
export const applicationDraft = z
  .strictObject({
    profileId: id.optional(),
    message: prose(0, 4_000).default(''),
    answers: z.array(prose(1, 2_000)).max(3).default([]),
    proposedRate: dailyRate.nullable().default(null),
    availableFrom: day.nullable().default(null),
    attachments: z.array(attachment).max(5).default([]),
    /** The freelancer agrees that the employer keeps the application in its pool (two years at most). */
    poolConsent: z.boolean().default(false),
  })
  .meta({ id: 'ApplicationDraft' });
export type ApplicationDraft = z.infer<typeof applicationDraft>;

const note = (max: number) => prose(0, max).default('');

export const holdDraft = z.strictObject({ message: note(2_000) }).meta({ id: 'HoldDraft' });
export type HoldDraft = z.infer<typeof holdDraft>;

const slot = z.strictObject({ startsAt: instant, minutes: z.int().min(15).max(480).default(45) });
export const interviewMode = z.enum(['VIDEO', 'PHONE', 'ONSITE']);

export const interviewDraft = z
  .strictObject({
    mode: interviewMode,
    location: line(0, 300).default(''),
    message: note(2_000),
    slots: z.array(slot).min(1).max(5),
  })
  .meta({ id: 'InterviewDraft' });
export type InterviewDraft = z.infer<typeof interviewDraft>;

export const slotChoice = z.strictObject({ slot: z.int().min(0).max(4) }).meta({ id: 'SlotChoice' });
export type SlotChoice = z.infer<typeof slotChoice>;

/** An answer to a question the other side asked: yes or no. */
export const agreement = z.strictObject({ agrees: z.boolean() }).meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof agreement>;

const declineFields = {
  reason: refusalReason,
  /** Goes to the freelancer with the reason. */
  message: note(2_000),
  /** Goes to the freelancer’s adviser only. */
  adviserMessage: note(2_000),
  /** False keeps the reason from the freelancer; the message is still sent. */
  reasonShared: z.boolean().default(true),
};
const otherNeedsWords = {
  path: ['message'],
  message: 'Précisez la raison en quelques mots. / Say the reason in a few words.',
};

export const declineDraft = z
  .strictObject(declineFields)
  .refine((draft) => draft.reason !== 'OTHER' || draft.message.length >= 3, otherNeedsWords)
  .meta({ id: 'DeclineDraft' });
export type DeclineDraft = z.infer<typeof declineDraft>;

/** Several applications of one mission declined with the same words. */
export const batchDeclineDraft = z
  .strictObject({ applicationIds: z.array(id).min(1).max(50), ...declineFields })
  .refine((draft) => draft.reason !== 'OTHER' || draft.message.length >= 3, otherNeedsWords)
  .meta({ id: 'BatchDeclineDraft' });
export type BatchDeclineDraft = z.infer<typeof batchDeclineDraft>;

/** What became of a batch: each one declined, or left alone with the code of the refusal. */
export const batchDeclineView = z
  .object({ declined: z.array(id), skipped: z.array(z.object({ applicationId: id, code: z.string() })) })
  .meta({ id: 'BatchDecline' });
export type BatchDeclineView = z.infer<typeof batchDeclineView>;

/** `freelancerAgreed`: an adviser withdraws only after the freelancer said yes, and says so here. */
export const withdrawalDraft = z
  .strictObject({ reason: withdrawalReason, message: note(1_000), freelancerAgreed: z.boolean().default(false) })
  .meta({ id: 'WithdrawalDraft' });
export type WithdrawalDraft = z.infer<typeof withdrawalDraft>;

export const offerRefusal = z
  .strictObject({ reason: withdrawalReason, message: note(1_000) })
  .meta({ id: 'OfferRefusal' });
export type OfferRefusal = z.infer<typeof offerRefusal>;

/** Taking back an offer, or cancelling an engagement before it starts: say why, the other side reads it. */
export const cancellationDraft = z.strictObject({ message: prose(3, 1_000) }).meta({ id: 'CancellationDraft' });
export type CancellationDraft = z.infer<typeof cancellationDraft>;

export const commentDraft = z.strictObject({ body: prose(1, 2_000) }).meta({ id: 'CommentDraft' });
export type CommentDraft = z.infer<typeof commentDraft>;

export const commentView = z
  .object({ id, author: z.string(), mine: z.boolean(), body: z.string(), at: instant })
  .meta({ id: 'Comment' });
export type CommentView = z.infer<typeof commentView>;
export const commentList = z.object({ items: z.array(commentView) }).meta({ id: 'CommentList' });

/** Whose turn it is: what is waited for, from whom, until when (null: no term). */
export const nextStep = z
  .object({
    who: z.enum(['EMPLOYER', 'FREELANCER', 'NOBODY']),
    what: z.enum([
      'ANSWER',
      'DECIDE',
      'CHOOSE_SLOT',
      'MEET',
      'ANSWER_OFFER',
      'ANSWER_REOPENING',
      'ANSWER_POOL',
      'START',
      'NONE',
    ]),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof nextStep>;

/** A row of a list. The employer reads the name the person chose to show, and the whole name once accepted. */
export const applicationCard = z
  .object({
    id,
    state: applicationState,
    origin: applicationOrigin,
    submittedAt: instant,
    movedAt: instant,
    /** When the employer promised an answer by; null once the clock stopped. */
    answerDueAt: instant.nullable(),
    nextStep,
    proposedRate: z.int().nullable(),
    availableFrom: z.string().nullable(),
    mission: z.object({
      id,
      title: z.string(),
      state: z.string(),
      organisationName: z.string().nullable(),
      placeName: z.string().nullable(),
    }),
    freelancer: z.object({
      profileId: id,
      name: z.string(),
      headline: z.string(),
      placeName: z.string().nullable(),
    }),
    /** Who sent it: an adviser’s agency is named. */
    sender: z.object({ kind: senderKind, organisationName: z.string().nullable() }),
    /** Mutual fit 0–100 as it was when the application was sent; null without data. */
    score: z.number().nullable(),
    /** Comments of my organisation; null for those who have none to read. */
    comments: z.int().nullable(),
    archivedAt: instant.nullable(),
    moves: z.array(applicationMove),
    version: z.int(),
  })
  .meta({ id: 'ApplicationCard' });
export type ApplicationCard = z.infer<typeof applicationCard>;

/** The last application of a person to a mission, beside the one or the other in a list. */
export const applicationMark = z.object({ id, state: applicationState }).meta({ id: 'ApplicationMark' });
export type ApplicationMark = z.infer<typeof applicationMark>;

/** One line of the history: which side moved it, never which person of the other side. */
export const timelineEntry = z
  .object({
    move: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    by: z.enum(['EMPLOYER', 'FREELANCER', 'ADVISER', 'SYSTEM']),
    reason: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const interviewView = z
  .object({
    mode: interviewMode,
    location: z.string(),
    message: z.string(),
    slots: z.array(z.object({ startsAt: instant, minutes: z.int() })),
    /** Index of the slot the freelancer chose. */
    chosen: z.int().nullable(),
  })
  .meta({ id: 'Interview' });
export type InterviewView = z.infer<typeof interviewView>;

/** One application, as the person who reads may see it. */
export const applicationView = z
  .object({
    ...applicationCard.shape,
    message: z.string(),
    answers: z.array(z.object({ question: z.string(), answer: z.string() })),
    attachments: z.array(z.object({ title: z.string(), url: z.string() })),
    viewedAt: instant.nullable(),
    interview: interviewView.nullable(),
    /** The offer or engagement that lives, else the last one. */
    engagement: engagementView.nullable(),
    decision: z
      .object({ at: instant, reason: refusalReason.nullable(), message: z.string().nullable(), shared: z.boolean() })
      .nullable(),
    /** The employer’s word to the adviser; null for the freelancer. */
    adviserMessage: z.string().nullable(),
    withdrawalReason: withdrawalReason.nullable(),
    /** The word that came with the last move (on hold, withdrawn…), for the other side. */
    moveMessage: z.string().nullable(),
    pool: z.object({ asked: z.boolean(), agreed: z.boolean(), until: instant.nullable() }),
    reopeningAskedAt: instant.nullable(),
    /** The freelancer’s name and address, for the employer once accepted; null until then. */
    contact: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'Application' });
export type ApplicationView = z.infer<typeof applicationView>;

/** The groups of «Mes candidatures»: my turn, under way, over. */
export const applicationGroup = z.enum(['TO_ANSWER', 'RUNNING', 'OVER']);
export type ApplicationGroup = z.infer<typeof applicationGroup>;

export const myApplicationsQuery = z.strictObject({ group: applicationGroup.optional(), ...page });
export type MyApplicationsQuery = z.infer<typeof myApplicationsQuery>;

export const myApplicationPage = pageOf(applicationCard)
  .extend({ counts: z.object({ TO_ANSWER: z.int(), RUNNING: z.int(), OVER: z.int() }) })
  .meta({ id: 'MyApplicationPage' });
export type MyApplicationPage = z.infer<typeof myApplicationPage>;

/** The applications an agency sent for people it has a mandate with. */
export const sentApplicationsQuery = z.strictObject({ state: applicationState.optional(), ...page });
export type SentApplicationsQuery = z.infer<typeof sentApplicationsQuery>;
export const sentApplicationPage = pageOf(applicationCard).meta({ id: 'SentApplicationPage' });
export type SentApplicationPage = z.infer<typeof sentApplicationPage>;

export const missionApplicationsQuery = z.strictObject({
  state: applicationState.optional(),
  archived: z.enum(['true', 'false']).default('false'),
  ...page,
});
export type MissionApplicationsQuery = z.infer<typeof missionApplicationsQuery>;

/** The employer’s board: one page of cards, and how many there are in each state. */
export const missionApplicationPage = pageOf(applicationCard)
  .extend({ facets: z.partialRecord(applicationState, z.int()), overdue: z.int() })
  .meta({ id: 'MissionApplicationPage' });
export type MissionApplicationPage = z.infer<typeof missionApplicationPage>;
