import { FACET_VALUES } from './meilisearch.settings';
import { boxSql, countsApart, distanceSql, facetValueSql, filterSql, groupSql, Parameters } from './postgres.sql';
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
export function stepsOf({ groups }: Pick<Reading, 'groups'>): Wanted[] {
  const rank = groups.join(' | ');
  const every = (some: readonly string[]) => `(${some.map((group) => `(${group})`).join(' & ')})`;
  const butOne = groups.map((_group, left) => every(groups.filter((_other, at) => at !== left)));
  const steps = [every(groups), ...(groups.length > 2 ? [butOne.join(' | ')] : []), rank];
  return groups.length === 0 ? [] : steps.slice(0, groups.length).map((match) => ({ match, rank }));
}

/** Weights of long text, town, skills and occupations, title. */
const WEIGHTS = '{0.1, 0.2, 0.6, 1.0}';

/**
 * One statement for a page, its total and the counts of facets. With words, the documents that hold them are read once;
 * without, the narrow rows are passed over for each part, which is cheaper than keeping them. A group that counts without
 * its own filter (`countsApart`) counts rows that meet all but it. Counts over more than `exactUpTo` rows are taken on
 * about as many, drawn by lot, and multiplied: `sampled` says so.
 */
export function statementOf(query: SearchQuery, words: Wanted | undefined, exactUpTo: number) {
  const parameters = new Parameters();
  const { filters } = query;
  const apart = query.facets.filter((facet) => countsApart(facet, filters));
  const flags = new Map<Facet, string>();
  const conditions = filterSql(parameters, query);
  for (const facet of FACETS) {
    const group = groupSql(parameters, facet, filters);
    if (group && apart.includes(facet)) flags.set(facet, group);
    else if (group) conditions.push(group);
  }
  if (flags.size > 1) conditions.push(`${[...flags.values()].map((flag) => `(not ${flag})::int`).join(' + ')} <= 1`);
  const all = (without?: Facet) => [...flags.keys()].flatMap((facet) => (facet === without ? [] : [`r.ok_${facet}`]));
  const met = (without?: Facet) => all(without).join(' and ') || 'true';
  const km = filters.near ? distanceSql(parameters, filters.near) : 'null::float8';
  const flagged = [...flags].map(([facet, flag]) => `, ${flag} as ok_${facet}`).join('');
  const asked = query.facets.length > 0;
  const columns = asked ? ', d.draw, d.skills, d.occupations, d.remote, d.languages, d.departement' : '';
  const from = words ? `(${holding(parameters, query, words)}) d` : `search_document_${query.kind} d`;
  const rank = words
    ? `, case when ${[...flags.values()].join(' and ') || 'true'} then ts_rank('${WEIGHTS}', d.words, ${parameters.add(words.rank)}::tsquery) end as rank`
    : '';
  const groups = [undefined, ...apart];
  const name = (facet: Facet | undefined) => facet ?? 'shared';
  const every = (facet: Facet | undefined) => `(select every_${name(facet)} from counted)`;
  const counts = query.facets.map((facet) => {
    const group = apart.includes(facet) ? facet : undefined;
    return `, (select coalesce(json_agg(json_build_object('value', v, 'count', n * ${every(group)}) order by n desc, v), '[]')
        from (select v::text collate "C" as v, n from (select v, count(*)::int as n from (select ${facetValueSql(facet)} as v from sample s where s.in_${name(group)}) x
              where v is not null group by v) g order by n desc, v limit ${FACET_VALUES}) y) as "${facet}"`;
  });
  const drawn = (facet: Facet | undefined) => `(${met(facet)} and r.draw % ${every(facet)} = 0)`;
  const sample = `, sample as materialized (
       select r.*, ${groups.map((facet) => `${drawn(facet)} as in_${name(facet)}`).join(', ')}
       from found r where ${groups.map(drawn).join(' or ')})`;
  const most = asked ? parameters.add(exactUpTo) : '';
  const ratios = groups.map(
    (facet) =>
      `greatest(1, ceil(count(*) filter (where ${met(facet)}) / ${most}::float8))::int as every_${name(facet)}`,
  );
  const sql = `with found as ${words ? 'materialized' : 'not materialized'} (
       select d.id, d.fresh_day, d.rate${columns}, ${km} as km${flagged}${rank} from ${from} where ${conditions.join(' and ') || 'true'}
     ), counted as materialized (
       select count(*) filter (where ${met()})::int as total${asked ? `, ${ratios.join(', ')}` : ''} from found r
     )${asked ? sample : ''}
     select total${asked ? `, greatest(${groups.map(every).join(', ')}) > 1 as sampled` : ', false as sampled'},
       (select coalesce(json_agg(json_build_object('id', id, 'km', round(km::numeric, 1)::float8)), '[]') from (
          select r.id, r.km from found r where ${met()} order by ${orderSql(query, words !== undefined)}
          limit ${parameters.add(query.limit)} offset ${parameters.add(query.offset)}) p) as hits
       ${counts.join('')}
     from counted`;
  return { sql, values: parameters.values };
}

/**
 * The documents that hold the words, with what is filtered of them. The planner cannot know how few are left by several
 * filters: “offset 0” keeps it from reading everybody first. A radius cuts before the filters are fetched.
 */
function holding(parameters: Parameters, { kind, filters: { near } }: SearchQuery, words: Wanted): string {
  const box = near ? boxSql(parameters, near, 'w').map((condition) => ` and ${condition}`) : [];
  return `select d.*, w.words from (select w.id, w.words from search_words_${kind} w
      where w.words @@ ${parameters.add(words.match)}::tsquery${box.join('')} offset 0) w
    join search_document_${kind} d on d.kind = '${kind}' and d.id = w.id offset 0`;
}

/** A total order, so that pages neither repeat nor skip; ties as the other engine breaks them. */
function orderSql({ sort, kind }: SearchQuery, ranked: boolean): string {
  const rate = kind === 'profile' ? 'rate asc nulls last, ' : 'rate desc nulls last, ';
  const first = { RELEVANCE: '', RECENT: 'fresh_day desc, ', DISTANCE: 'km asc nulls last, ', RATE: rate }[sort];
  return `${first}${ranked ? 'rank desc, ' : ''}fresh_day desc, id`;
}
