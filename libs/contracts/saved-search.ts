import { z } from 'zod';
import { id, instant, line } from './common';
import { facetValue } from './discovery';

export const searchScope = z.enum(['MISSIONS', 'PROFILES']).meta({ id: 'SearchScope' });
export type SearchScope = z.infer<typeof searchScope>;

/** When what is new is written by mail: never, each morning, on Monday morning. */
export const alertFrequency = z.enum(['NEVER', 'DAILY', 'WEEKLY']).meta({ id: 'AlertFrequency' });
export type AlertFrequency = z.infer<typeof alertFrequency>;

/** The filters as they stand in an address, `{ "q": "react", "skills": "12,15" }`; the page and the sheet are left out. */
const query = z.record(z.string().max(30), z.string().max(600)).refine((filters) => Object.keys(filters).length <= 20);

const fields = { name: line(1, 80), frequency: alertFrequency, shared: z.boolean() };

export const savedSearchDraft = z
  .strictObject({
    ...fields,
    frequency: alertFrequency.default('NEVER'),
    shared: z.boolean().default(false),
    scope: searchScope,
    query,
  })
  .meta({ id: 'SavedSearchDraft' });
export type SavedSearchDraft = z.infer<typeof savedSearchDraft>;

export const savedSearchEdit = z.strictObject(fields).partial().meta({ id: 'SavedSearchEdit' });
export type SavedSearchEdit = z.infer<typeof savedSearchEdit>;

/**
 * A search kept. `mine` false: a colleague shares it. `fresh`: results not seen since its owner last opened it; null for
 * a colleague’s, and when the search can no longer be made (a filter that is no more). `skills`, `occupations`,
 * `departements`: the names behind the numbers of the query.
 */
export const savedSearchView = z
  .object({
    id,
    scope: searchScope,
    name: z.string(),
    query: z.record(z.string(), z.string()),
    frequency: alertFrequency,
    shared: z.boolean(),
    mine: z.boolean(),
    ownerName: z.string(),
    fresh: z.int().nullable(),
    skills: z.array(facetValue),
    occupations: z.array(facetValue),
    departements: z.array(facetValue),
    missionTitle: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'SavedSearch' });
export type SavedSearchView = z.infer<typeof savedSearchView>;

export const savedSearchList = z
  .object({ items: z.array(savedSearchView), most: z.int() })
  .meta({ id: 'SavedSearchList' });
export type SavedSearchList = z.infer<typeof savedSearchList>;
