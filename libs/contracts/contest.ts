import { z } from 'zod';
import { id, instant, line, page, pageOf, prose } from './common';
import { matchBlockerKey, matchCriterionKey } from './matching';

/** What is contested: one criterion, or one blocker (`subject` says which skill or language it is about). */
export const contestTarget = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('CRITERION'), key: matchCriterionKey }),
    z.strictObject({ kind: z.literal('BLOCKER'), key: matchBlockerKey, subject: z.string().max(40).default('') }),
  ])
  .meta({ id: 'ContestTarget' });
export type ContestTarget = z.infer<typeof contestTarget>;

export const contestState = z
  .enum(['OPEN', 'CORRECTED', 'UPHELD', 'OVERRIDDEN', 'WITHDRAWN', 'REVOKED'])
  .meta({ id: 'ContestState' });
export type ContestState = z.infer<typeof contestState>;

export const contestMove = z.enum(['answer', 'withdraw', 'revoke']).meta({ id: 'ContestMove' });
export type ContestMove = z.infer<typeof contestMove>;

export const contestSide = z.enum(['FREELANCER', 'EMPLOYER', 'ADVISER']).meta({ id: 'ContestSide' });
export type ContestSide = z.infer<typeof contestSide>;

/** What is wrong, in words. `profileId` left out: one’s own. */
export const contestDraft = z
  .strictObject({ profileId: id.optional(), about: contestTarget, statement: prose(10, 2_000) })
  .meta({ id: 'ContestDraft' });
export type ContestDraft = z.infer<typeof contestDraft>;

/**
 * CORRECTED: the profile, the mission or the referential was put right, the score follows. UPHELD: the score stands.
 * OVERRIDDEN: the blocker is lifted, or the criterion taken as met, for this pair; `reason` is read by both sides.
 */
export const contestAnswer = z
  .strictObject({
    outcome: z.enum(['CORRECTED', 'UPHELD', 'OVERRIDDEN']),
    explanation: prose(10, 2_000),
    reason: line(10, 300).optional(),
  })
  .refine(({ outcome, reason }) => (outcome === 'OVERRIDDEN') === (reason !== undefined), {
    path: ['reason'],
    message: 'OVERRIDDEN ⇔ reason',
  })
  .meta({ id: 'ContestAnswer' });
export type ContestAnswer = z.infer<typeof contestAnswer>;

export const contestRevocation = z
  .strictObject({ reason: prose(0, 500).default('') })
  .meta({ id: 'ContestRevocation' });
export type ContestRevocation = z.infer<typeof contestRevocation>;

export const contestView = z
  .object({
    id,
    version: z.int(),
    state: contestState,
    moves: z.array(contestMove),
    side: contestSide,
    /** Who spoke: their name for those who answer, their side’s for others. */
    author: z.string(),
    mission: z.object({ id, title: z.string() }),
    freelancer: z.object({ profileId: id, name: z.string() }),
    about: contestTarget,
    /** The criterion or the blocker by its name. */
    name: z.string(),
    /** False when nobody but the person may decide otherwise: what they chose themselves. */
    overridable: z.boolean(),
    statement: z.string(),
    /** What the score said when it was contested. `score` counts what blocks; thousandths. */
    shown: z.object({
      score: z.int().min(0).max(1000),
      engineVersion: z.string(),
      lines: z.array(z.object({ mission: z.string(), person: z.string(), reason: z.string() })),
    }),
    openedAt: instant,
    /** The answer is promised by then. */
    dueAt: instant,
    overdue: z.boolean(),
    /** Who answers while it is open: an adviser who accompanies the person, or the platform. */
    answeredBy: z.enum(['ADVISER', 'PLATFORM']),
    answer: z.object({ explanation: z.string(), by: z.string(), at: instant }).nullable(),
    override: z
      .object({ reason: z.string(), at: instant, endedAt: instant.nullable(), endReason: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'Contest' });
export type ContestView = z.infer<typeof contestView>;

export const contestPage = pageOf(contestView).meta({ id: 'ContestPage' });
export type ContestPage = z.infer<typeof contestPage>;

export const contestQuery = z.strictObject({ missionId: id.optional(), profileId: id.optional(), ...page });
export type ContestQuery = z.infer<typeof contestQuery>;
export const contestsToAnswerQuery = z.strictObject(page);
export type ContestsToAnswerQuery = z.infer<typeof contestsToAnswerQuery>;
