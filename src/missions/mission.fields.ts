import type { MissionDraft, MissionEdit } from '#libs/contracts/mission';
import { Problem } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import type { Mission } from './mission.entity';

/** Fields whose change is material: applicants are told, lists are computed again. */
const MATERIAL = [
  'title',
  'occupationId',
  'description',
  'rateMin',
  'rateMax',
  'fixedBudget',
  'startsOn',
  'durationWeeks',
  'daysPerWeek',
  'remoteMode',
  'placeCode',
  'languages',
  'experienceYearsMin',
] as const satisfies readonly (keyof Mission)[];

/** A new mission before anything is written on it. */
export const blankMission = (): Omit<
  Mission,
  'id' | 'num' | 'organisationId' | 'contactAccountId' | 'createdAt' | 'updatedAt' | 'title'
> => ({
  state: 'DRAFT',
  occupationId: null,
  description: '',
  context: '',
  deliverables: '',
  seats: 1,
  seatsFilled: 0,
  rateMin: null,
  rateMax: null,
  fixedBudget: null,
  rateVisible: true,
  startsOn: null,
  durationWeeks: null,
  daysPerWeek: null,
  remoteMode: null,
  placeCode: null,
  placeName: null,
  departement: null,
  lat: null,
  lon: null,
  radiusKm: null,
  languages: [],
  experienceYearsMin: null,
  sector: null,
  securityConstraints: '',
  screeningQuestions: [],
  visibility: 'PUBLIC',
  anonymousEmployer: false,
  applyDeadline: null,
  expiresAt: null,
  maxApplications: 80,
  answerDays: null,
  weights: {},
  agencySupportRequested: false,
  prolongations: 0,
  expiryNotice: 0,
  pauseReason: null,
  verdict: null,
  closingReason: null,
  closingChannel: null,
  closingComment: null,
  origin: 'FORM',
  source: null,
  externalRef: null,
  rev: 1,
  version: 1,
  publishedAt: null,
  closedAt: null,
  archivedAt: null,
});

type Place = Pick<Mission, 'placeCode' | 'placeName' | 'departement' | 'lat' | 'lon'>;

/** The columns of a place given by INSEE code or by name. Throws `mission/place-unknown`. */
function placeColumns(text: string | null): Place {
  if (text === null) return { placeCode: null, placeName: null, departement: null, lat: null, lon: null };
  const place = placeByCode(text) ?? findPlace(text);
  if (!place)
    throw new Problem('mission/place-unknown', { place: text }, [
      { path: 'place', message: { fr: 'Lieu inconnu.', en: 'Unknown place.' } },
    ]);
  return {
    placeCode: place.code,
    placeName: place.name,
    departement: place.departement,
    lat: place.lat,
    lon: place.lon,
  };
}

/** The columns an edit changes; skills are written apart. Throws when fields contradict one another, naming the field. */
export function editedColumns(
  current: Mission,
  { skills, place, ...edit }: MissionEdit | MissionDraft,
): Partial<Mission> {
  const columns: Partial<Mission> = { ...edit, ...(place === undefined ? {} : placeColumns(place)) };
  const next = { ...current, ...columns };
  if (next.rateMin !== null && next.rateMax !== null && next.rateMin > next.rateMax)
    throw new Problem('mission/rates-inverted', {}, [
      { path: 'rateMin', message: { fr: 'Le minimum dépasse le maximum.', en: 'The lowest is above the highest.' } },
    ]);
  if (next.applyDeadline !== null && next.startsOn !== null && next.applyDeadline > next.startsOn)
    throw new Problem('mission/deadline-late', {}, [
      { path: 'applyDeadline', message: { fr: 'Après la date de début.', en: 'After the start date.' } },
    ]);
  if (next.seats < current.seatsFilled)
    throw new Problem('mission/seats-below-filled', { filled: current.seatsFilled }, [
      { path: 'seats', message: { fr: `${current.seatsFilled} au moins.`, en: `At least ${current.seatsFilled}.` } },
    ]);
  const musts = (skills ?? []).filter((skill) => skill.must);
  if (musts.length > 6)
    throw new Problem('mission/too-many-musts', {}, [
      { path: 'skills', message: { fr: 'Six au plus.', en: 'Six at most.' } },
    ]);
  return columns;
}

/** True when what applicants agreed to has changed. */
export const isMaterial = (current: Mission, columns: Partial<Mission>): boolean =>
  MATERIAL.some((field) => field in columns && JSON.stringify(columns[field]) !== JSON.stringify(current[field]));
