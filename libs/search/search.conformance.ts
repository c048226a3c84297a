import {
  type Audience,
  FACETS,
  type Facet,
  rateBand,
  type SearchDocument,
  type Searcher,
  type SearchQuery,
  type SearchResult,
} from './search.port';

const EVERYBODY: readonly Audience[] = ['PUBLIC', 'MEMBERS', 'AGENCIES'];

/** A query with nothing asked, completed by what the case asks. */
export const query = (given: Partial<SearchQuery>): SearchQuery => ({
  kind: 'profile',
  filters: {},
  audiences: EVERYBODY,
  sort: 'RELEVANCE',
  offset: 0,
  limit: 100,
  facets: [],
  ...given,
});

/** Whether a document passes the filters of a query: the reference every adapter is compared with. */
export function passes(document: SearchDocument, { kind, audiences, filters }: SearchQuery, without?: Facet): boolean {
  const meets = (wanted: readonly unknown[] | undefined, has: readonly unknown[]) =>
    !wanted?.length || wanted.some((one) => has.includes(one));
  return (
    document.kind === kind &&
    audiences.includes(document.audience) &&
    (without === 'skills' || (filters.skills ?? []).every((skill) => document.skills.includes(skill))) &&
    (without === 'occupations' || meets(filters.occupations, document.occupations)) &&
    (without === 'remote' || meets(filters.remote, document.remote)) &&
    (without === 'languages' || meets(filters.languages, document.languages)) &&
    (without === 'departements' || meets(filters.departements, [document.departement])) &&
    (without === 'rates' ||
      document.rate === null ||
      (document.rate >= (filters.rateMin ?? 0) && document.rate <= (filters.rateMax ?? Infinity))) &&
    (filters.availableBy === undefined ||
      document.availableDay === null ||
      document.availableDay <= filters.availableBy) &&
    (filters.experienceMin === undefined ||
      document.experienceYears === null ||
      document.experienceYears >= filters.experienceMin) &&
    (filters.caseloadOf === undefined || document.agencies.includes(filters.caseloadOf)) &&
    (filters.organisationId === undefined || document.organisationId === filters.organisationId) &&
    (filters.only === undefined || filters.only.includes(document.id)) &&
    !filters.excluding?.includes(document.id) &&
    (filters.near === undefined || near(document, filters.near))
  );
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function near(document: SearchDocument, at: { lat: number; lon: number; km: number }): boolean {
  if (document.lat === null || document.lon === null) return false;
  const a =
    Math.sin(radians(document.lat - at.lat) / 2) ** 2 +
    Math.cos(radians(at.lat)) * Math.cos(radians(document.lat)) * Math.sin(radians(document.lon - at.lon) / 2) ** 2;
  return 12_742 * Math.asin(Math.sqrt(Math.min(1, a))) <= at.km;
}

/** The counts a facet must show for a query without words, by brute force: value → count. */
export function bruteFacet(
  documents: readonly SearchDocument[],
  asked: SearchQuery,
  facet: Facet,
): Map<string, number> {
  const counts = new Map<string, number>();
  const values = (document: SearchDocument): readonly unknown[] => {
    if (facet === 'departements') return document.departement === null ? [] : [document.departement];
    if (facet === 'rates') return document.rate === null ? [] : [rateBand(document.rate)];
    return document[facet];
  };
  for (const document of documents.filter((one) => passes(one, asked, facet === 'skills' ? undefined : facet)))
    for (const value of values(document)) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return counts;
}

/** Loads documents into an engine and compares filters, totals and facets of a query with the reference. Returns the differences. */
export async function compare(
  port: Searcher,
  documents: readonly SearchDocument[],
  given: Partial<SearchQuery>,
): Promise<string[]> {
  const asked = query({ ...given, facets: [...FACETS] });
  const result: SearchResult = await port.search(asked);
  const wanted = documents.filter((document) => passes(document, asked)).map((document) => document.id);
  const differences: string[] = [];
  if (result.total !== wanted.length) differences.push(`total ${result.total} instead of ${wanted.length}`);
  const found = new Set(result.hits.map((hit) => hit.id));
  if (wanted.length <= asked.limit && wanted.some((id) => !found.has(id))) differences.push('a document is missing');
  if (result.hits.some((hit) => !wanted.includes(hit.id))) differences.push('a document should not be there');
  for (const facet of FACETS) {
    const brute = bruteFacet(documents, asked, facet);
    for (const { value, count } of result.facets[facet] ?? [])
      if (brute.get(value) !== count)
        differences.push(`${facet} ${value}: ${count} instead of ${brute.get(value) ?? 0}`);
    if (brute.size <= 30 && (result.facets[facet]?.length ?? 0) !== brute.size)
      differences.push(`${facet}: ${result.facets[facet]?.length ?? 0} values instead of ${brute.size}`);
  }
  return differences;
}

/** The order of a query without words, ids as the last word: what both engines must give. Distance is compared apart. */
export function ordered(documents: readonly SearchDocument[], asked: SearchQuery): string[] {
  const last = asked.kind === 'profile' ? Infinity : -Infinity;
  const rate = (document: SearchDocument) => (document.rate ?? last) * (asked.kind === 'profile' ? 1 : -1);
  const byRate = (a: SearchDocument, b: SearchDocument) => (rate(a) === rate(b) ? 0 : rate(a) - rate(b));
  return documents
    .filter((document) => passes(document, asked))
    .sort((a, b) => (asked.sort === 'RATE' ? byRate(a, b) : 0) || b.freshDay - a.freshDay || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
