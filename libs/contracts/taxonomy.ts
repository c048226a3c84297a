import { z } from 'zod';
import { instant, place } from './common';

const suggestion = { id: z.int(), label: z.string(), labelEn: z.string().nullable(), source: z.string() };

export const skillSuggestion = z.object(suggestion).meta({ id: 'SkillSuggestion' });
export const occupationSuggestion = z.object(suggestion).meta({ id: 'OccupationSuggestion' });
export const skillSuggestions = z.object({ items: z.array(skillSuggestion) }).meta({ id: 'SkillSuggestions' });
export const occupationSuggestions = z
  .object({ items: z.array(occupationSuggestion) })
  .meta({ id: 'OccupationSuggestions' });
export const placeSuggestions = z
  .object({ items: z.array(place.extend({ postcode: z.string().nullable() })) })
  .meta({ id: 'PlaceSuggestions' });

/** What one has typed so far. */
export const suggestionQuery = z.strictObject({
  q: z.string().max(100),
  limit: z.coerce.number().int().min(1).max(30).default(8),
});
export type SuggestionQuery = z.infer<typeof suggestionQuery>;

export const taxonomyReleases = z
  .object({
    items: z.array(z.object({ source: z.string(), release: z.string(), licence: z.string(), importedAt: instant })),
  })
  .meta({ id: 'TaxonomyReleases' });
