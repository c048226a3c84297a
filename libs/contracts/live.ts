import { z } from 'zod';
import { id, instant } from './common';
import { matchFreshness } from './matching';

/** Lists a page can watch at once. */
const MOST_WATCHED = 10;

/** Which missions of the current organisation the page shows the list of; a lone one comes as plain text. */
export const liveQuery = z.strictObject({
  mission: z
    .union([id, z.array(id).max(MOST_WATCHED)])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat())),
});
export type LiveQuery = z.infer<typeof liveQuery>;

/** How far a list is: `progress` is the share of all lists that are current, in percent, while many are computed. */
export const listFreshness = z
  .object({
    freshness: matchFreshness,
    computedAt: instant.nullable(),
    progress: z.int().min(0).max(100).nullable(),
  })
  .meta({ id: 'ListFreshness' });
export type ListFreshness = z.infer<typeof listFreshness>;

/**
 * The small facts a signed-in person’s page follows: their own list of missions (null without one), the lists of the
 * missions watched (absent without one), how many notifications they have not
 * read, how many proposals of neighbouring skills wait for their decision. Never personal data.
 */
export const liveFacts = z
  .object({
    recommended: listFreshness.nullable(),
    candidates: z.record(id, listFreshness),
    unread: z.int().min(0),
    proposals: z.int().min(0),
  })
  .meta({ id: 'LiveFacts' });
export type LiveFacts = z.infer<typeof liveFacts>;
