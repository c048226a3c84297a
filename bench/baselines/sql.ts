import { LANGUAGE_MISSING, languagesValue } from '#libs/matching/packed/kernel';
import { QUALITIES } from '#libs/matching/packed/mastery';
import { CRITERION } from '#libs/matching/packed/mission-columns';
import type { MissionNumbers } from '#libs/matching/packed/mission-row';
import { NO_DAY, NOT_SAID, type ProfileNumbers } from '#libs/matching/packed/profile-row';
import { MODE_BIT } from '#libs/matching/prepare';
import type { Market } from '../market';

/**
 * The best SQL we could write: one wide row a profile, GIN indexes on skills, occupations and title words, hard filters
 * first, a query made for each mission with its numbers written in (the planner knows them), what many people share
 * (titles, wishes, languages) reckoned once. Blocked people are asked for only when the free do not fill the list.
 */
export const SCHEMA = `
  create table people (
    num int primary key, visible boolean not null, unavailable boolean not null, modes smallint not null,
    least int, wished int, available_day int, half_days smallint, mobility_km int, weeks_min int, weeks_max int,
    experience smallint, x int, y int, z int, languages int not null, wish int not null,
    sectors int[] not null, exclusions int[] not null, titles int[] not null, words int[] not null,
    skills int[] not null, qualities smallint[] not null, levels smallint[] not null,
    occupations int[] not null, occupation_weights smallint[] not null
  );
  create table title_word (title int, counts smallint, word int, weight smallint);
  create table wish_occupation (wish int, occupation int, weight smallint);
  create function ramp(x bigint, from_ bigint, to_ bigint, high bigint, low bigint) returns bigint language sql immutable
    return case when x <= from_ then high when x >= to_ then low else high - ((high - low) * (x - from_)) / (to_ - from_) end;
`;
export const INDEXES = `
  create index on people using gin (skills);
  create index on people using gin (occupations);
  create index on people using gin (words);
  create index on title_word (word);
  create index on wish_occupation (occupation);
`;

/**
 * The same people as a designer of tables would keep them: a row for each skill, occupation and title, found by an index
 * and put together by join and group by. What a wide row says of how many there are stays.
 */
export const NORMALISED = `
  create table person as select num, visible, unavailable, modes, least, wished, available_day, half_days, mobility_km,
    weeks_min, weeks_max, experience, x, y, z, languages, wish, sectors, exclusions,
    case when titles = '{}' then titles else '{0}' end as titles,
    case when occupations = '{}' then occupations else '{0}' end as occupations from people;
  create table person_skill as select num as person, s.* from people,
    unnest(skills, qualities, levels) as s(skill, quality, level);
  create table person_occupation as select num as person, o.* from people,
    unnest(occupations, occupation_weights) as o(occupation, weight);
  create table person_title as select num as person, unnest(titles) as title from people;
  create unique index on person (num);
  create index on person_skill (skill) include (person, quality, level);
  create index on person_occupation (occupation) include (person, weight);
  create index on person_title (title) include (person);
`;
export const COLUMNS = `num, visible, unavailable, modes, least, wished, available_day, half_days, mobility_km, weeks_min,
  weeks_max, experience, x, y, z, languages, wish, sectors, exclusions, titles, words, skills, qualities, levels,
  occupations, occupation_weights`;

const IDLE_STEPS = 10;
const array = (items: readonly number[]): string => `{${items.join()}}`;

/** A profile as a row of the table, in the order of COLUMNS. */
export function personRow(n: ProfileNumbers, { dictionaries }: Market): (string | number | boolean | null)[] {
  const said = (value: number, none: number = NOT_SAID): number | null => (value === none ? null : value);
  const [x = null, y = null, z = null] = n.place === 0 ? [] : dictionaries.places.list(n.place);
  const words = n.titles.flatMap((title) =>
    dictionaries.titles
      .list(title)
      .slice(1)
      .map((entry) => entry >> 8),
  );
  return [
    n.num,
    n.visible,
    n.unavailable,
    n.modes,
    said(n.least),
    said(n.wished),
    said(n.availableDay, NO_DAY),
    said(n.halfDays, 0),
    said(n.mobilityKm),
    said(n.weeksMin),
    said(n.weeksMax),
    said(n.experience),
    x,
    y,
    z,
    n.languages,
    n.wishes,
    array(dictionaries.sectorSets.list(n.sectors)),
    array(dictionaries.exclusions.list(n.exclusions)),
    array(n.titles),
    array([...new Set(words)]),
    array(n.skills.map((entry) => entry >> 6)),
    array(n.skills.map((entry) => QUALITIES[entry & 63]!)),
    array(n.skills.map((entry) => Math.floor((entry & 63) / IDLE_STEPS))),
    array(n.occupations.map((entry) => entry >> 8)),
    array(n.occupations.map((entry) => entry & 255)),
  ];
}

const values = (rows: readonly (readonly number[])[]): string => rows.map((row) => `(${row.join()})`).join();
const cosine = (product: string): string => `least(1000, (${product}) * 1000 / 65025)`;
const NULL = 'null::bigint';

/** The criteria of a mission as SQL over a profile `p`: null where a side is silent. In criteria order. */
function criteriaOf(n: MissionNumbers): Partial<Record<keyof typeof CRITERION, string>> {
  const { REMOTE, HYBRID } = MODE_BIT;
  const needs = (required: boolean): string => {
    const those = n.needs.map((need, at) => ({ ...need, at })).filter((need) => need.required === required);
    const whole = 255 * those.reduce((sum, { weight }) => sum + weight, 0);
    const part = those.map(({ weight, at }) => `${weight}::bigint * coalesce(s.n${at}, 0)`).join(' + ');
    return those.length === 0 ? NULL : `(${part}) * 1000 / ${whole}`;
  };
  const reach = `greatest(1, coalesce(p.mobility_km, ${n.radiusKm < 0 ? 50 : n.radiusKm}))`;
  const budget = n.budget;
  const rhythm = `case when p.half_days is null or p.unavailable then null else least(1000, p.half_days * 1000 / ${n.halfDays || 1}) end`;
  const time =
    n.startDay === NO_DAY
      ? NULL
      : `case when p.unavailable then 0 when p.available_day is null then null
           else ramp(greatest(0, p.available_day - (${n.startDay})), 0, 60, 1000, 0) end`;
  return {
    'required-skills': needs(true),
    'preferred-skills': needs(false),
    occupation:
      n.occupations.length === 0 ? NULL : `case when p.occupations = '{}' then null else coalesce(o.value, 0) end`,
    'title-words': n.words.length === 0 ? NULL : `case when p.titles = '{}' then null else coalesce(t.value, 0) end`,
    rate:
      budget <= 0
        ? NULL
        : `case when p.least is null then null when p.wished <= ${budget} then 1000
             when p.least <= ${budget} then ramp(p.wished - ${budget}, 0, ${Math.floor((budget * 4) / 10)}, 1000, 700)
             else ramp(p.least * 10, ${budget * 10}, ${budget * 14}, 700, 0) end`,
    availability: n.halfDays === 0 ? time : `least(${time}, ${rhythm})`,
    experience:
      n.experience === 0
        ? NULL
        : `case when p.experience is null then null else least(1000, p.experience * 1000 / ${n.experience}) end`,
    place: n.mode === REMOTE ? `1000::bigint` : `ramp(g.km, ${reach}, ${reach} * 2, 1000, 0)`,
    languages: `l.value`,
    sector: sectorOf(n),
    pay:
      budget < 0
        ? NULL
        : `case when p.least is null or p.least <= 0 then null when ${budget} >= p.wished then 1000
             when ${budget} >= p.least then ramp(p.wished - ${budget}, 0, p.wished - p.least, 1000, 600)
             else ramp((p.least - ${budget}) * 2, 0, p.least, 600, 0) end`,
    'wished-occupation':
      n.occupations.length === 0 ? NULL : `case when p.wish = 0 then null else coalesce(w.value, 0) end`,
    'remote-wish':
      n.mode === 0
        ? NULL
        : `case when p.modes = 0 then null when p.modes & ${n.mode} <> 0 then 1000
             when ${n.mode} = ${HYBRID} or p.modes & ${HYBRID} <> 0 then 500 else 0 end`,
    distance:
      n.mode === REMOTE
        ? NULL
        : `case when g.km <= ${reach} then ramp(g.km, ${reach} / 5, ${reach}, 1000, 600)
             else ramp(g.km, ${reach}, ${reach} * 2, 600, 0) end`,
    duration:
      n.weeks === 0
        ? NULL
        : `case when p.weeks_min is null and p.weeks_max is null then null
             when ${n.weeks} < coalesce(p.weeks_min, 0) then ramp((p.weeks_min - ${n.weeks}) * 2, 0, p.weeks_min, 1000, 0)
             when ${n.weeks} > p.weeks_max then ramp(${n.weeks}, p.weeks_max, p.weeks_max * 2, 1000, 0) else 1000 end`,
    'sector-wish': sectorOf(n),
  };
}

const sectorOf = ({ sectorCompared }: MissionNumbers): string =>
  sectorCompared === 0
    ? NULL
    : `case when p.sectors = '{}' then null when ${sectorCompared} = any(p.sectors) then 1000 else 0 end`;

/** What blocks, and can be told from the row alone, as conditions that hold for whoever is free. */
function freeConditions(n: MissionNumbers): string[] {
  const { ONSITE, REMOTE } = MODE_BIT;
  return [
    `not p.unavailable`,
    ...(n.budget > 0 ? [`(p.least is null or p.least * 10 <= ${n.budget * 14})`] : []),
    ...(n.startDay === NO_DAY ? [] : [`(p.available_day is null or p.available_day - (${n.startDay}) <= 60)`]),
    ...(n.mode === ONSITE
      ? [`p.modes <> ${REMOTE}`, `(p.mobility_km is null or g.km is null or g.km <= greatest(1, p.mobility_km))`]
      : []),
    `not coalesce(l.missing, false)`,
    ...n.needs.flatMap(({ must, required }, at) => (required && must ? [`coalesce(s.n${at}, 0) >= 64`] : [])),
  ];
}

const SIDES = [
  ['required-skills', 'preferred-skills', 'occupation', 'title-words', 'rate', 'availability', 'experience', 'place'],
  ['pay', 'wished-occupation', 'remote-wish', 'distance', 'duration', 'sector-wish'],
] as const;

/** How people stand in tables: a wide row each, or normalised. */
export type Shape = 'wide' | 'normalised';

/** The query for a mission’s list: those who are free, or those who are blocked; ties at its end included. */
export function listQuery(n: MissionNumbers, market: Market, free: boolean, length: number, shape: Shape): string {
  const { dictionaries } = market;
  const skillsOf = (needs: MissionNumbers['needs']): string =>
    array(needs.flatMap(({ answers }) => answers.map((answer) => answer >> 8)));
  const answers = n.needs.flatMap((need, at) =>
    need.answers.map((answer) => [answer >> 8, at, answer & 255, need.asked] as const),
  );
  const pairsOf = (entries: readonly number[]) => entries.map((entry) => [entry >> 8, entry & 255] as const);
  const spoken: (readonly [number, number, boolean])[] = [];
  const columns = market.missions.segment.missions;
  for (let set = 1; n.languages !== 0 && set < dictionaries.languageSets.size; set++) {
    const value = languagesValue(columns, n.languages, set);
    spoken.push([set, value & (LANGUAGE_MISSING - 1), value >= LANGUAGE_MISSING]);
  }
  const place = n.place === 0 || n.mode === MODE_BIT.REMOTE ? undefined : dictionaries.places.list(n.place);
  const km = place
    ? `floor(floor(sqrt((p.x - (${place[0]}))::float8 ^ 2 + (p.y - (${place[1]}))::float8 ^ 2 + (p.z - (${place[2]}))::float8 ^ 2)) / 10)::bigint`
    : NULL;
  const criteria = criteriaOf(n);
  const required = n.needs.filter((need) => need.required);
  const evidence = [
    ...(required.length > 0 ? [`v."required-skills" > 0`] : []),
    ...(n.occupations.length > 0 ? [`v.occupation > 0`] : []),
    ...(n.words.length > 0 ? [`v."title-words" >= 500`] : []),
  ];
  const hints = [
    ...(required.length > 0 ? [`p.skills && '${skillsOf(required)}'`] : []),
    ...(n.occupations.length > 0 ? [`p.occupations && '${array(n.occupations.map((entry) => entry >> 8))}'`] : []),
    ...(n.words.length > 0 ? [`p.words && '${array(n.words.map((entry) => entry >> 8))}'`] : []),
  ];
  if (evidence.length === 0) return `select 0 as num, 0 as potential where false`;
  const refusals = [
    ...(n.organisation === 0 ? [] : [`not ${n.organisation << 1} = any(p.exclusions)`]),
    ...(n.sector === 0 ? [] : [`not ${(n.sector << 1) | 1} = any(p.exclusions)`]),
  ];
  const musts = n.needs.filter((need) => need.required && need.must).map((need) => `p.skills && '${skillsOf([need])}'`);
  const all = freeConditions(n);
  const mean = (keys: readonly (keyof typeof CRITERION)[]): string => {
    const sum = keys.map((key) => `coalesce(v."${key}" * ${n.weights[CRITERION[key]]}, 0)`).join(' + ');
    const weight = keys
      .map((key) => `case when v."${key}" is null then 0 else ${n.weights[CRITERION[key]]} end`)
      .join(' + ');
    return `(2 * (${sum}) + (${weight})) / nullif(2 * (${weight}), 0)`;
  };
  const answersSql = values(answers.length > 0 ? answers : [[0, 0, 0, 0]]);
  const occupationsSql = values(n.occupations.length > 0 ? pairsOf(n.occupations) : [[0, 0]]);
  const satisfaction = `a.similarity * case when o.level = 0 or o.level >= a.asked then o.quality
      else o.quality * (array[255, 176, 112, 64])[a.asked - o.level + 1] / 255 end / 255`;
  const needs =
    n.needs.length === 0
      ? '0 as none'
      : n.needs.map((_, at) => `max(${satisfaction}) filter (where a.need = ${at}) as n${at}`).join(', ');
  const wide = `from people p
        cross join lateral (
          select ${needs} from unnest(p.skills, p.qualities, p.levels) o(skill, quality, level)
          join (values ${answersSql}) a(skill, need, similarity, asked) using (skill)) s
        cross join lateral (
          select ${cosine('coalesce(sum(o.weight * m.weight), 0)')} as value from unnest(p.occupations, p.occupation_weights) o(id, weight)
          join (values ${occupationsSql}) m(id, weight) using (id)) o
        cross join lateral (select max(tv.value) as value from title_value tv where tv.title = any(p.titles)) t`;
  const joined = `from person p
        left join (
          select o.person, ${needs} from person_skill o
          join (values ${answersSql}) a(skill, need, similarity, asked) using (skill) group by o.person) s on s.person = p.num
        left join (
          select o.person, ${cosine('sum(o.weight * m.weight)')} as value from person_occupation o
          join (values ${occupationsSql}) m(occupation, weight) using (occupation) group by o.person) o on o.person = p.num
        left join (
          select pt.person, max(tv.value) as value from person_title pt join title_value tv using (title)
          group by pt.person) t on t.person = p.num`;
  return `
    with title_value as materialized (
      select tw.title, max(tw.counts) * ${cosine('sum(tw.weight * m.weight)')} / 255 as value
      from title_word tw join (values ${values(n.words.length > 0 ? pairsOf(n.words) : [[0, 0]])}) m(word, weight) using (word)
      group by tw.title),
    wish_value as materialized (
      select wo.wish, ${cosine('sum(wo.weight * m.weight)')} as value
      from wish_occupation wo join (values ${values(n.occupations.length > 0 ? pairsOf(n.occupations) : [[0, 0]])}) m(occupation, weight)
        using (occupation) group by wo.wish)
    select num, case when theirs is null then coalesce(mine, 0) when mine is null then theirs when theirs + mine = 0 then 0
        else (4 * theirs * mine + theirs + mine) / (2 * (theirs + mine)) end::int as potential
    from (
      select v.num, ${mean([...SIDES[0], 'languages', 'sector'])} as theirs, ${mean(SIDES[1])} as mine
      from (
        select p.num, ${Object.entries(criteria)
          .map(([key, sql]) => `(${sql})::bigint as "${key}"`)
          .join(', ')}
        ${shape === 'wide' ? wide : joined}
        cross join lateral (select ${km} as km) g
        left join (values ${spoken.length > 0 ? spoken.map(([set, value, missing]) => `(${set}, ${value}, ${missing})`).join() : `(0, 0, false)`})
          l(set, value, missing) on l.set = p.languages and ${n.languages !== 0}
        left join wish_value w on w.wish = p.wish
        where p.visible and ${shape === 'wide' ? `(${hints.join(' or ')})` : `coalesce(s.person, o.person, t.person) is not null`} ${refusals.map((refusal) => `and ${refusal}`).join(' ')}
          ${free ? [...(shape === 'wide' ? musts : []), ...all].map((condition) => `and ${condition}`).join(' ') : `and not (${all.join(' and ')})`}
        offset 0) v
      where ${evidence.join(' or ')}
    ) sides order by potential desc fetch first ${length} rows with ties`;
}
