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
] as const;
export type Filter = (typeof FILTERS)[number];

/** `fiche` is the person or mission shown beside the list; it is no filter. */
export type SearchParams = Partial<Record<Filter | 'fiche', string>>;

/** Keeps what the search knows, drops the rest. */
export function readSearchParams(search: Record<string, unknown>): SearchParams {
  const kept: SearchParams = {};
  for (const name of [...FILTERS, 'fiche'] as const) {
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

/** What is sent to the API. */
export function toQuery({ fiche: _, ...filters }: SearchParams): Record<string, string | undefined> {
  return filters;
}
