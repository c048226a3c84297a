import { Meilisearch } from 'meilisearch';
import { z } from 'zod';
import { distanceKm } from '#libs/geo/places';
import { EngineFailure, failureOf } from './engine-failure';
import { type EngineAccess, MeiliIndexes } from './meilisearch.indexes';
import { anyWord, attributeOf, everyWord, facetsByAnswer, MATCH, pageOf, SHOWN } from './meilisearch.query';
import type {
  Facet,
  FacetCount,
  Held,
  SearchDocument,
  SearchHit,
  SearchKind,
  SearchPort,
  SearchQuery,
  SearchResult,
} from './search.port';
import { queryWords, typosAllowed, wordKey } from './words';

const READ_TIMEOUT_MS = 800;

const formatted = z.partialRecord(z.enum(SHOWN), z.union([z.string(), z.array(z.string())]));
/** What is read of an answer; one that lacks it (a proxy’s page, a truncated body) is a failure and not an empty list. */
const answer = z.object({
  hits: z.array(
    z.object({
      id: z.string(),
      _geo: z.object({ lat: z.number(), lng: z.number() }).nullish(),
      _formatted: formatted.catch({}).optional(),
    }),
  ),
  totalHits: z.int().optional(),
  estimatedTotalHits: z.int().optional(),
  facetDistribution: z.record(z.string(), z.record(z.string(), z.int())).nullish(),
  facetsByIndex: z
    .record(z.string(), z.object({ distribution: z.record(z.string(), z.record(z.string(), z.int())) }))
    .nullish(),
});
type Answer = z.infer<typeof answer>;

/** The production engine. Reads within 800 ms, once more when the connection broke, or throws an EngineFailure. */
export class MeiliSearch implements SearchPort {
  readonly engine = 'meilisearch';
  readonly indexes: MeiliIndexes;
  private readonly client: Meilisearch;
  private admitted = false;

  constructor(private readonly access: EngineAccess) {
    this.indexes = new MeiliIndexes(access);
    this.client = new Meilisearch({ host: access.url, apiKey: access.apiKey ?? '', timeout: READ_TIMEOUT_MS });
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    await this.admit();
    const uid = this.indexes.live(query.kind);
    const words = queryWords(query.words ?? '');
    const request = everyWord(query, uid);
    const { results } = await this.ask(
      () => this.client.multiSearch(request),
      z.object({ results: z.array(answer).length(request.queries.length) }),
    );
    const found = this.read(query, results);
    if (found.total > 0 || words.length < 2)
      return { ...found, corrected: corrections(words, results[0]?.hits ?? []), widened: false };
    const wider = await Promise.all(
      anyWord(query, uid).map((body) => this.ask(() => this.client.multiSearch(body), answer)),
    );
    return { ...this.read({ ...query, offset: 0 }, wider), corrected: [], widened: true };
  }

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const kinds = [...new Set(documents.map(({ kind }) => kind))];
    const tasks = kinds.map((kind) =>
      this.indexes.send(
        this.indexes.live(kind),
        documents.filter((document) => document.kind === kind),
      ),
    );
    await this.indexes.settled(await Promise.all(tasks));
  }

  async remove(kind: SearchKind, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.indexes.settled([await this.indexes.erase(this.indexes.live(kind), ids)]);
  }

  held(kind: SearchKind): AsyncGenerator<Held[]> {
    return this.indexes.held(this.indexes.live(kind));
  }

  /** Throws `too-powerful` when the key may manage keys: the master key must not leave its safe. Asked until the engine says. */
  async admit(): Promise<void> {
    if (!this.access.scopedKeyOnly || this.admitted) return;
    const powers = await once(() => this.client.getKeys({ limit: 1 })).then(
      () => true,
      (failure: EngineFailure) => {
        if (failure.kind !== 'refused') throw failure;
        return false;
      },
    );
    if (powers)
      throw new EngineFailure('too-powerful', 'MEILI_API_KEY may manage keys: give one made by “npm run search:keys”');
    this.admitted = true;
  }

  private async ask<T>(request: () => Promise<unknown>, shape: z.ZodType<T>): Promise<T> {
    const parsed = shape.safeParse(await once(request).catch((failure: EngineFailure) => retried(failure, request)));
    if (!parsed.success) throw new EngineFailure('broken', 'an answer of another shape');
    return parsed.data;
  }

  private read(query: SearchQuery, answers: readonly Answer[]): Omit<SearchResult, 'corrected' | 'widened'> {
    const [page] = answers;
    const { skip } = page?.totalHits === undefined ? { skip: 0 } : pageOf(query);
    const facets: Partial<Record<Facet, FacetCount[]>> = {};
    for (const [at, names] of facetsByAnswer(query).entries())
      for (const facet of names) facets[facet] = countsOf(answers[at], facet);
    return {
      hits: (page?.hits ?? []).slice(skip).map((hit) => ({ id: hit.id, km: kmOf(query, hit._geo) })),
      total: page?.totalHits ?? page?.estimatedTotalHits ?? 0,
      facets,
      sampled: false,
    };
  }
}

async function once(request: () => Promise<unknown>): Promise<unknown> {
  try {
    return await request();
  } catch (error) {
    throw failureOf(error);
  }
}

/** A connection that broke is tried once more; a slow engine is not asked twice. */
function retried(failure: EngineFailure, request: () => Promise<unknown>): Promise<unknown> {
  if (failure.kind !== 'unreachable') throw failure;
  return once(request);
}

function kmOf(
  { filters: { near } }: SearchQuery,
  at: { lat: number; lng: number } | null | undefined,
): SearchHit['km'] {
  return near && at ? Math.round(distanceKm(near, { lat: at.lat, lon: at.lng }) * 10) / 10 : null;
}

function countsOf(from: Answer | undefined, facet: Facet): FacetCount[] {
  const distributions = from?.facetsByIndex
    ? Object.values(from.facetsByIndex).map(({ distribution }) => distribution)
    : [from?.facetDistribution ?? {}];
  return distributions
    .flatMap((distribution) => Object.entries(distribution[attributeOf(facet)] ?? {}))
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const HIGHLIGHTED = new RegExp(`[\\p{L}\\p{N}]*${MATCH.open}[^${MATCH.close}]*${MATCH.close}[\\p{L}\\p{N}]*`, 'gu');

/** What each word was probably meant to be: the engine does not say, what it highlights in the first results does. */
function corrections(words: readonly string[], hits: Answer['hits']): SearchResult['corrected'] {
  const matched = new Set(
    hits
      .flatMap(({ _formatted }) => Object.values(_formatted ?? {}).flat())
      .flatMap((text) => text.match(HIGHLIGHTED) ?? [])
      .map((word) => word.replaceAll(MATCH.open, '').replaceAll(MATCH.close, '')),
  );
  return words.flatMap((word) => {
    const key = wordKey(word);
    const typos = typosAllowed(key);
    if (typos === 0 || [...matched].some((other) => other.startsWith(key))) return [];
    const [nearest] = [...matched]
      .map((to) => ({ to, distance: editDistance(key, to) }))
      .filter(({ distance }) => distance <= typos)
      .sort((a, b) => a.distance - b.distance || (a.to < b.to ? -1 : 1));
    return nearest ? [{ from: word, to: nearest.to }] : [];
  });
}

/** Levenshtein distance of two short words. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
