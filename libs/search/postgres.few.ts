import { FACET_VALUES } from './meilisearch.settings';
import { countsApart } from './postgres.sql';
import {
  type Facet,
  type FacetCount,
  FACETS,
  rateBand,
  type SearchDocument,
  type SearchQuery,
  type SearchResult,
} from './search.port';

/** One row that a search found: it meets every filter, or all but those of one facet that counts without its own. */
export interface FoundRow {
  id: string;
  fresh_day: number;
  /** What facets count of it, as `facetsOf` writes it. */
  facets: string;
  km: number | null;
  /** Absent without words. */
  rank?: number | null;
  /** The one facet whose own filter it does not meet; null when it meets all. */
  beside: Facet | null;
}

/** The facets of a row in one text, which is read sooner than many columns: lists with commas, parted by bars; a rate as it is. */
export const facetsOf = (document: SearchDocument): string =>
  FACETS.map((facet) => {
    if (facet === 'departements') return document.departement ?? '';
    return facet === 'rates' ? (document.rate ?? '') : document[facet].join(',');
  }).join('|');

/** The same of a row `d` of the narrow table. */
export const FACETS_SQL = `concat_ws('|', ${FACETS.map((facet) => {
  if (facet === 'departements') return `coalesce(d.departement, '')`;
  return facet === 'rates' ? `coalesce(d.rate::text, '')` : `array_to_string(d.${facet}, ',')`;
}).join(', ')})`;

const partsOf = ({ facets }: FoundRow): readonly string[] => facets.split('|');

/** The rate as it is, which stands last. */
function rateOf({ facets }: FoundRow): number | null {
  const text = facets.slice(facets.lastIndexOf('|') + 1);
  return text === '' ? null : Number(text);
}

const valuesOf = (facet: Facet, text: string): readonly string[] =>
  facet === 'rates' ? [String(rateBand(Number(text)))] : text.split(',');

/** Most texts come often (who speaks French alone): each is taken apart once. */
function countsOf(rows: readonly (readonly string[])[], facet: Facet): FacetCount[] {
  const at = FACETS.indexOf(facet);
  const texts = new Map<string, number>();
  for (const parts of rows) {
    const text = parts[at];
    if (text) texts.set(text, (texts.get(text) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [text, times] of texts)
    for (const value of valuesOf(facet, text)) counts.set(value, (counts.get(value) ?? 0) + times);
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
    return sort === 'RATE' ? nullsLast(rateOf(a), rateOf(b), direction) : 0;
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
  const metParts = query.facets.length > 0 ? met.map(partsOf) : [];
  const counted = (facet: Facet) =>
    countsApart(facet, query.filters)
      ? [...metParts, ...rows.filter(({ beside }) => beside === facet).map(partsOf)]
      : metParts;
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
