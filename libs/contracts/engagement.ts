import { z } from 'zod';
import { dailyRate, day, id, instant, line, prose, remoteMode } from './common';

export const engagementState = z
  .enum([
    'PROPOSED',
    'PARTIALLY_SIGNED',
    'SIGNED',
    'IN_AGENCY_REVIEW',
    'DECLINED',
    'LAPSED',
    'ACTIVE',
    'PAUSED',
    'COMPLETED',
    'TERMINATED',
    'CANCELLED',
  ])
  .meta({ id: 'EngagementState' });
export type EngagementState = z.infer<typeof engagementState>;

/** Every move of an engagement’s life. Those exposed today: accept, decline, lapse, cancel. */
export type EngagementMove =
  | 'counter'
  | 'sign'
  | 'sign-last'
  | 'send-to-agency'
  | 'validate'
  | 'ask-change'
  | 'accept'
  | 'decline'
  | 'lapse'
  | 'start'
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'complete'
  | 'terminate';

/** The price of the work: so much a day for so many days, or one price for all. Whole euros without VAT. */
export const price = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('DAILY'), dailyRate, days: z.number().min(0.5).max(1_000).multipleOf(0.5) }),
    z.strictObject({ kind: z.literal('FIXED'), total: z.int().min(0).max(10_000_000) }),
  ])
  .meta({ id: 'Price' });
export type Price = z.infer<typeof price>;

/** What an offer proposes. Payment within 60 days at most (Code de commerce, art. L441-10). */
export const offerTerms = z
  .strictObject({
    price,
    startsOn: day,
    endsOn: day,
    remoteMode: remoteMode.nullable().default(null),
    placeName: line(0, 120).default(''),
    deliverables: prose(0, 4_000).default(''),
    noticeDays: z.int().min(0).max(90).default(15),
    ipClause: prose(0, 2_000).default(''),
    confidentiality: z.boolean().default(true),
    paymentDelayDays: z.int().min(0).max(60).default(30),
  })
  .refine((terms) => terms.endsOn >= terms.startsOn, {
    path: ['endsOn'],
    message: 'La fin doit suivre le début. / The end must follow the start.',
  })
  .meta({ id: 'OfferTerms' });
export type OfferTerms = z.infer<typeof offerTerms>;

/** The employer’s offer: terms and a word with them. Sending it is the employer’s signature. */
export const offerDraft = z
  .strictObject({ terms: offerTerms, message: prose(0, 2_000).default('') })
  .meta({ id: 'OfferDraft' });
export type OfferDraft = z.infer<typeof offerDraft>;

export const party = z.enum(['EMPLOYER', 'FREELANCER']);
export type Party = z.infer<typeof party>;

export const signature = z.object({ party, name: z.string(), at: instant, termsHash: z.string() });

export const termsVersion = z.object({
  number: z.int(),
  price,
  startsOn: z.string(),
  endsOn: z.string(),
  remoteMode: remoteMode.nullable(),
  placeName: z.string(),
  deliverables: z.string(),
  noticeDays: z.int(),
  ipClause: z.string(),
  confidentiality: z.boolean(),
  paymentDelayDays: z.int(),
  message: z.string(),
  proposedBy: party,
  proposedAt: instant,
});
export type TermsVersion = z.infer<typeof termsVersion>;

/** An engagement as both parties see it. `terms` is the current version, `earlier` the ones before. */
export const engagementView = z
  .object({
    id,
    applicationId: id,
    missionId: id,
    state: engagementState,
    terms: termsVersion,
    earlier: z.array(termsVersion),
    signatures: z.array(signature),
    totalEuros: z.number(),
    /** True from 5,000 € without VAT: the employer must check the freelancer’s papers (Code du travail, art. D8222-5). */
    vigilanceRequired: z.boolean(),
    proposedAt: instant,
    lapsesAt: instant,
    signedAt: instant.nullable(),
    endedAt: instant.nullable(),
    endedBy: z.enum(['EMPLOYER', 'FREELANCER', 'SYSTEM']).nullable(),
    endReason: z.string().nullable(),
    endMessage: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Engagement' });
export type EngagementView = z.infer<typeof engagementView>;
