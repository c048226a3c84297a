import type { RemoteMode } from '#libs/contracts/common';

export type SearchKind = 'profile' | 'mission';

/** Who may find a document: everybody, signed-in members, advisers only. */
export const AUDIENCES = ['PUBLIC', 'MEMBERS', 'AGENCIES'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a search engine holds of a profile or a mission: nothing that identifies a person. */
export interface SearchDocument {
  kind: SearchKind;
  id: string;
  /** Revision of the source: an older document never replaces a newer one. */
  version: number;
  audience: Audience;
  /** Headline or mission title. */
  title: string;
  /** Skills, occupations, sectors: their labels and aliases in both languages, so that synonyms find them. */
  keywords: readonly string[];
  placeName: string | null;
  body: string;
  skills: readonly number[];
  occupations: readonly number[];
  remote: readonly RemoteMode[];
  /** ISO 639-1 codes. */
  languages: readonly string[];
  /** Whole euros per day: the least a freelancer asks, the most a mission offers. */
  rate: number | null;
  /** Day number: free from, or starts on. */
  availableDay: number | null;
  experienceYears: number | null;
  departement: string | null;
  lat: number | null;
  lon: number | null;
  organisationId: string | null;
  /** Agencies with an active mandate: the filter «my caseload». */
  agencies: readonly string[];
  /** Day number of publication or last confirmation. */
  freshDay: number;
}

export interface SearchFilters {
  /** All of these skills. */
  skills?: readonly number[];
  /** Any of these occupations. */
  occupations?: readonly number[];
  remote?: readonly RemoteMode[];
  languages?: readonly string[];
  departements?: readonly string[];
  rateMin?: number;
  rateMax?: number;
  /** Free (or starting) on this day number at the latest. */
  availableBy?: number;
  experienceMin?: number;
  near?: { lat: number; lon: number; km: number };
  /** Only people this agency accompanies. */
  caseloadOf?: string;
  organisationId?: string;
  /** Nothing outside these documents; an empty list finds nothing. At most a thousand. */
  only?: readonly string[];
  /** None of these documents. At most a thousand. */
  excluding?: readonly string[];
}

export const FACETS = ['skills', 'occupations', 'remote', 'languages', 'departements', 'rates'] as const;
export type Facet = (typeof FACETS)[number];

/** Width of a band of day rates, in euros. */
export const RATE_BAND = 50;
/** The last band holds every rate from here on: thirty bands in all. */
const LAST_BAND = 1_450;

/** The band of a day rate, named by its lowest euro: the value of the facet `rates`, of which a histogram is drawn. */
export const rateBand = (rate: number): number => Math.min(Math.floor(rate / RATE_BAND) * RATE_BAND, LAST_BAND);

export type SearchSort = 'RELEVANCE' | 'RECENT' | 'DISTANCE' | 'RATE';

export interface SearchQuery {
  kind: SearchKind;
  /** Free words; typos, accents and synonyms are the engine’s business. */
  words?: string;
  filters: SearchFilters;
  audiences: readonly Audience[];
  sort: SearchSort;
  offset: number;
  limit: number;
  facets: readonly Facet[];
}

export interface SearchHit {
  id: string;
  /** Kilometres from the point searched around, when there is one. */
  km: number | null;
}

export interface FacetCount {
  value: string;
  count: number;
}

export interface SearchResult {
  hits: SearchHit[];
  total: number;
  /**
   * Counts by value. Skills count within the result (adding one narrows); the other groups count without their own
   * filter (choosing a second value widens), so a chosen value never vanishes. `rates` counts bands (`rateBand`) without
   * the bounds of the rate. At most 30 values each, the most frequent.
   */
  facets: Partial<Record<Facet, FacetCount[]>>;
  /** True when the counts of facets were estimated on some of very many rows; the total never is. */
  sampled: boolean;
  /** Words read differently from what was typed. */
  corrected: { from: string; to: string }[];
  /** True when no document held every word and those holding some are shown instead. */
  widened: boolean;
}

/** Reads. Hits are ids: the caller reads and authorises them in PostgreSQL. Throws when it cannot answer, never an empty list. */
export interface Searcher {
  search(query: SearchQuery): Promise<SearchResult>;
}

/** What an index holds of one document: enough to tell whether it is as it should be. */
export interface Held {
  id: string;
  version: number;
  /** Of everything that was indexed (fingerprint.ts): tells what a version does not, such as a mandate that ended. */
  fingerprint: string;
}

/** A search engine. Two adapters, one behaviour (search.conformance.ts). */
export interface SearchPort extends Searcher {
  readonly engine: string;
  /** Written when it returns: a search that starts afterwards finds them. */
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  remove(kind: SearchKind, ids: readonly string[]): Promise<void>;
  /** Everything held of a kind, page by page in order of id: for the drift check. */
  held(kind: SearchKind): AsyncGenerator<Held[]>;
}
