import { z } from 'zod';
import { applicationMark } from './application';
import { id, instant, line, remoteMode } from './common';
import { candidateOrder, matchExplanation } from './matching';
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
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
};

const sorts = ['RELEVANCE', 'RECENT', 'DISTANCE', 'RATE'] as const;

export const missionSearch = z.strictObject({ ...filters, sort: z.enum(sorts).default('RELEVANCE') });
export type MissionSearch = z.infer<typeof missionSearch>;

export const profileSearch = z.strictObject({
  ...filters,
  /** MATCH: best match first, for the mission given. */
  sort: z.enum([...sorts, 'MATCH']).default('RELEVANCE'),
  /** Of MATCH: with the first places shared out as in the mission’s list, or by score alone. */
  order: candidateOrder.default('FAIR'),
  /** `true`: only the people my agency accompanies. */
  caseload: z.enum(['true', 'false']).default('false'),
  /** The mission people are looked for: each result then carries its match. */
  mission: id.optional(),
  /** The saved search that is open: its verdicts hold. */
  saved: id.optional(),
  /** OPEN leaves out those rejected for the mission or in the saved search; the others show those alone. */
  verdict: z.enum(['OPEN', 'KEPT', 'REJECTED']).default('OPEN'),
});
export type ProfileSearch = z.infer<typeof profileSearch>;

/** The filters of a search that a person can take away one by one. */
export const searchFilter = z
  .enum([
    'q',
    'skills',
    'occupations',
    'remote',
    'languages',
    'departements',
    'rateMin',
    'rateMax',
    'availableBy',
    'experienceMin',
    'place',
    'caseload',
  ])
  .meta({ id: 'SearchFilter' });
export type SearchFilter = z.infer<typeof searchFilter>;
export type SearchFilterName = z.infer<typeof searchFilter>;

/** One value of a facet: what to send back in the filter, its words, how many results. */
export const facetValue = z.object({ value: z.string(), label: z.string(), count: z.int() }).meta({ id: 'FacetValue' });
export type FacetValue = z.infer<typeof facetValue>;

/** What a search that found nothing would find without one of its filters (one value of a list, or all of it). */
export const relief = z
  .object({ filter: searchFilter, value: z.string().nullable(), count: z.int().min(1) })
  .meta({ id: 'SearchRelief' });
export type Relief = z.infer<typeof relief>;

/**
 * What surrounds a page of results. A value chosen in a facet stays in it, even at 0. `rates` counts day rates by band of
 * 50 euros, named by their lowest. `widened`: nothing held all the words, what holds some is shown. `widenedKm`: nothing
 * stood within the radius asked, this one was searched instead; null otherwise. `reliefs`: which filter costs what, when
 * nothing was found. `related`: occupations near the one asked for, with what each would give.
 */
export const searchFrame = {
  nextCursor: z.string().nullable(),
  total: z.int(),
  facets: z.object({
    skills: z.array(facetValue),
    occupations: z.array(facetValue),
    remote: z.array(facetValue),
    languages: z.array(facetValue),
    departements: z.array(facetValue),
    rates: z.array(facetValue),
  }),
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
  widened: z.boolean(),
  widenedKm: z.int().nullable(),
  reliefs: z.array(relief),
  related: z.array(facetValue),
  /** The counts of facets are estimated: very many were found. The total never is. */
  sampled: z.boolean(),
  degraded: z.boolean(),
};

const km = z.number().nullable();

/** `application`: the reader’s own. */
export const missionResults = z
  .object({ items: z.array(missionCard.extend({ km, application: applicationMark.nullable() })), ...searchFrame })
  .meta({ id: 'MissionResults' });
export type MissionResults = z.infer<typeof missionResults>;

/**
 * How a person fits the mission chosen, in whole thousandths. Null when no mission was chosen, when the two have nothing
 * in common, or while it is being computed: no score is invented. `explanation` is null for who may see the score alone.
 * `rank`, `rankByScore`: the place among those found, in the order of matches; null in another order.
 */
export const foundMatch = z
  .object({
    score: z.int().min(0).max(1000),
    blocked: z.boolean(),
    explanation: matchExplanation.nullable(),
    rank: z.int().min(1).nullable(),
    rankByScore: z.int().min(1).nullable(),
    newcomersPlace: z.boolean(),
  })
  .meta({ id: 'FoundMatch' });
export type FoundMatch = z.infer<typeof foundMatch>;

/** What was decided of a person, by whom, when. */
export const verdictView = z
  .object({ verdict: z.enum(['KEPT', 'REJECTED']), comment: z.string(), by: z.string(), at: instant })
  .meta({ id: 'Verdict' });
export type VerdictView = z.infer<typeof verdictView>;

/** A verdict for a mission or in a saved search, one of the two; NONE takes it back. */
export const verdictDraft = z
  .strictObject({
    profileId: id,
    mission: id.optional(),
    search: id.optional(),
    verdict: z.enum(['KEPT', 'REJECTED', 'NONE']),
    comment: line(0, 500).default(''),
  })
  .refine(({ mission, search }) => (mission === undefined) !== (search === undefined), {
    path: ['mission'],
    message: 'mission | search',
  })
  .meta({ id: 'VerdictDraft' });
export type VerdictDraft = z.infer<typeof verdictDraft>;
export const verdictAnswer = z.object({ verdict: verdictView.nullable() }).meta({ id: 'VerdictAnswer' });
export type VerdictAnswer = z.infer<typeof verdictAnswer>;

/** `application`: to the mission chosen, as far as the reader may read it. */
export const foundProfile = profileCard
  .extend({
    km,
    inCaseload: z.boolean(),
    match: foundMatch.nullable(),
    verdict: verdictView.nullable(),
    application: applicationMark.nullable(),
  })
  .meta({ id: 'FoundProfile' });
export type FoundProfile = z.infer<typeof foundProfile>;

/** `reordered`: in the order of matches the first places differ from those by score alone. */
export const profileResults = z
  .object({
    items: z.array(foundProfile),
    reordered: z.boolean(),
    mission: z.object({ id, title: z.string() }).nullable(),
    kept: z.int(),
    rejected: z.int(),
    ...searchFrame,
  })
  .meta({ id: 'ProfileResults' });
export type ProfileResults = z.infer<typeof profileResults>;
