import { z } from 'zod';
import { day, id, instant } from './common';

export const fairnessMeasure = z.enum(['SHOWN', 'PROPOSED', 'SHORTLISTED', 'ACCEPTED']).meta({ id: 'FairnessMeasure' });
export type FairnessMeasure = z.infer<typeof fairnessMeasure>;
export const fairnessDimension = z
  .enum(['NEWCOMER', 'OVERSEAS', 'WORK', 'SKILLS_VERIFIED', 'ACCOMPANIED', 'DEPARTEMENT'])
  .meta({ id: 'FairnessDimension' });
export type FairnessDimension = z.infer<typeof fairnessDimension>;

const thousandths = z.int().min(0).max(1000);

/**
 * A group of one dimension for one measure: how many people, how many of them were selected, the rate, and the impact
 * ratio (its rate against that of the group most often selected). Null of groups of fewer than ten people. `under`: below
 * four fifths.
 */
export const fairnessLine = z
  .object({
    measure: fairnessMeasure,
    dimension: fairnessDimension,
    group: z.string(),
    people: z.int(),
    selected: z.int().nullable(),
    rate: thousandths.nullable(),
    ratio: thousandths.nullable(),
    under: z.boolean(),
  })
  .meta({ id: 'FairnessLine' });

/** `month`: its first day. `provisional`: made before the month was over. `compared`: groups with a ratio. */
const summary = {
  id,
  month: day,
  producedAt: instant,
  provisional: z.boolean(),
  people: z.int(),
  compared: z.int(),
  under: z.int(),
};
export const fairnessSummary = z.object(summary).meta({ id: 'FairnessSummary' });
export type FairnessSummary = z.infer<typeof fairnessSummary>;
export const fairnessList = z.object({ items: z.array(fairnessSummary) }).meta({ id: 'FairnessList' });
export type FairnessList = z.infer<typeof fairnessList>;
export const fairnessFile = z.object({ ...summary, lines: z.array(fairnessLine) }).meta({ id: 'FairnessFile' });
export type FairnessFile = z.infer<typeof fairnessFile>;
