import type { EntityManager } from 'typeorm';
import { fingerprint } from './fingerprint';
import { FACET_VALUES } from './meilisearch.settings';
import { countsApart, distanceSql, facetValueSql, filterSql, Parameters } from './postgres.sql';
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
import { words as stems } from '#libs/taxonomy/normalise';
import { queryWords, searchText, typosAllowed } from './words';

const HELD_PAGE = 1_000;

/** The telling words of a text as gender-neutral stems, letters and digits only. */
const stemsOf = (text: string): string[] => stems(text).filter((stem) => /^[\p{L}\p{N}]+$/u.test(stem));

/** What is indexed of a text: its words as written, for prefixes and exact names, and their stems. */
const indexText = (text: string): string => `${searchText(text)} ${stemsOf(text).join(' ')}`;

interface Reading {
  /** A tsquery as text, safe by construction: words hold letters and digits only. */
  tsquery: string;
  corrected: { from: string; to: string }[];
}

/**
 * The search engine inside PostgreSQL: full text by gender-neutral French and English stems, typos corrected through a lexicon before the
 * query, filters, distance and facets in SQL. The embedded default, and the degraded mode of Meilisearch.
 */
export class PostgresSearch implements SearchPort {
  readonly engine = 'postgresql';

  /** Inside a transaction, give it the transaction. */
  constructor(private readonly db: Pick<EntityManager, 'query'>) {}

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const written: SearchDocument[] = [];
    for (const document of documents) if (await this.upsertOne(document)) written.push(document);
    if (written.length > 0) await this.learn(written);
  }

  async remove(kind: SearchKind, ids: readonly string[]): Promise<void> {
    await this.db.query(`delete from search_document where kind = $1 and id = any($2::uuid[])`, [kind, ids]);
    await this.db.query(`delete from search_body where kind = $1 and id = any($2::uuid[])`, [kind, ids]);
  }

  async *held(kind: SearchKind): AsyncGenerator<Held[]> {
    for (let after: string | null = null; ;) {
      const page: Held[] = await this.db.query<Held[]>(
        `select id, version, fingerprint from search_document where kind = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
        [kind, after, HELD_PAGE],
      );
      if (page.length > 0) yield page;
      if (page.length < HELD_PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    const words = queryWords(query.words ?? '');
    if (words.length === 0) return { ...(await this.find(query, undefined)), corrected: [], widened: false };
    const every = await this.read(words, '&');
    const found = await this.find(query, every.tsquery);
    if (found.total > 0 || words.length === 1) return { ...found, corrected: every.corrected, widened: false };
    const either = await this.read(words, '|');
    return { ...(await this.find(query, either.tsquery)), corrected: either.corrected, widened: true };
  }

  /** False when what is held is newer. */
  private async upsertOne(document: SearchDocument): Promise<boolean> {
    const title = indexText(document.title);
    const keywords = indexText(document.keywords.join(' \n '));
    const place = searchText(document.placeName ?? '');
    const body = indexText(document.body.slice(0, 20_000));
    const written = await this.db.query<unknown[]>(
      `insert into search_document (kind, id, version, audience, words, skills, occupations, remote, languages, rate,
         available_day, experience_years, departement, lat, lon, organisation_id, agencies, fresh_day, fingerprint)
       values ($1, $2, $3, $4,
         setweight(to_tsvector('simple', $5), 'A') || setweight(to_tsvector('simple', $6), 'B') || setweight(to_tsvector('simple', $7), 'C'),
         $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
       on conflict (kind, id) do update set version = excluded.version, audience = excluded.audience, words = excluded.words,
         skills = excluded.skills, occupations = excluded.occupations, remote = excluded.remote,
         languages = excluded.languages, rate = excluded.rate, available_day = excluded.available_day,
         experience_years = excluded.experience_years, departement = excluded.departement, lat = excluded.lat,
         lon = excluded.lon, organisation_id = excluded.organisation_id, agencies = excluded.agencies,
         fresh_day = excluded.fresh_day, fingerprint = excluded.fingerprint
       where search_document.version <= excluded.version
       returning id`,
      [
        document.kind,
        document.id,
        document.version,
        document.audience,
        title,
        keywords,
        place,
        document.skills,
        document.occupations,
        document.remote,
        document.languages,
        document.rate,
        document.availableDay,
        document.experienceYears,
        document.departement,
        document.lat,
        document.lon,
        document.organisationId,
        document.agencies,
        document.freshDay,
        fingerprint(document),
      ],
    );
    if (written.length === 0) return false;
    await this.db.query(
      `insert into search_body (kind, id, words)
       values ($1, $2, to_tsvector('simple', $3))
       on conflict (kind, id) do update set words = excluded.words`,
      [document.kind, document.id, body],
    );
    return true;
  }

  /** Counts the words people wrote, once a document; in one order whoever writes, so that writers never wait in a circle. */
  private async learn(documents: readonly SearchDocument[]): Promise<void> {
    const writings = new Map<string, number>();
    for (const { title, keywords, placeName } of documents) {
      const text = searchText(`${title} ${keywords.join(' ')} ${placeName ?? ''}`);
      for (const word of new Set(text.match(/[\p{L}\p{N}]{3,40}/gu) ?? []))
        writings.set(word, (writings.get(word) ?? 0) + 1);
    }
    const words = [...writings.keys()].sort();
    await this.db.query(
      `insert into search_lexicon (word, writings) select * from unnest($1::text[], $2::int[])
       on conflict (word) do update set writings = search_lexicon.writings + excluded.writings`,
      [words, words.map((word) => writings.get(word))],
    );
  }

  /**
   * Turns words into a tsquery: each word as typed or by its gender-neutral stem, what it was probably meant to be, and
   * the last one as a prefix. Words that say nothing (articles…) are left out.
   */
  private async read(words: readonly string[], operator: '&' | '|'): Promise<Reading> {
    const corrections = await this.corrections(words);
    const groups = words.flatMap((word, index) => {
      const forms = corrections.get(word) ?? [word];
      const stems = forms.flatMap((form) => stemsOf(form));
      if (stems.length === 0) return [];
      const typed = forms.map((form) => (index === words.length - 1 ? `'${form}':*` : `'${form}'`));
      return [`(${[...new Set([...typed, ...stems.map((stem) => `'${stem}'`)])].join(' | ')})`];
    });
    const corrected = [...corrections].flatMap(([from, forms]) => forms.slice(0, 1).map((to) => ({ from, to })));
    return { tsquery: groups.join(` ${operator} `), corrected };
  }

  /** Known words stay; an unknown one is replaced by the nearest known words (edit distance 1 from 5 letters, 2 from 9). */
  private async corrections(words: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ word: string; forms: string[] | null }[]>(
      `select w.word, (
         select array_agg(c.word) from (
           select l.word from search_lexicon l
           where l.word % w.word and levenshtein_less_equal(l.word, w.word, w.typos) <= w.typos
           order by levenshtein(l.word, w.word), l.writings desc, l.word limit 4
         ) c
       ) as forms
       from unnest($1::text[], $2::int[]) as w(word, typos)
       where w.typos > 0 and not exists (select 1 from search_lexicon l where l.word like w.word || '%')`,
      [words, words.map(typosAllowed)],
    );
    return new Map(rows.flatMap((row) => (row.forms ? [[row.word, row.forms] as const] : [])));
  }

  private async find(
    query: SearchQuery,
    tsquery: string | undefined,
  ): Promise<Omit<SearchResult, 'corrected' | 'widened'>> {
    if (tsquery === '') return this.find(query, undefined);
    const shared = query.facets.filter((facet) => !countsApart(facet, query.filters));
    const apart = query.facets.filter((facet) => countsApart(facet, query.filters));
    const main = await this.matches(query, tsquery, shared, undefined);
    const facets: Partial<Record<Facet, FacetCount[]>> = { ...main.facets };
    for (const facet of apart)
      facets[facet] = (await this.matches({ ...query, limit: 0 }, tsquery, [facet], facet)).facets[facet];
    return { hits: main.hits, total: main.total, facets };
  }

  /** One statement: the matching rows once, then the page, the total and the counts of the facets asked. */
  private async matches(
    query: SearchQuery,
    tsquery: string | undefined,
    facets: readonly Facet[],
    without: Facet | undefined,
  ) {
    const parameters = new Parameters();
    const text = tsquery === undefined ? undefined : parameters.add(tsquery);
    const conditions = filterSql(parameters, query, without);
    if (text) {
      const kind = parameters.add(query.kind);
      conditions.push(
        `d.id in (select t.id from search_document t where t.kind = ${kind} and t.words @@ ${text}::tsquery
           union select b.id from search_body b where b.kind = ${kind} and b.words @@ ${text}::tsquery)`,
      );
    }
    const km = query.filters.near ? distanceSql(parameters, query.filters.near) : 'null::float8';
    const rank = text ? `ts_rank('{0.1, 0.2, 0.6, 1.0}', d.words, ${text}::tsquery)` : '0';
    const counts = facets.map(
      (facet) =>
        `(select coalesce(json_agg(json_build_object('value', v, 'count', n) order by n desc, v), '[]')
          from (select v, count(*)::int as n from (select ${facetValueSql(facet)} as v from found d) x
                where v is not null group by v order by n desc, v limit ${FACET_VALUES}) y) as "${facet}"`,
    );
    const [row] = await this.db.query<({ hits: SearchHit[]; total: number } & Record<string, FacetCount[]>)[]>(
      `with found as materialized (
         select d.id, d.skills, d.occupations, d.remote, d.languages, d.departement, d.rate, d.fresh_day, ${km} as km, ${rank} as rank
         from search_document d where ${conditions.join(' and ')}
       )
       select (select count(*)::int from found) as total,
         (select coalesce(json_agg(json_build_object('id', id, 'km', km)), '[]') from (
            select id, round(km::numeric, 1)::float8 as km from found order by ${orderSql(query)}
            limit ${parameters.add(query.limit)} offset ${parameters.add(query.offset)}) p) as hits
         ${counts.map((count) => `, ${count}`).join('')}`,
      parameters.values,
    );
    const { hits = [], total = 0 } = row ?? {};
    return {
      hits,
      total,
      facets: Object.fromEntries(facets.map((facet) => [facet, row?.[facet] ?? []])) as Partial<
        Record<Facet, FacetCount[]>
      >,
    };
  }
}

/** A total order, so that pages neither repeat nor skip; ties as the other engine breaks them. */
function orderSql({ sort, kind }: SearchQuery): string {
  const rate = kind === 'profile' ? 'rate asc nulls last, ' : 'rate desc nulls last, ';
  const first = { RELEVANCE: '', RECENT: 'fresh_day desc, ', DISTANCE: 'km asc nulls last, ', RATE: rate }[sort];
  return `${first}rank desc, fresh_day desc, id`;
}
