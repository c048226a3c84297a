import type { Facet, FacetCount, SearchQuery, SearchResult } from './search.port';

/** The smallest group of people that a count tells of. */
const SMALLEST = 3;

/** A count of people as it may leave: none, or at least three; null for fewer. */
export const tellableCount = (count: number): number | null => (count > 0 && count < SMALLEST ? null : count);

/**
 * The counts that may leave: of people, only those of at least three, so that crossing filters does not single anybody
 * out in the margin of a list; a value somebody chose stays. Missions are no people.
 */
export function tellable(
  { kind, filters }: Pick<SearchQuery, 'kind' | 'filters'>,
  facets: SearchResult['facets'],
): SearchResult['facets'] {
  if (kind === 'mission') return facets;
  const kept = (facet: Facet, { value, count }: FacetCount) =>
    count >= SMALLEST || (facet !== 'rates' && (filters[facet] ?? []).some((chosen) => String(chosen) === value));
  return Object.fromEntries(
    (Object.entries(facets) as [Facet, FacetCount[]][]).map(([facet, counts]) => [
      facet,
      counts.filter((one) => kept(facet, one)),
    ]),
  );
}
