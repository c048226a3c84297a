import { FACET_VALUES } from './meilisearch.settings';
import { PREPARED } from '#libs/persistence/preparing-client';
import { cellsAround } from './postgres.cells';
import { FACETS_SQL } from './postgres.few';
import { countsApart, distanceSql, facetCountsSql, filterSql, groupSql, Parameters } from './postgres.sql';
import type { Reading } from './postgres.words';
import { type Facet, FACETS, type SearchQuery } from './search.port';

/** The words of a search as tsqueries in text: what a document must hold, and all that its rank counts. */
export interface Wanted {
  match: string;
  rank: string;
}

/**
 * What is asked one after the other until something is found: every word; all but one, whichever; any. Nothing without
 * words.
 */
export function stepsOf({ groups, ranks }: Pick<Reading, 'groups' | 'ranks'>): Wanted[] {
  const rank = ranks.join(' | ');
  const every = (some: readonly string[]) => `(${some.map((group) => `(${group})`).join(' & ')})`;
  const butOne = groups.map((_group, left) => every(groups.filter((_other, at) => at !== left)));
  const steps = [every(groups), ...(groups.length > 2 ? [butOne.join(' | ')] : []), groups.join(' | ')];
  return groups.length === 0 ? [] : steps.slice(0, groups.length).map((match) => ({ match, rank }));
}

/** Weights of long text, town, skills and occupations, title. */
const WEIGHTS = '{0.1, 0.2, 0.6, 1.0}';

export interface Statement {
  sql: string;
  values: readonly unknown[];
}

const COUNTED = ['rate', 'departement', 'skills', 'occupations', 'remote', 'languages'];
const columnsOf = (row: string): string => COUNTED.map((column) => `${row}.${column}`).join(', ');

/** The facets of a query that count without their own filter, and its rows: those that meet all filters or all but one of these. */
function foundSql(parameters: Parameters, query: SearchQuery, words: Wanted | undefined) {
  const { filters } = query;
  const apart = query.facets.filter((facet) => countsApart(facet, filters));
  const flags = new Map<Facet, string>();
  const conditions = [...(words ? holding(parameters, query, words) : []), ...filterSql(parameters, query)];
  for (const facet of FACETS) {
    const group = groupSql(parameters, facet, filters);
    if (group && apart.includes(facet)) flags.set(facet, group);
    else if (group) conditions.push(group);
  }
  if (flags.size > 1) conditions.push(`${[...flags.values()].map((flag) => `(not ${flag})::int`).join(' + ')} <= 1`);
  const beside = [...flags].map(([facet, flag]) => ` when not ${flag} then '${facet}'`).join('');
  const km = filters.near ? distanceSql(parameters, filters.near) : 'null::float8';
  const from = words ? 'search_words' : 'search_document';
  const rank = words
    ? `, case when ${[...flags.values()].join(' and ') || 'true'} then ts_rank('${WEIGHTS}', d.words, ${parameters.add(words.rank)}::tsquery) end as rank`
    : '';
  const sql = (
    columns: string,
  ) => `select d.id, d.fresh_day, ${columns}, ${km} as km, ${beside ? `case${beside} end` : 'null::text'} as beside${rank}
    from ${from}_${query.kind} d where ${conditions.join(' and ') || 'true'}`;
  return {
    sql: sql(`d.draw, ${words ? '' : 'd.version, '}${columnsOf('d')}`),
    written: sql(words ? 'd.facets' : `${FACETS_SQL} as facets`),
    apart,
  };
}

/** The first `limit` rows found, in no order: when there are fewer, they are all. */
export function fewStatement(query: SearchQuery, words: Wanted | undefined, limit: number): Statement {
  const parameters = new Parameters();
  const { written } = foundSql(parameters, query, words);
  return { sql: `${PREPARED} ${written} limit ${parameters.add(limit)}`, values: parameters.values };
}

/** Lots drawn by documents: from nothing to one less. */
const LOTS = 32_768;

type Group = Facet | undefined;
const nameOf = (group: Group): string => group ?? 'shared';
/** Rows `r` that a group counts: those that meet every filter, or all but its own. */
const countedBy = (group: Group): string => `(r.beside is null${group ? ` or r.beside = '${group}'` : ''})`;

/** One row in how many a group counts when it has more than `most`, as columns `every_…`; and the total. */
function totalsSql(groups: readonly Group[], apart: readonly Facet[], most: string, counted = '*'): string {
  const count = (group: Group) =>
    apart.every((facet) => facet === group) ? `count(${counted})` : `count(*) filter (where ${countedBy(group)})`;
  const every = (group: Group) => `greatest(1, ceil(${count(group)} / ${most}::float8))::int as every_${nameOf(group)}`;
  return [`${count(undefined)}::int as total`, ...groups.map(every)].join(', ');
}

/** Keeps what a row is beside from being worked out anew wherever it is asked. */
const ONCE = 'offset 0';

/** The rows drawn by lot, each with the groups it counts for. `every` tells one in how many. */
function sampleSql(groups: readonly Group[], every: (group: Group) => string): string {
  const drawn = (group: Group) => `(${countedBy(group)} and r.draw < ${LOTS} / ${every(group)})`;
  return `sample as materialized (
      select ${columnsOf('r')}, ${groups.map((group) => `${drawn(group)} as in_${nameOf(group)}`).join(', ')}
      from found r where ${groups.map(drawn).join(' or ')})`;
}

/** The counts of facets over the rows drawn, as columns. */
const countsSql = (facets: readonly Facet[], apart: readonly Facet[], every: (group: Group) => string): string[] =>
  facets.map((facet) => {
    const group = apart.includes(facet) ? facet : undefined;
    return `(select coalesce(json_agg(json_build_object('value', v, 'count', n * ${every(group)}) order by n desc, v), '[]')
        from (select v::text collate "C" as v, n from (${facetCountsSql(facet, `sample where in_${nameOf(group)}`)}) g
          order by n desc, v limit ${FACET_VALUES}) y) as "${facet}"`;
  });

const pageSql = (parameters: Parameters, query: SearchQuery, ranked: boolean): string =>
  `(select coalesce(json_agg(json_build_object('id', id, 'km', round(km::numeric, 1)::float8)), '[]') from (
      select r.id, r.km from found r where r.beside is null order by ${orderSql(query, ranked)}
      limit ${parameters.add(query.limit)} offset ${parameters.add(query.offset)}) p) as hits`;

/**
 * One statement for the page, the total and the counts of facets of a search with words: the documents that hold them are
 * read once. A group that counts without its own filter (`countsApart`) counts rows that meet all but it. Counts over more
 * than `exactUpTo` rows are taken on about as many, drawn by lot, and multiplied: `sampled` says so.
 */
export function statementOf(query: SearchQuery, words: Wanted, exactUpTo: number): Statement {
  const parameters = new Parameters();
  const { sql: found, apart } = foundSql(parameters, query, words);
  const groups = query.facets.length > 0 ? [undefined, ...apart] : [];
  const every = (group: Group) => `(select every_${nameOf(group)} from counted)`;
  const most = groups.length > 0 ? parameters.add(exactUpTo) : '';
  const sql = `${PREPARED} with found as materialized (${found}),
     counted as materialized (select ${totalsSql(groups, apart, most)} from found r)
     ${groups.length > 0 ? `, ${sampleSql(groups, every)}` : ''}
     select ${['total', sampledSql(groups, every), pageSql(parameters, query, true), ...countsSql(query.facets, apart, every)].join(', ')}
     from counted`;
  return { sql, values: parameters.values };
}

const sampledSql = (groups: readonly Group[], every: (group: Group) => string): string =>
  `${groups.length > 0 ? `greatest(${groups.map(every).join(', ')}) > 1` : 'false'} as sampled`;

/**
 * The page and the total without words, and one row in how many each group counts: the narrow rows are passed over. What is
 * counted stands in no index: an index alone is quick only until people edit, and then several times slower than the rows.
 */
export function browseStatement(query: SearchQuery, exactUpTo: number): Statement {
  const parameters = new Parameters();
  const { sql: found, apart } = foundSql(parameters, query, undefined);
  const groups = query.facets.length > 0 ? [undefined, ...apart] : [];
  const most = groups.length > 0 ? parameters.add(exactUpTo) : '';
  const every = groups.map((group) => `, every_${nameOf(group)}`);
  const sql = `with found as not materialized (${found})
     select total, ${pageSql(parameters, query, false)}${every.join('')}
     from (select ${totalsSql(groups, apart, most, 'r.version')} from ${apart.length > 1 ? `(select version, beside from found ${ONCE})` : 'found'} r) counted`;
  return { sql, values: parameters.values };
}

/** The counts of facets of a search without words: only the rows that drew low enough are read, by the index of lots. */
export function facetsStatement(query: SearchQuery, every: (group: Facet | undefined) => number): Statement {
  const parameters = new Parameters();
  const { sql: found, apart } = foundSql(parameters, query, undefined);
  const groups = [undefined, ...apart];
  const highest = Math.floor(LOTS / Math.min(...groups.map(every)));
  const written = (group: Group) => String(Math.trunc(every(group)));
  const sql = `with found as not materialized (${found} and d.draw < ${parameters.add(highest)}::int ${ONCE}),
     ${sampleSql(groups, written)}
     select ${countsSql(query.facets, apart, written).join(', ')}`;
  return { sql, values: parameters.values };
}

/** That a document holds the words. A radius cuts in the index of words, too, by cells of the map. */
function holding(parameters: Parameters, { filters: { near } }: SearchQuery, words: Wanted): string[] {
  // Out of a select of its own, no plan is made for one search’s words: the next one’s is the same.
  const holds = (match: string) => `d.words @@ (select ${parameters.add(match)}::tsquery)`;
  const cells = near && cellsAround(near);
  return [holds(words.match), ...(cells ? [holds(cells)] : [])];
}

/** A total order, so that pages neither repeat nor skip; ties as the other engine breaks them. */
function orderSql({ sort, kind }: SearchQuery, ranked: boolean): string {
  const rate = kind === 'profile' ? 'rate asc nulls last, ' : 'rate desc nulls last, ';
  const first = { RELEVANCE: '', RECENT: 'fresh_day desc, ', DISTANCE: 'km asc nulls last, ', RATE: rate }[sort];
  return `${first}${ranked ? 'rank desc, ' : ''}fresh_day desc, id`;
}
