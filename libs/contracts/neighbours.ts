import { z } from 'zod';
import { HIGHEST_SIMILARITY } from './nearness';
import { id, instant, page, pageOf } from './common';

export const learningState = z
  .enum(['COMPUTING', 'PROPOSED', 'UNCHANGED', 'ABANDONED', 'ACTIVE', 'DISCARDED', 'REPLACED', 'RETIRED'])
  .meta({ id: 'LearningState' });
export type LearningState = z.infer<typeof learningState>;

export const learningMove = z.enum(['activate', 'discard', 'retire']).meta({ id: 'LearningMove' });
export type LearningMove = z.infer<typeof learningMove>;

export const neighbourChangeKind = z.enum(['ADDED', 'NEARER', 'FARTHER', 'GONE']).meta({ id: 'NeighbourChangeKind' });
export type NeighbourChangeKind = z.infer<typeof neighbourChangeKind>;

/**
 * One version of the neighbouring skills learned from published profiles: how many people were counted, how many pairs
 * learned, and how many pairs would change against what counted when it was computed. Null until it is computed.
 */
export const learningView = z
  .object({
    id,
    state: learningState,
    trigger: z.enum(['WEEK', 'OPERATOR']),
    /** Name of the administrator who asked for it. */
    by: z.string().nullable(),
    startedAt: instant,
    computedAt: instant.nullable(),
    people: z.int().nullable(),
    pairs: z.int().nullable(),
    changes: z.object({ ADDED: z.int(), NEARER: z.int(), FARTHER: z.int(), GONE: z.int() }).nullable(),
    /** Who activated or discarded it. */
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    /** Who retired it, or activated the one that took its place. */
    endedBy: z.string().nullable(),
    endedAt: instant.nullable(),
    moves: z.array(learningMove),
  })
  .meta({ id: 'NeighbourLearning' });
export type LearningView = z.infer<typeof learningView>;

export const learningPage = pageOf(learningView).meta({ id: 'NeighbourLearningPage' });
export type LearningPage = z.infer<typeof learningPage>;
export const learningQuery = z.strictObject(page);
export type LearningQuery = z.infer<typeof learningQuery>;

const hundredths = z
  .int()
  .min(0)
  .max(Math.round(100 * HIGHEST_SIMILARITY));

const skill = z.object({ id: z.int(), label: z.string(), labelEn: z.string().nullable() });

/** Two skills whose nearness would change. Hundredths; 0: they are no neighbours. `people`: null of a pair that was not learned. */
export const neighbourChange = z
  .object({
    kind: neighbourChangeKind,
    a: skill,
    b: skill,
    people: z.int().nullable(),
    before: hundredths,
    after: hundredths,
  })
  .meta({ id: 'NeighbourChange' });
export type NeighbourChangeView = z.infer<typeof neighbourChange>;

export const neighbourChangePage = pageOf(neighbourChange).meta({ id: 'NeighbourChangePage' });
export type NeighbourChangePage = z.infer<typeof neighbourChangePage>;
export const neighbourChangeQuery = z.strictObject({
  ...page,
  kind: neighbourChangeKind.optional(),
  /** A part of either label, in French or in English. */
  q: z.string().trim().max(80).default(''),
});
export type NeighbourChangeQuery = z.infer<typeof neighbourChangeQuery>;
