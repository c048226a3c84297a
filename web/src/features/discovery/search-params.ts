import type { SearchFilter } from '#libs/contracts/discovery';
import type { CandidateOrder } from '#libs/contracts/matching';

/** The filters of a search as they stand in the URL: plain text, lists joined by commas. */
export const FILTERS = [
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
  'km',
  'sort',
  'caseload',
] as const satisfies readonly (SearchFilter | 'km' | 'sort')[];
export type Filter = (typeof FILTERS)[number];

/**
 * What a search says besides its filters: the person shown beside the list, the mission people are looked for, whether
 * by score alone (“ordre=score”), the saved search that is open, the verdict asked for.
 */
const BESIDES = ['fiche', 'mission', 'ordre', 'recherche', 'verdict'] as const;

export type SearchParams = Partial<Record<Filter | (typeof BESIDES)[number], string>>;

/** Keeps what the search knows, drops the rest. */
export function readSearchParams(search: Record<string, unknown>): SearchParams {
  const kept: SearchParams = {};
  for (const name of [...FILTERS, ...BESIDES]) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') kept[name] = value;
  }
  return kept;
}

/** The values chosen in a list filter. */
export const chosenIn = (params: SearchParams, name: Filter): string[] => params[name]?.split(',') ?? [];

/** The same search with one value of a list filter chosen or dropped. */
export function toggled(params: SearchParams, name: Filter, value: string): SearchParams {
  const chosen = chosenIn(params, name);
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return { ...params, [name]: next.join(',') || undefined };
}

/** How many filters narrow the search; words, order and the open sheet do not count. */
export const filterCount = (params: SearchParams): number =>
  FILTERS.filter((name) => name !== 'q' && name !== 'sort' && name !== 'km').reduce(
    (sum, name) => sum + chosenIn(params, name).length,
    0,
  );

/** The order of the results: by match as soon as there is a mission to match. */
export const sortOf = ({ sort, mission }: SearchParams): string => sort ?? (mission ? 'MATCH' : 'RELEVANCE');

/** How a search in the order of a mission is ordered: with the first places shared out, unless by score alone. */
export const orderOf = ({ ordre }: SearchParams): CandidateOrder => (ordre === 'score' ? 'SCORE' : 'FAIR');

/** What is sent to the API. Verdicts and missions are about people. */
export function toQuery(
  { fiche: _, mission, ordre, recherche, verdict, ...asked }: SearchParams,
  of: 'missions' | 'profiles' = 'profiles',
): Record<string, string | undefined> {
  const people = of === 'profiles' ? { mission, order: orderOf({ ordre }), verdict, saved: recherche } : {};
  return { ...asked, ...people, sort: sortOf({ ...asked, ...(of === 'profiles' ? { mission } : {}) }) };
}

/** What a saved search keeps of it. */
export function toKeep(params: SearchParams): Record<string, string> {
  const { fiche: _fiche, ordre: _ordre, recherche: _recherche, verdict: _verdict, ...kept } = params;
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value));
}

/** The same, as an address. */
export const toAddress = (path: string, params: SearchParams): string => {
  const given = Object.entries(toQuery(params)).filter((one): one is [string, string] => Boolean(one[1]));
  return `/api${path}?${new URLSearchParams(given).toString()}`;
};

/** The search without its filters: the words, the order and the mission stay. */
export const cleared = ({ q, sort, mission, ordre, recherche }: SearchParams): SearchParams => ({
  q,
  sort,
  mission,
  ordre,
  recherche,
});

/** The search without one filter; its radius goes with a place. */
export function without(params: SearchParams, filter: Filter, value: string | null): SearchParams {
  if (value !== null) return toggled(params, filter, value);
  return { ...params, [filter]: undefined, ...(filter === 'place' ? { km: undefined } : {}) };
}
