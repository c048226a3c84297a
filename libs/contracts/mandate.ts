import { z } from 'zod';
import { email, id, instant, page, pageOf, prose } from './common';

export const mandateScope = z
  .enum(['VIEW_FULL', 'EDIT_PROFILE', 'PROPOSE', 'APPLY_ON_BEHALF', 'REFER_TO_SERVICE'])
  .meta({ id: 'MandateScope' });
export type MandateScope = z.infer<typeof mandateScope>;

export const mandateState = z.enum(['PROPOSED', 'ACTIVE', 'DECLINED', 'EXPIRED', 'ENDED']).meta({ id: 'MandateState' });
export type MandateState = z.infer<typeof mandateState>;

export const mandateMove = z.enum(['accept', 'decline', 'end', 'narrow', 'reassign']).meta({ id: 'MandateMove' });
export type MandateMove = z.infer<typeof mandateMove>;

/** Where a move is posted: `POST /api/mandates/{id}/{path}`. */
export const mandateMovePath = {
  accept: 'acceptance',
  decline: 'refusal',
  end: 'ending',
  narrow: 'narrowing',
  reassign: 'reassignment',
} as const satisfies Record<MandateMove, string>;

/** A mandate an adviser proposes: to a profile, or to the person with this address. */
export const mandateDraft = z
  .strictObject({
    profileId: id.optional(),
    email: email.optional(),
    scopes: z.array(mandateScope).min(1).max(5),
    message: prose(0, 1_000).default(''),
  })
  .refine((draft) => (draft.profileId === undefined) !== (draft.email === undefined), {
    path: ['profileId'],
    message: 'profileId | email',
  })
  .meta({ id: 'MandateDraft' });
export type MandateDraft = z.infer<typeof mandateDraft>;

export const mandateNarrowing = z
  .strictObject({ scopes: z.array(mandateScope).min(1).max(5) })
  .meta({ id: 'MandateNarrowing' });
export type MandateNarrowing = z.infer<typeof mandateNarrowing>;
export const mandateEnding = z.strictObject({ reason: prose(0, 500).default('') }).meta({ id: 'MandateEnding' });
export type MandateEnding = z.infer<typeof mandateEnding>;
export const mandateReassignment = z.strictObject({ accountId: id }).meta({ id: 'MandateReassignment' });
export type MandateReassignment = z.infer<typeof mandateReassignment>;

export const mandateView = z
  .object({
    id,
    version: z.int(),
    state: mandateState,
    moves: z.array(mandateMove),
    scopes: z.array(mandateScope),
    message: z.string(),
    agency: z.object({ id, name: z.string() }),
    leadAdviser: z.object({ id, name: z.string() }),
    /** The freelancer: a name only once the mandate is active, initials before. */
    freelancer: z.object({ profileId: id, name: z.string(), headline: z.string() }),
    proposedAt: instant,
    expiresAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: 'Mandate' });
export type MandateView = z.infer<typeof mandateView>;

export const mandateQuery = z.strictObject({ state: mandateState.optional(), ...page });
export type MandateQuery = z.infer<typeof mandateQuery>;
export const mandatePage = pageOf(mandateView).meta({ id: 'MandatePage' });
export type MandatePage = z.infer<typeof mandatePage>;
