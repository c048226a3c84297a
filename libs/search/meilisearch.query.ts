import type { FederatedMultiSearchParams, Filter, MultiSearchParams, MultiSearchQuery } from 'meilisearch';
import { FACETS, type Facet, type SearchFilters, type SearchQuery } from './search.port';
import { countsApart } from './postgres.sql';
import { queryWords, wordKey } from './words';

/** A value inside a filter: quoted, its backslashes and quotes escaped in that order. The only way text enters a filter. */
export const literal = (value: string): string =>
  `"${value.toWellFormed().replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;

const list = (values: readonly (string | number)[]): string =>
  `[${values.map((value) => (typeof value === 'number' ? value : literal(value))).join(', ')}]`;

const oneOf = (attribute: string, values: readonly (string | number)[] | undefined): string[] =>
  values?.length ? [`${attribute} IN ${list(values)}`] : [];

/** A document that says nothing of its rate, date or experience is kept: silence is not a refusal. */
const bound = (attribute: string, operator: '>=' | '<=', value: number | undefined): string[][] =>
  value === undefined ? [] : [[`${attribute} ${operator} ${value}`, `${attribute} IS NULL`]];

const GROUPS: Record<Facet, (filters: SearchFilters) => (string | string[])[]> = {
  skills: ({ skills }) => (skills ?? []).map((skill) => `skills = ${skill}`),
  occupations: ({ occupations }) => oneOf('occupations', occupations),
  remote: ({ remote }) => oneOf('remote', remote),
  languages: ({ languages }) => oneOf('languages', languages),
  departements: ({ departements }) => oneOf('departement', departements),
  rates: ({ rateMin, rateMax }) => [...bound('rate', '>=', rateMin), ...bound('rate', '<=', rateMax)],
};

const ATTRIBUTES: Partial<Record<Facet, string>> = { departements: 'departement', rates: 'rateBand' };

/** The attribute of a document that holds the values of a facet. */
export const attributeOf = (facet: Facet): string => ATTRIBUTES[facet] ?? facet;

/** The filter of a query: an AND of its elements, an OR inside a nested one. `without` leaves one facet group out. */
export function filterOf({ audiences, filters }: SearchQuery, without?: Facet): Filter {
  const { near, caseloadOf, organisationId, only, excluding } = filters;
  return [
    audiences.length > 0 ? oneOf('audience', audiences)[0]! : 'audience IS NULL',
    ...FACETS.flatMap((facet) => (facet === without ? [] : GROUPS[facet](filters))),
    ...bound('availableDay', '<=', filters.availableBy),
    ...bound('experienceYears', '>=', filters.experienceMin),
    ...(caseloadOf === undefined ? [] : [`agencies = ${literal(caseloadOf)}`]),
    ...(organisationId === undefined ? [] : [`organisationId = ${literal(organisationId)}`]),
    // An empty list stays: it finds nothing.
    ...(only === undefined ? [] : [`id IN ${list(only)}`]),
    ...(excluding?.length ? [`id NOT IN ${list(excluding)}`] : []),
    ...(near ? [`_geoRadius(${near.lat}, ${near.lon}, ${near.km * 1_000})`] : []),
  ];
}

/** The order asked for. Relevance needs none: the ranking rules of the index end with freshness and id (a total order). */
export function sortOf({ sort, kind, filters }: SearchQuery): string[] | undefined {
  if (sort === 'RECENT') return ['freshDay:desc'];
  if (sort === 'RATE') return [kind === 'profile' ? 'rate:asc' : 'rate:desc'];
  if (sort === 'DISTANCE' && filters.near) return [`_geoPoint(${filters.near.lat},${filters.near.lon}):asc`];
  return undefined;
}

/** Marks around what matched, of the private use area: no text holds them (searchText keeps letters and digits only). */
export const MATCH = { open: '\uE000', close: '\uE001' } as const;

/** Attributes in which a word read otherwise shows. */
export const SHOWN = ['title', 'keywords', 'place'] as const;

const wordsOf = (query: SearchQuery): string =>
  queryWords(query.words ?? '')
    .map(wordKey)
    .join(' ');

/** Facets counted within the result, and those counted without their own filter. */
const split = (query: SearchQuery) => ({
  within: query.facets.filter((facet) => !countsApart(facet, query.filters)),
  apart: query.facets.filter((facet) => countsApart(facet, query.filters)),
});

/** Where a page is cut from: pages are whole multiples for the engine, which then counts the total exactly. */
export const pageOf = ({ offset, limit }: SearchQuery): { page: number; hitsPerPage: number; skip: number } =>
  limit > 0 && offset % limit === 0
    ? { page: offset / limit + 1, hitsPerPage: limit, skip: 0 }
    : { page: 1, hitsPerPage: limit === 0 ? 0 : offset + limit, skip: offset };

/** One round trip: the page with the counts within it, then one count a facet that leaves its own filter out. */
export function everyWord(query: SearchQuery, indexUid: string): MultiSearchParams {
  const q = wordsOf(query);
  const sort = sortOf(query);
  const { within, apart } = split(query);
  const { page, hitsPerPage } = pageOf(query);
  const asked = { indexUid, ...(q ? { q, matchingStrategy: 'all' as const } : {}) };
  const main: MultiSearchQuery = {
    ...asked,
    filter: filterOf(query),
    attributesToRetrieve: ['id', '_geo'],
    page,
    hitsPerPage,
    ...(sort ? { sort } : {}),
    ...(within.length > 0 ? { facets: within.map(attributeOf) } : {}),
    ...(q && query.offset === 0
      ? { attributesToHighlight: [...SHOWN], highlightPreTag: MATCH.open, highlightPostTag: MATCH.close }
      : {}),
  };
  const counts = apart.map((facet) => ({
    ...asked,
    filter: filterOf(query, facet),
    attributesToRetrieve: ['id'],
    page: 1,
    hitsPerPage: 0,
    facets: [attributeOf(facet)],
  }));
  return { queries: [main, ...counts] };
}

/**
 * Documents that hold some of the words: those that hold the first ones lead, then those that hold any. Merged and
 * counted by the engine. One request for the page, one a facet that leaves its own filter out.
 */
export function anyWord(query: SearchQuery, indexUid: string): FederatedMultiSearchParams[] {
  const words = wordsOf(query).split(' ');
  const sort = sortOf(query);
  const { within, apart } = split(query);
  const request = (facets: readonly Facet[], without: Facet | undefined, limit: number) => {
    const shared = {
      indexUid,
      filter: filterOf(query, without),
      attributesToRetrieve: ['id', '_geo'],
      ...(sort ? { sort } : {}),
    };
    return {
      federation: {
        offset: limit === 0 ? 0 : query.offset,
        limit,
        ...(facets.length > 0 ? { facetsByIndex: { [indexUid]: facets.map(attributeOf) } } : {}),
      },
      queries: [
        { ...shared, q: words.join(' '), matchingStrategy: 'last' as const },
        ...words.map((q) => ({ ...shared, q, matchingStrategy: 'all' as const, federationOptions: { weight: 0.5 } })),
      ],
    };
  };
  return [request(within, undefined, query.limit), ...apart.map((facet) => request([facet], facet, 0))];
}

/** Which facets each answer of `everyWord` or `anyWord` carries, in order. */
export function facetsByAnswer(query: SearchQuery): Facet[][] {
  const { within, apart } = split(query);
  return [within, ...apart.map((facet) => [facet])];
}
