import { filterTest, metres, type Stored } from './filter-language';
import { matchWords, type WordMatch, type WordSettings } from './stub-words';

interface Settings extends WordSettings {
  filterableAttributes?: string[];
  sortableAttributes?: string[];
  displayedAttributes?: string[];
  rankingRules?: string[];
  faceting?: { maxValuesPerFacet?: number };
  pagination?: { maxTotalHits?: number };
}

export interface IndexQuery {
  q?: string | null;
  filter?: unknown;
  sort?: string[];
  facets?: string[];
  page?: number;
  hitsPerPage?: number;
  offset?: number;
  limit?: number;
  matchingStrategy?: 'last' | 'all' | 'frequency';
  attributesToRetrieve?: string[];
  attributesToHighlight?: string[];
  highlightPreTag?: string;
  highlightPostTag?: string;
}

export interface Ranked {
  document: Stored;
  match: WordMatch;
}

/** A request the engine refuses with 400 and this code. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const none: WordMatch = { words: 0, typos: 0, attribute: 0, matched: new Set() };

type Order = (a: Ranked, b: Ranked) => number;

/** Empty values last whichever the direction, as the engine does. */
function byValue(value: (document: Stored) => unknown, descending: boolean): Order {
  return (a, b) => {
    const [left, right] = [value(a.document), value(b.document)];
    if (left === right) return 0;
    if (left === undefined || left === null) return 1;
    if (right === undefined || right === null) return -1;
    const order = (left as number | string) < (right as number | string) ? -1 : 1;
    return descending ? -order : order;
  };
}

/** One index of the stub engine: its documents and settings, searched in memory. */
export class StubIndex {
  readonly documents = new Map<string, Stored>();
  settings: Settings = {};
  readonly createdAt = new Date().toISOString();

  constructor(public primaryKey: string | null) {}

  /** The documents that match, ranked by the rules of the settings. */
  rank(query: IndexQuery): Ranked[] {
    const passes = this.filter(query.filter);
    const found: Ranked[] = [];
    for (const document of this.documents.values()) {
      if (!passes(document)) continue;
      const match = query.q ? matchWords(document, query.q, query.matchingStrategy ?? 'last', this.settings) : none;
      if (match) found.push({ document, match });
    }
    const orders = this.orders(query.sort ?? []);
    return found.sort((a, b) => orders.reduce((order, next) => order || next(a, b), 0));
  }

  filter(filter: unknown) {
    return filterTest(filter, new Set(this.settings.filterableAttributes ?? []));
  }

  /** Orders named by a `sort` parameter; throws Refused for an attribute that may not be sorted by. */
  sorts(sort: readonly string[]): Order[] {
    return sort.map((rule) => {
      const [, point, lat, lng, name, direction] =
        /^(?:(_geoPoint)\(([-\d.e]+),\s*([-\d.e]+)\)|(\w+)):(asc|desc)$/.exec(rule) ?? [];
      const attribute = point ? '_geo' : (name ?? rule);
      if (!this.settings.sortableAttributes?.includes(attribute))
        throw new Refused('invalid_search_sort', `Attribute \`${attribute}\` is not sortable`);
      if (!point) return byValue((document) => document[attribute], direction === 'desc');
      const from = { lat: Number(lat), lng: Number(lng) };
      return byValue(({ _geo }) => (_geo ? Math.round(metres(_geo, from)) : null), direction === 'desc');
    });
  }

  counts(documents: readonly Stored[], facets: readonly string[] = []): Record<string, Record<string, number>> {
    const most = this.settings.faceting?.maxValuesPerFacet ?? 100;
    return Object.fromEntries(
      facets.map((facet) => {
        if (!this.settings.filterableAttributes?.includes(facet))
          throw new Refused('invalid_search_facets', `Attribute \`${facet}\` is not filterable`);
        const counts = new Map<string, number>();
        for (const document of documents)
          for (const value of [document[facet] ?? []].flat() as unknown[])
            counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
        const kept = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most);
        return [facet, Object.fromEntries(kept)];
      }),
    );
  }

  search(query: IndexQuery): Record<string, unknown> {
    const ranked = this.rank(query);
    const total = Math.min(ranked.length, this.settings.pagination?.maxTotalHits ?? 1_000);
    const finite = query.page !== undefined || query.hitsPerPage !== undefined;
    const { hitsPerPage = 20, page = 1, offset = 0, limit = 20 } = query;
    const [from, size] = finite ? [(page - 1) * hitsPerPage, hitsPerPage] : [offset, limit];
    return {
      hits: ranked
        .slice(0, total)
        .slice(from, from + size)
        .map((one) => this.hit(one, query)),
      query: query.q ?? '',
      processingTimeMs: 1,
      ...(finite
        ? { hitsPerPage, page, totalPages: hitsPerPage === 0 ? 0 : Math.ceil(total / hitsPerPage), totalHits: total }
        : { limit, offset, estimatedTotalHits: total }),
      ...(query.facets
        ? {
            facetDistribution: this.counts(
              ranked.map(({ document }) => document),
              query.facets,
            ),
          }
        : {}),
    };
  }

  hit({ document, match }: Ranked, query: IndexQuery): Record<string, unknown> {
    const shown = (names: readonly string[]) =>
      Object.fromEntries(
        names
          .filter((name) => name in document && (this.settings.displayedAttributes ?? [name]).includes(name))
          .map((name) => [name, document[name]]),
      );
    const lit = query.attributesToHighlight;
    const tag = (text: string) =>
      text.replace(/[\p{L}\p{N}]+/gu, (word) =>
        match.matched.has(word.toLowerCase()) ? `${query.highlightPreTag}${word}${query.highlightPostTag}` : word,
      );
    return {
      ...shown(query.attributesToRetrieve ?? Object.keys(document)),
      ...(lit
        ? {
            _formatted: Object.fromEntries(
              Object.entries(shown(lit)).map(([name, value]) => [
                name,
                Array.isArray(value) ? value.map((one) => tag(String(one))) : tag(String(value)),
              ]),
            ),
          }
        : {}),
    };
  }

  private orders(sort: readonly string[]): Order[] {
    const sorts = this.sorts(sort);
    const rules: Record<string, Order[]> = {
      sort: sorts,
      words: [(a, b) => b.match.words - a.match.words],
      typo: [(a, b) => a.match.typos - b.match.typos],
      attributeRank: [(a, b) => a.match.attribute - b.match.attribute],
    };
    return (this.settings.rankingRules ?? ['words', 'typo', 'attributeRank', 'sort']).flatMap((rule) => {
      const [name = '', direction] = rule.split(':');
      return direction ? [byValue((document) => document[name], direction === 'desc')] : (rules[name] ?? []);
    });
  }
}
