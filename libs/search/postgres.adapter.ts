import type { EntityManager } from 'typeorm';
import { fingerprint } from './fingerprint';
import { answerOf, facetsOf, type FoundRow } from './postgres.few';
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

/** What is filtered of one document, by the names of its columns. */
const rowOf = (document: SearchDocument) => ({
  kind: document.kind,
  id: document.id,
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
});

const FILTERED = `kind text, id uuid, audience text, skills int[], occupations int[], remote text[], languages text[], rate int,
  available_day int, experience_years smallint, departement text, lat real, lon real, organisation_id uuid, agencies uuid[], fresh_day int`;

/** A table of documents: its columns as a statement that writes rows given as JSON names them. */
function table(own: string) {
  const columns = `${FILTERED}, ${own}`;
  const names = [...columns.matchAll(/(\w+) [a-z]+(?:\[\])?(?:,|$)/g)].map(([, name]) => name as string);
  return {
    columns,
    names: names.join(', '),
    set: names
      .slice(2)
      .map((name) => `${name} = excluded.${name}`)
      .join(', '),
    differs: `(${names.map((name) => `kept.${name}`).join(', ')}) is distinct from (${names.map((name) => `excluded.${name}`).join(', ')})`,
  };
}

/** What is filtered, in narrow rows that a search without words passes over quickly. */
const NARROW = table('version int, fingerprint text');
/** The same beside the words, so that a search with words reads one row a document. */
const WHOLE = table('words tsvector, facets text');

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
      `insert into search_document (${NARROW.names}) select ${NARROW.names} from jsonb_to_recordset($1::jsonb) as r(${NARROW.columns})
       on conflict (kind, id) do update set ${NARROW.set} where search_document.version <= excluded.version
       returning kind, id`,
      [json(given.map((one) => ({ ...rowOf(one), version: one.version, fingerprint: fingerprint(one) })))],
    );
    const documentsWritten = written.map(({ kind, id }) => latest.get(`${kind} ${id}`) as SearchDocument);
    if (documentsWritten.length === 0) return;
    const whole = await this.db.query<{ kind: SearchKind; id: string; reworded: boolean }[]>(
      `with given as (select * from jsonb_to_recordset($1::jsonb) as r(${WHOLE.columns})),
         same as (select kind, id from search_words kept join given using (kind, id) where kept.words = given.words)
       insert into search_words as kept (${WHOLE.names}) select ${WHOLE.names} from given
       on conflict (kind, id) do update set ${WHOLE.set} where ${WHOLE.differs}
       returning kind, id, (kind, id) not in (select kind, id from same) as reworded`,
      [json(documentsWritten.map((one) => ({ ...rowOf(one), words: vectorOf(one), facets: facetsOf(one) })))],
    );
    await learn(
      this.db,
      whole.filter(({ reworded }) => reworded).map(({ kind, id }) => latest.get(`${kind} ${id}`) as SearchDocument),
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
