import { distanceSql, facetValueSql, filterSql, groupSql, Parameters } from '#libs/search/postgres.sql';
import type { Wanted } from '#libs/search/postgres.statement';
import { type Facet, FACETS, type SearchQuery } from '#libs/search/search.port';

/** One wide row a person: what is filtered, every word, and the text itself; the indexes a careful person would make. */
export const WIDE = `
  create table people_wide as
    select d.*, w.words, concat_ws(' ', p.headline, p.place_name, p.summary,
      (select string_agg(coalesce(s.label_fr, '') || ' ' || coalesce(s.label_en, ''), ' ') from profile_skill ps join skill s on s.id = ps.skill_id where ps.profile_id = p.id)) as text
    from search_document d join search_words w using (kind, id) join profile p on p.id = d.id where d.kind = 'profile';
  create unique index on people_wide (id);
  create index on people_wide using gin (words);
  create index on people_wide using gin (skills);
  create index on people_wide (fresh_day desc, id);`;

export interface Statement {
  sql: string;
  values: readonly unknown[];
}

const RANK = `ts_rank('{0.1, 0.2, 0.6, 1.0}', d.words, $WORDS::tsquery)`;
const VALUES = 30;

/**
 * The best single statement over the wide row, made for each search: the matching rows once, page, total and facets from
 * them; one more pass for each facet that counts without its own filter. Given the words already corrected.
 */
export function singleStatement(query: SearchQuery, words: Wanted | undefined): Statement {
  const parameters = new Parameters();
  const matching = (without?: Facet) => {
    const groups = FACETS.flatMap((facet) =>
      facet === without ? [] : (groupSql(parameters, facet, query.filters) ?? []),
    );
    const text = words ? [`d.words @@ ${parameters.add(words.match)}::tsquery`] : [];
    const rank = words ? RANK.replace('$WORDS', parameters.add(words.rank)) : '0';
    const km = query.filters.near ? distanceSql(parameters, query.filters.near) : 'null::float8';
    return `select d.id, d.fresh_day, d.skills, d.occupations, d.remote, d.languages, d.departement, d.rate, ${km} as km, ${rank} as rank
      from people_wide d where ${[...text, ...filterSql(parameters, query), ...groups].join(' and ') || 'true'}`;
  };
  const counts = query.facets.map(
    (facet) => `, (select coalesce(json_agg(json_build_object('value', v, 'count', n) order by n desc, v), '[]')
       from (select v::text collate "C" as v, n from (select v, count(*)::int as n from (select ${facetValueSql(facet)} as v from
         ${groupSql(new Parameters(), facet, query.filters) && facet !== 'skills' ? `(${matching(facet)})` : 'found'} s) x
         where v is not null group by v) g order by n desc, v limit ${VALUES}) y) as "${facet}"`,
  );
  return {
    sql: `with found as materialized (${matching()})
      select (select count(*)::int from found) as total,
        (select coalesce(json_agg(json_build_object('id', id, 'km', round(km::numeric, 1)::float8)), '[]') from (
           select id, km from found order by rank desc, fresh_day desc, id limit ${query.limit}) p) as hits ${counts.join('')}`,
    values: parameters.values,
  };
}

/** What one writes first: ILIKE for each word over the text, the page, the total and each facet asked one after the other. */
export function naiveStatements(query: SearchQuery, words: readonly string[]): Statement[] {
  const statement = (select: string, tail: string): Statement => {
    const parameters = new Parameters();
    const conditions = [
      ...words.map((word) => `d.text ilike ${parameters.add(`%${word}%`)}`),
      ...filterSql(parameters, query),
      ...FACETS.flatMap((facet) => groupSql(parameters, facet, query.filters) ?? []),
    ];
    return {
      sql: `select ${select} from (select * from people_wide d where ${conditions.join(' and ') || 'true'}) s ${tail}`,
      values: parameters.values,
    };
  };
  return [
    statement('id', `order by fresh_day desc, id limit ${query.limit}`),
    statement('count(*)', ''),
    ...query.facets.map((facet) =>
      statement(`${facetValueSql(facet)} as v, count(*)`, `group by 1 order by 2 desc limit ${VALUES}`),
    ),
  ];
}
