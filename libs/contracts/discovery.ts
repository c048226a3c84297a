import { z } from 'zod';
import { line, remoteMode } from './common';
import { missionCard } from './mission';
import { profileCard } from './profile';

/** `a,b,c` in a query string, as a list of at most `max` values. */
const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z
    .string()
    .max(600)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(max) as unknown as z.ZodType<z.output<T>[], string[]>);

const wholeList = (max: number) => listOf(z.coerce.number().int().min(1).max(2_147_483_647), max);

const filters = {
  q: line(0, 200).optional(),
  skills: wholeList(20).optional(),
  occupations: wholeList(20).optional(),
  remote: listOf(remoteMode, 3).optional(),
  languages: listOf(z.string().regex(/^[a-z]{2}$/), 10).optional(),
  departements: listOf(z.string().regex(/^[0-9AB]{2,3}$/), 30).optional(),
  rateMin: z.coerce.number().int().min(0).max(10_000).optional(),
  rateMax: z.coerce.number().int().min(0).max(10_000).optional(),
  availableBy: z.iso.date().optional(),
  experienceMin: z.coerce.number().int().min(0).max(60).optional(),
  place: line(0, 120).optional(),
  km: z.coerce.number().int().min(1).max(500).optional(),
  sort: z.enum(['RELEVANCE', 'RECENT', 'DISTANCE', 'RATE']).default('RELEVANCE'),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
};

export const missionSearch = z.strictObject(filters);
export type MissionSearch = z.infer<typeof missionSearch>;

export const profileSearch = z.strictObject({
  ...filters,
  /** `true`: only the people my agency accompanies. */
  caseload: z.enum(['true', 'false']).default('false'),
});
export type ProfileSearch = z.infer<typeof profileSearch>;

/** One value of a facet: what to send back in the filter, its words, how many results. */
export const facetValue = z.object({ value: z.string(), label: z.string(), count: z.int() }).meta({ id: 'FacetValue' });
export type FacetValue = z.infer<typeof facetValue>;

/** What surrounds a page of results: total, counts, words read otherwise, whether the engine is degraded. */
export const searchFrame = {
  nextCursor: z.string().nullable(),
  total: z.int(),
  facets: z.object({
    skills: z.array(facetValue),
    occupations: z.array(facetValue),
    remote: z.array(facetValue),
    languages: z.array(facetValue),
    departements: z.array(facetValue),
  }),
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
  widened: z.boolean(),
  degraded: z.boolean(),
};

const km = z.number().nullable();

export const missionResults = z
  .object({ items: z.array(missionCard.extend({ km, applied: z.boolean() })), ...searchFrame })
  .meta({ id: 'MissionResults' });
export type MissionResults = z.infer<typeof missionResults>;

export const profileResults = z
  .object({ items: z.array(profileCard.extend({ km, inCaseload: z.boolean() })), ...searchFrame })
  .meta({ id: 'ProfileResults' });
export type ProfileResults = z.infer<typeof profileResults>;
