import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { FacetValue, MissionResults, Relief } from '#libs/contracts/discovery';
import type { Locale } from '#libs/errors/problem';
import { departementLabel } from '#libs/geo/places';
import { GuardedSearch } from '#libs/search/guarded-search';
import {
  type Audience,
  type Facet,
  FACETS,
  type SearchFilters,
  type SearchHit,
  type SearchKind,
  type SearchResult,
  type SearchSort,
} from '#libs/search/search.port';
import { tellable } from '#libs/search/small-cells';
import { shortTitle } from '#libs/taxonomy/title-label';
import { Lexicon } from '../taxonomy/lexicon';
import { SearchLog } from './search-log';
import { type Asked, filtersOf, widerThan, withoutEach } from './asked';

/** Who looks, as far as the engine must know: what they may find, whose caseload, what is left in or out. */
export interface Reach {
  kind: SearchKind;
  audiences: readonly Audience[];
  /** The agency whose caseload is meant when only it is asked for; nobody’s for who has none. */
  caseloadOf?: string;
  only?: readonly string[];
  excluding?: readonly string[];
}

export interface Window {
  sort: SearchSort;
  offset: number;
  limit: number;
}

/** What was found: the engine’s ids and the words around them, in the reader’s language. */
export interface Found {
  hits: SearchHit[];
  frame: Omit<MissionResults, 'items' | 'nextCursor'>;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const MOST_RELATED = 6;

/** Asks the engine, widens when nothing is found and says so, and tells what each filter costs. */
@Injectable()
export class Finder {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly engine: GuardedSearch,
    private readonly lexicon: Lexicon,
    private readonly log: SearchLog,
  ) {}

  /** One page of ids; the counts and the help come with the first page only. Throws what `filtersOf` throws. */
  async find(asked: Asked, reach: Reach, window: Window, locale: Locale): Promise<Found> {
    const first = window.offset === 0;
    const filters = this.within(asked, reach);
    const since = performance.now();
    const { result, widenedKm } = await this.widening(asked, filters, reach, window, first ? FACETS : []);
    if (first)
      this.log.note({
        kind: reach.kind,
        words: asked.q,
        filters,
        hits: result.total,
        widened: result.widened || widenedKm !== null,
        degraded: result.degraded,
        tookMs: performance.now() - since,
      });
    return {
      hits: result.hits,
      frame: {
        total: result.total,
        facets: await this.labelled(tellable({ kind: reach.kind, filters }, result.facets), asked, locale),
        corrected: result.corrected,
        widened: result.widened,
        widenedKm,
        reliefs: first && result.total === 0 ? await this.reliefs(asked, reach) : [],
        related: first ? await this.related(asked, reach, locale) : [],
        sampled: result.sampled,
        degraded: result.degraded,
      },
    };
  }

  /** Ids alone, of exactly what was asked: no wider radius, and `widened` says when the engine read the words loosely. */
  ids(asked: Asked, reach: Reach, limit: number, sort: SearchSort): Promise<SearchResult> {
    return this.ask(asked, this.within(asked, reach), reach, { sort, offset: 0, limit }, []);
  }

  private within(asked: Asked, { caseloadOf, only, excluding }: Reach): SearchFilters {
    return {
      ...filtersOf(asked),
      ...(asked.caseload === 'true' ? { caseloadOf: caseloadOf ?? NOBODY } : {}),
      ...(only ? { only } : {}),
      ...(excluding?.length ? { excluding } : {}),
    };
  }

  private ask(asked: Asked, filters: SearchFilters, reach: Reach, window: Window, facets: readonly Facet[]) {
    const { kind, audiences } = reach;
    return this.engine.search({ kind, words: asked.q, filters, audiences, ...window, facets });
  }

  private async widening(asked: Asked, filters: SearchFilters, reach: Reach, window: Window, facets: readonly Facet[]) {
    const result = await this.ask(asked, filters, reach, window, facets);
    if (result.total > 0) return { result, widenedKm: null };
    for (const wider of widerThan(filters)) {
      const found = await this.ask(asked, wider, reach, window, facets);
      if (found.total > 0) return { result: found, widenedKm: wider.near?.km ?? null };
    }
    return { result, widenedKm: null };
  }

  private async reliefs(asked: Asked, reach: Reach): Promise<Relief[]> {
    const reliefs = await Promise.all(
      withoutEach(asked).map(async ({ removed, left }) => ({ ...removed, count: await this.count(left, reach) })),
    );
    return reliefs.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  }

  private async count(asked: Asked, reach: Reach): Promise<number> {
    const window = { sort: 'RELEVANCE' as const, offset: 0, limit: 0 };
    return (await this.ask(asked, this.within(asked, reach), reach, window, [])).total;
  }

  /** Occupations near those chosen, or near the one the words name; each with what it would give. */
  private async related(asked: Asked, reach: Reach, locale: Locale): Promise<FacetValue[]> {
    const chosen = asked.occupations ?? [];
    const named = chosen.length === 0 && asked.q ? await this.lexicon.suggestOccupations(asked.q, 1) : [];
    const from = chosen.length > 0 ? chosen : named.map(({ id }) => id);
    if (from.length === 0) return [];
    const near = await this.db.query<{ id: number; label: string }[]>(
      `select o.id, ${locale === 'en' ? 'coalesce(o.label_en, o.label_fr)' : 'o.label_fr'} as label
       from occupation_link l join occupation o on o.id = l.to_id
       where l.from_id = any($1::int[]) and not o.id = any($1::int[]) and not o.obsolete
       group by o.id order by min(l.position), o.id limit ${MOST_RELATED}`,
      [from],
    );
    const counted = await Promise.all(
      near.map(async ({ id, label }) => {
        const left = { ...asked, occupations: [id], ...(chosen.length > 0 ? {} : { q: undefined }) };
        return { value: String(id), label: shortTitle(label), count: await this.count(left, reach) };
      }),
    );
    return counted.filter(({ count }) => count > 0);
  }

  private async labelled(
    facets: SearchResult['facets'],
    asked: Asked,
    locale: Locale,
  ): Promise<Record<Facet, FacetValue[]>> {
    /** The counts of the engine, and the values chosen which it did not count. */
    const counts = (facet: Facet) => {
      const found = facets[facet] ?? [];
      const chosen = facet === 'rates' ? [] : (asked[facet] ?? []).map(String);
      const missing = chosen.filter((value) => !found.some((row) => row.value === value));
      return [...found, ...missing.map((value) => ({ value, count: 0 }))];
    };
    const names = async (table: 'skill' | 'occupation', facet: Facet) => {
      const rows = await this.db.query<{ id: number; label: string }[]>(
        `select id, ${locale === 'en' ? 'coalesce(label_en, label_fr)' : 'label_fr'} as label from ${table} where id = any($1::int[])`,
        [counts(facet).map((row) => Number(row.value))],
      );
      const byId = new Map(rows.map((row) => [String(row.id), row.label]));
      return counts(facet).map((row) => ({ ...row, label: byId.get(row.value) ?? row.value }));
    };
    const languages = new Intl.DisplayNames([locale], { type: 'language' });
    const asIs = (facet: Facet) => counts(facet).map((row) => ({ ...row, label: row.value }));
    return {
      skills: await names('skill', 'skills'),
      occupations: (await names('occupation', 'occupations')).map((row) => ({ ...row, label: shortTitle(row.label) })),
      remote: asIs('remote'),
      languages: counts('languages').map((row) => ({ ...row, label: languages.of(row.value) ?? row.value })),
      departements: counts('departements').map((row) => ({ ...row, label: departementLabel(row.value) })),
      rates: asIs('rates').sort((a, b) => Number(a.value) - Number(b.value)),
    };
  }
}
