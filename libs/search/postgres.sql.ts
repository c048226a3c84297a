import { AUDIENCES, type Facet, RATE_BAND, rateBand, type SearchFilters, type SearchQuery } from './search.port';

/** Collects parameters while a statement is written: values never enter the text of a query. */
export class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Degrees of latitude in a kilometre; longitude shrinks with the cosine. */
const DEGREES_PER_KM = 1 / 111.195;

/** Great-circle kilometres between a document and a point (haversine, mean radius 6,371 km). */
export const distanceSql = (parameters: Parameters, at: { lat: number; lon: number }): string => {
  const lat = parameters.add(at.lat);
  const lon = parameters.add(at.lon);
  return `(12742 * asin(sqrt(least(1, power(sin(radians(d.lat - ${lat}::float8) / 2), 2)
    + cos(radians(${lat}::float8)) * cos(radians(d.lat)) * power(sin(radians(d.lon - ${lon}::float8) / 2), 2)))))`;
};

/** That a list of texts holds one of these: asked one by one, as comparing two lists takes both apart for each row. */
const anyIn = (p: Parameters, wanted: readonly string[] | undefined, list: string): string | undefined =>
  wanted?.length ? `(${wanted.map((one) => `${p.add(one)}::text = any(${list})`).join(' or ')})` : undefined;

const GROUP: Record<Facet, (parameters: Parameters, filters: SearchFilters) => string | undefined> = {
  skills: (p, { skills }) => (skills?.length ? `d.skills @> ${p.add(skills)}::int[]` : undefined),
  occupations: (p, { occupations }) =>
    occupations?.length ? `d.occupations && ${p.add(occupations)}::int[]` : undefined,
  remote: (p, { remote }) => anyIn(p, remote, 'd.remote'),
  languages: (p, { languages }) => anyIn(p, languages, 'd.languages'),
  departements: (p, { departements }) =>
    departements?.length ? `d.departement = any(${p.add(departements)}::text[])` : undefined,
  // A document that says nothing of its rate, date or experience is kept: silence is not a refusal.
  rates: (p, { rateMin, rateMax }) =>
    rateMin === undefined && rateMax === undefined
      ? undefined
      : `coalesce(d.rate between ${p.add(rateMin ?? 0)}::int and ${p.add(rateMax ?? 2_147_483_647)}::int, true)`,
};

/** What a filter group asks of a document `d`, for the groups that hold a filter. */
export const groupSql = (parameters: Parameters, facet: Facet, filters: SearchFilters): string | undefined =>
  GROUP[facet](parameters, filters);

/** The conditions of a query but those of its facet groups. */
export function filterSql(parameters: Parameters, query: SearchQuery): string[] {
  const { filters } = query;
  const conditions: string[] = [];
  if (!AUDIENCES.every((audience) => query.audiences.includes(audience)))
    conditions.push(`d.audience = any(${parameters.add(query.audiences)}::text[])`);
  if (filters.availableBy !== undefined)
    conditions.push(`coalesce(d.available_day <= ${parameters.add(filters.availableBy)}::int, true)`);
  if (filters.experienceMin !== undefined)
    conditions.push(`coalesce(d.experience_years >= ${parameters.add(filters.experienceMin)}::int, true)`);
  if (filters.caseloadOf !== undefined)
    conditions.push(`d.agencies @> array[${parameters.add(filters.caseloadOf)}::uuid]`);
  if (filters.organisationId !== undefined)
    conditions.push(`d.organisation_id = ${parameters.add(filters.organisationId)}::uuid`);
  if (filters.only !== undefined) conditions.push(`d.id = any(${parameters.add(filters.only)}::uuid[])`);
  if (filters.excluding?.length) conditions.push(`d.id <> all(${parameters.add(filters.excluding)}::uuid[])`);
  if (filters.near) conditions.push(...nearSql(parameters, filters.near));
  return conditions;
}

/** The exact circle; a box goes first, which costs nothing. */
const nearSql = (parameters: Parameters, near: Near): string[] => [
  ...boxSql(parameters, near),
  `${distanceSql(parameters, near)} <= ${parameters.add(near.km)}::float8`,
];

type Near = NonNullable<SearchFilters['near']>;

/** A box around a circle, in degrees. */
export function boxOf(near: Near) {
  const dLat = near.km * DEGREES_PER_KM;
  const dLon = dLat / Math.max(0.01, Math.cos((near.lat * Math.PI) / 180));
  return { south: near.lat - dLat, north: near.lat + dLat, west: near.lon - dLon, east: near.lon + dLon };
}

/** What is within the box around a circle. */
function boxSql(parameters: Parameters, near: Near): string[] {
  const { south, north, west, east } = boxOf(near);
  return [
    `d.lat between ${parameters.add(south)}::float8 and ${parameters.add(north)}::float8`,
    `d.lon between ${parameters.add(west)}::float8 and ${parameters.add(east)}::float8`,
  ];
}

const LAST_BAND = rateBand(Number.MAX_SAFE_INTEGER);
const VALUES: Record<Facet, string> = {
  skills: 'unnest(s.skills)',
  occupations: 'unnest(s.occupations)',
  remote: 'unnest(s.remote)',
  languages: 'unnest(s.languages)',
  departements: 's.departement',
  rates: `case when s.rate >= ${LAST_BAND} then ${LAST_BAND} else s.rate / ${RATE_BAND} * ${RATE_BAND} end`,
};

/** The values of one facet of a counted row `s`. */
export const facetValueSql = (facet: Facet): string => VALUES[facet];

/** What many rows have alike, by facet: counted as it is before it is taken apart. */
const ALIKE: Partial<Record<Facet, string>> = { remote: 'remote', languages: 'languages', rates: 'rate' };

/** How many of some rows, given in SQL as `s`, have each value `v` of a facet, as `n`. */
export function facetCountsSql(facet: Facet, rows: string): string {
  const alike = ALIKE[facet];
  const [from, each] = alike
    ? [`(select ${alike}, count(*)::int as times from ${rows} group by ${alike})`, 'sum(times)::int']
    : [`(select * from ${rows})`, 'count(*)::int'];
  return `select v, ${each} as n from (select ${facetValueSql(facet)} as v${alike ? ', times' : ''} from ${from} s) x where v is not null group by v`;
}

/** True when the facet group holds a filter that its own counts must leave out. Skills narrow, so they stay. */
export const countsApart = (facet: Facet, filters: SearchFilters): boolean => {
  if (facet === 'skills') return false;
  if (facet === 'rates') return filters.rateMin !== undefined || filters.rateMax !== undefined;
  return (filters[facet]?.length ?? 0) > 0;
};
