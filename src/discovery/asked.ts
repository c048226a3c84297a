import {
  type MissionSearch,
  missionSearch,
  type ProfileSearch,
  profileSearch,
  type Relief,
} from '#libs/contracts/discovery';
import type { SearchScope } from '#libs/contracts/saved-search';
import { type FieldError, Problem } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import { dayNumber } from '#libs/kernel/clock';
import type { SearchFilters } from '#libs/search/search.port';
import { fieldErrors } from '../http/validation';

/** The filters of an address as a search of its kind. Throws `request/invalid` naming the field. */
export function readQuery(scope: 'MISSIONS', query: Record<string, string>): MissionSearch;
export function readQuery(scope: 'PROFILES', query: Record<string, string>): ProfileSearch;
export function readQuery(scope: SearchScope, query: Record<string, string>): MissionSearch | ProfileSearch;
export function readQuery(scope: SearchScope, query: Record<string, string>): MissionSearch | ProfileSearch {
  const read = (scope === 'MISSIONS' ? missionSearch : profileSearch).safeParse(query);
  if (!read.success) throw new Problem('request/invalid', {}, fieldErrors(read.error.issues));
  return read.data;
}

/** A search as it is asked, whoever and whatever is looked for. */
export type Asked = Omit<MissionSearch, 'cursor' | 'limit' | 'sort'> & Partial<Pick<ProfileSearch, 'caseload'>>;

/** Around a place, unless a distance is given. */
export const DEFAULT_KM = 50;
/** The radii tried one after the other when nothing stands within the one asked. */
const WIDER_KM = [100, 200, 500];
/** More removals than this help nobody, and each costs a query. */
const MOST_RELIEFS = 12;

const LISTS = ['skills', 'occupations', 'remote', 'languages', 'departements'] as const;
const SINGLES = ['q', 'place', 'rateMin', 'rateMax', 'availableBy', 'experienceMin'] as const;

/**
 * The filters of the wire in the engine’s terms. Throws naming the field: `search/place-unknown`, `search/place-needed`,
 * `search/range-inverted`.
 */
export function filtersOf(asked: Asked): SearchFilters {
  const { q: _q, caseload: _caseload, place, km, availableBy, ...rest } = asked;
  if (rest.rateMin !== undefined && rest.rateMax !== undefined && rest.rateMin > rest.rateMax)
    throw wrong('search/range-inverted', 'rateMin', {
      fr: 'Le minimum dépasse le maximum.',
      en: 'The lowest is above the highest.',
    });
  if (km !== undefined && !place)
    throw wrong('search/place-needed', 'place', { fr: 'Autour de quel lieu ?', en: 'Around which place?' });
  const point = place ? (placeByCode(place) ?? findPlace(place)) : undefined;
  if (place && !point)
    throw wrong('search/place-unknown', 'place', { fr: 'Lieu inconnu.', en: 'Unknown place.' }, place);
  return {
    ...rest,
    ...(availableBy ? { availableBy: dayNumber(availableBy) } : {}),
    ...(point ? { near: { lat: point.lat, lon: point.lon, km: km ?? DEFAULT_KM } } : {}),
  };
}

function wrong(
  code: 'search/range-inverted' | 'search/place-needed' | 'search/place-unknown',
  path: string,
  message: FieldError['message'],
  place?: string,
): Problem {
  return new Problem(code, place ? { place } : {}, [{ path, message }]);
}

/** The same filters within each wider radius, nearest first; none when the search is around no place. */
export const widerThan = (filters: SearchFilters): SearchFilters[] => {
  const { near } = filters;
  return near ? WIDER_KM.filter((km) => km > near.km).map((km) => ({ ...filters, near: { ...near, km } })) : [];
};

/** The same search without each of its filters in turn: what a person could take away. */
export function withoutEach(asked: Asked): { removed: Omit<Relief, 'count'>; left: Asked }[] {
  const lists = LISTS.flatMap((filter) =>
    (asked[filter] ?? []).map((value) => ({
      removed: { filter, value: String(value) },
      left: { ...asked, [filter]: (asked[filter] as readonly unknown[]).filter((one) => one !== value) } as Asked,
    })),
  );
  const singles = SINGLES.filter((filter) => asked[filter] !== undefined && asked[filter] !== '').map((filter) => ({
    removed: { filter, value: null },
    left: { ...asked, [filter]: undefined, ...(filter === 'place' ? { km: undefined } : {}) },
  }));
  const caseload =
    asked.caseload === 'true'
      ? [{ removed: { filter: 'caseload' as const, value: null }, left: { ...asked, caseload: undefined } }]
      : [];
  return [...lists, ...singles, ...caseload].slice(0, MOST_RELIEFS);
}
