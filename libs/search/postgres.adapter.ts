import type { EntityManager } from 'typeorm';
import { fingerprint } from './fingerprint';
import { answerOf, type FoundRow } from './postgres.few';
import {
  browseStatement,
  facetsStatement,
  fewStatement,
  type Statement,
  statementOf,
  stepsOf,
  type Wanted,
} from './postgres.statement';
import { learn, read, type Reading, type Synonyms, vectorOf } from './postgres.words';
import type {
  Facet,
  Held,
  SearchDocument,
  SearchHit,
  SearchKind,
  SearchPort,
  SearchQuery,
  SearchResult,
} from './search.port';
import { queryWords } from './words';

const HELD_PAGE = 1_000;
/** Up to `few` rows are fetched and counted here; up to `exactUpTo` facets are counted one by one, of more about as many are drawn. */
const BOUNDS = { few: 1_000, exactUpTo: 3_000 };
/** Without words rows are found at no cost: more than these are counted where they stand. */
const FEW_BROWSED = 100;

const NONE: Synonyms = new Map();
const NOTHING: Reading = { groups: [], ranks: [], corrected: [] };

type Answer = Omit<SearchResult, 'corrected' | 'widened'>;
type Row = { hits: SearchHit[]; total: number; sampled: boolean } & Answer['facets'];

/** What one document is in the table of what is filtered, by the names of its columns. */
const rowOf = (document: SearchDocument) => ({
  kind: document.kind,
  id: document.id,
  version: document.version,
  audience: document.audience,
  skills: document.skills,
  occupations: document.occupations,
  remote: document.remote,
  languages: document.languages,
  rate: document.rate,
  available_day: document.availableDay,
  experience_years: document.experienceYears,
  departement: document.departement,
  lat: document.lat,
  lon: document.lon,
  organisation_id: document.organisationId,
  agencies: document.agencies,
  fresh_day: document.freshDay,
  fingerprint: fingerprint(document),
});

const COLUMNS = `kind text, id uuid, version int, audience text, skills int[], occupations int[], remote text[], languages text[],
  rate int, available_day int, experience_years smallint, departement text, lat real, lon real, organisation_id uuid, agencies uuid[],
  fresh_day int, fingerprint text`;
const NAMES = [...COLUMNS.matchAll(/(\w+) [a-z]+(?:\[\])?(?:,|$)/g)].map(([, name]) => name as string);
const CHANGED = NAMES.slice(2).map((name) => `${name} = excluded.${name}`);

/** Rows as one parameter; a half of a pair of code units, which no text may hold, becomes the sign of what is unreadable. */
const json = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));

/**
 * The search engine inside PostgreSQL: full text by gender-neutral French and English stems, typos corrected through a
 * lexicon before the query, filters, distance and facets in SQL. The embedded default, and the degraded mode of Meilisearch.
 */
export class PostgresSearch implements SearchPort {
  readonly engine = 'postgresql';

  /** Inside a transaction, give it the transaction. `synonyms` are those of searches: whoever only writes needs none. */
  constructor(
    private readonly db: Pick<EntityManager, 'query'>,
    private readonly synonyms: () => Promise<Synonyms> = async () => NONE,
    private readonly bounds: Readonly<typeof BOUNDS> = BOUNDS,
  ) {}

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const latest = new Map<string, SearchDocument>();
    for (const document of documents) {
      const key = `${document.kind} ${document.id}`;
      if (document.version >= (latest.get(key)?.version ?? 0)) latest.set(key, document);
    }
    const given = [...latest.values()];
    if (given.length === 0) return;
    const written = await this.db.query<{ kind: SearchKind; id: string }[]>(
      `insert into search_document (${NAMES.join(', ')}) select ${NAMES.join(', ')} from jsonb_to_recordset($1::jsonb) as r(${COLUMNS})
       on conflict (kind, id) do update set ${CHANGED.join(', ')} where search_document.version <= excluded.version
       returning kind, id`,
      [json(given.map(rowOf))],
    );
    const documentsWritten = written.map(({ kind, id }) => latest.get(`${kind} ${id}`) as SearchDocument);
    if (documentsWritten.length === 0) return;
    const reworded = await this.db.query<{ kind: SearchKind; id: string }[]>(
      `insert into search_words as kept (kind, id, words, lat, lon) select * from unnest($1::text[], $2::uuid[], $3::tsvector[], $4::real[], $5::real[])
       on conflict (kind, id) do update set words = excluded.words, lat = excluded.lat, lon = excluded.lon
       where (kept.words, kept.lat, kept.lon) is distinct from (excluded.words, excluded.lat, excluded.lon)
       returning kind, id`,
      [
        documentsWritten.map(({ kind }) => kind),
        documentsWritten.map(({ id }) => id),
        documentsWritten.map(vectorOf),
        documentsWritten.map(({ lat }) => lat),
        documentsWritten.map(({ lon }) => lon),
      ],
    );
    await learn(
      this.db,
      reworded.map(({ kind, id }) => latest.get(`${kind} ${id}`) as SearchDocument),
    );
  }

  async remove(kind: SearchKind, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.db.query(`delete from search_document where kind = $1 and id = any($2::uuid[])`, [kind, ids]);
    await this.db.query(`delete from search_words where kind = $1 and id = any($2::uuid[])`, [kind, ids]);
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
    const { corrected, ...reading } = words.length > 0 ? await read(this.db, words, await this.synonyms()) : NOTHING;
    const [every, ...wider] = stepsOf(reading);
    const found = await this.find(query, every);
    if (found.total > 0 || wider.length === 0) return { ...found, corrected, widened: false };
    let last = found;
    for (const step of wider) {
      last = await this.find(query, step);
      if (last.total > 0) break;
    }
    return { ...last, corrected, widened: true };
  }

  private async find(query: SearchQuery, words: Wanted | undefined): Promise<Answer> {
    const most = words ? this.bounds.few : Math.min(this.bounds.few, FEW_BROWSED);
    const few = fewStatement(query, words, most + 1);
    const rows = await this.db.query<FoundRow[]>(few.sql, [...few.values]);
    if (rows.length <= most) return answerOf(query, rows);
    return words ? this.withWords(query, words) : this.browse(query);
  }

  private async withWords(query: SearchQuery, words: Wanted): Promise<Answer> {
    const {
      total = 0,
      hits = [],
      sampled = false,
      ...facets
    } = await this.row(statementOf(query, words, this.bounds.exactUpTo));
    return { hits, total, facets, sampled };
  }

  private async browse(query: SearchQuery): Promise<Answer> {
    const { total = 0, hits = [], ...rest } = await this.row(browseStatement(query, this.bounds.exactUpTo));
    if (query.facets.length === 0) return { hits, total, facets: {}, sampled: false };
    const ratios = rest as Readonly<Record<string, number>>;
    const every = (group: Facet | undefined) => ratios[`every_${group ?? 'shared'}`] ?? 1;
    const facets = await this.row(facetsStatement(query, every));
    return { hits, total, facets, sampled: Object.values(ratios).some((ratio) => ratio > 1) };
  }

  private async row({ sql, values }: Statement): Promise<Partial<Row>> {
    const [row] = await this.db.query<Partial<Row>[]>(sql, [...values]);
    return row ?? {};
  }
}
