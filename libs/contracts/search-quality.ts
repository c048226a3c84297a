import { z } from 'zod';

export const searchQualityQuery = z.strictObject({
  /** Days back from now. */
  days: z.coerce.number().int().min(1).max(180).default(30),
});
export type SearchQualityQuery = z.infer<typeof searchQualityQuery>;

const kind = z.enum(['profile', 'mission']);

/** How searches went, without anybody’s name on them. Shares from 0 to 1, times in milliseconds. */
export const searchQuality = z
  .object({
    days: z.int(),
    searches: z.int(),
    withoutResult: z.number(),
    widened: z.number(),
    degraded: z.number(),
    medianMs: z.int().nullable(),
    p95Ms: z.int().nullable(),
    /** The searches that found nothing, the most frequent first. */
    emptiest: z.array(z.object({ kind, words: z.string(), filters: z.array(z.string()), count: z.int() })),
    /** The slowest words, by their 95th percentile, asked at least three times. */
    slowest: z.array(z.object({ kind, words: z.string(), count: z.int(), p95Ms: z.int() })),
  })
  .meta({ id: 'SearchQuality' });
export type SearchQuality = z.infer<typeof searchQuality>;
