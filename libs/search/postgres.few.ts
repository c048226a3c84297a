import { FACET_VALUES } from './meilisearch.settings';
import { countsApart } from './postgres.sql';
import { type Facet, type FacetCount, rateBand, type SearchQuery, type SearchResult } from './search.port';

/** One row that a search found: it meets every filter, or all but those of one facet that counts without its own. */
export interface FoundRow {
  id: string;
  fresh_day: number;
  rate: number | null;
  /** Lists, with commas between. */
  skills: string;
  occupations: string;
  remote: string;
  languages: string;
  departement: string | null;
  km: number | null;
  /** Absent without words. */
  rank?: number | null;
  /** The one facet whose own filter it does not meet; null when it meets all. */
  beside: Facet | null;
}

const valuesOf = (row: FoundRow, facet: Facet): readonly string[] => {
  if (facet === 'departements') return row.departement === null ? [] : [row.departement];
  if (facet === 'rates') return row.rate === null ? [] : [String(rateBand(row.rate))];
  return row[facet] === '' ? [] : row[facet].split(',');
};

function countsOf(rows: readonly FoundRow[], facet: Facet): FacetCount[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_VALUES);
}

/** Before, after or beside: the order of `orderSql`. */
function order({ sort, kind }: SearchQuery): (a: FoundRow, b: FoundRow) => number {
  const direction = kind === 'profile' ? 1 : -1;
  const first = (a: FoundRow, b: FoundRow) => {
    if (sort === 'RECENT') return b.fresh_day - a.fresh_day;
    if (sort === 'DISTANCE') return nullsLast(a.km, b.km, 1);
    return sort === 'RATE' ? nullsLast(a.rate, b.rate, direction) : 0;
  };
  return (a, b) => first(a, b) || (b.rank ?? 0) - (a.rank ?? 0) || b.fresh_day - a.fresh_day || (a.id < b.id ? -1 : 1);
}

const nullsLast = (a: number | null, b: number | null, direction: 1 | -1): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : (a - b) * direction;

/** What a search answers when these few rows are all it found: the same as the one statement, without its cost. */
export function answerOf(
  query: SearchQuery,
  rows: readonly FoundRow[],
): Pick<SearchResult, 'hits' | 'total' | 'facets' | 'sampled'> {
  const met = rows.filter(({ beside }) => beside === null);
  const counted = (facet: Facet) =>
    countsApart(facet, query.filters) ? rows.filter(({ beside }) => beside === null || beside === facet) : met;
  return {
    hits: [...met]
      .sort(order(query))
      .slice(query.offset, query.offset + query.limit)
      .map(({ id, km }) => ({ id, km: km === null ? null : Math.round(km * 10) / 10 })),
    total: met.length,
    facets: Object.fromEntries(query.facets.map((facet) => [facet, countsOf(counted(facet), facet)])),
    sampled: false,
  };
}
