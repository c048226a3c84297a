import type { ProfileEdit } from '#libs/contracts/profile';
import { Problem, type ProblemCode, type ProblemParams } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import { isSiret } from '../organisations/siret';
import type { Profile } from './profile.entity';

type Columns = Partial<Profile>;

const refuse = (code: ProblemCode, path: string, params: ProblemParams = {}): never => {
  const problem = new Problem(code, params);
  throw new Problem(code, params, [{ path, message: { fr: problem.sentence('fr'), en: problem.sentence('en') } }]);
};

function placeColumns(text: string | null): Columns {
  if (text === null) return { placeCode: null, placeName: null, departement: null, lat: null, lon: null };
  const place = placeByCode(text) ?? findPlace(text);
  if (!place) return refuse('profile/place-unknown', 'place', { place: text });
  return {
    placeCode: place.code,
    placeName: place.name,
    departement: place.departement,
    lat: place.lat,
    lon: place.lon,
  };
}

/**
 * The columns an edit changes; skills and occupations are written apart. A new availability counts as confirmed at `at`.
 * Throws, naming the field, when fields contradict one another.
 */
export function editedColumns(
  current: Profile,
  { skills: _s, occupationIds: _o, place, ...edit }: ProfileEdit,
  at: Date,
): Columns {
  const columns: Columns = { ...edit, ...(place === undefined ? {} : placeColumns(place)) };
  if (edit.availabilityStatus !== undefined || edit.availableFrom !== undefined) columns.availabilityConfirmedAt = at;
  if (
    edit.availabilityStatus !== undefined &&
    edit.availabilityStatus !== 'FROM_DATE' &&
    edit.availableFrom === undefined
  )
    columns.availableFrom = null;
  const next = { ...current, ...columns };
  if (next.dailyRateMin !== null && next.dailyRateTarget !== null && next.dailyRateMin > next.dailyRateTarget)
    refuse('profile/rates-inverted', 'dailyRateMin');
  if (next.missionWeeksMin !== null && next.missionWeeksMax !== null && next.missionWeeksMin > next.missionWeeksMax)
    refuse('profile/weeks-inverted', 'missionWeeksMin');
  if (next.availabilityStatus === 'FROM_DATE' && next.availableFrom === null)
    refuse('profile/date-needed', 'availableFrom');
  if (next.siret !== null && edit.siret && !isSiret(next.siret)) refuse('profile/siret-wrong', 'siret');
  edit.experiences?.forEach((experience, index) => {
    if (experience.from && experience.to && experience.to < experience.from.slice(0, experience.to.length))
      refuse('profile/dates-inverted', `experiences.${index}.to`);
  });
  edit.certifications?.forEach((certification, index) => {
    if (certification.issuedOn && certification.expiresOn && certification.expiresOn < certification.issuedOn)
      refuse('profile/dates-inverted', `certifications.${index}.expiresOn`);
  });
  return columns;
}
