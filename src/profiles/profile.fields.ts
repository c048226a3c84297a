import type { ProfileEdit } from '#libs/contracts/profile';
import { Problem, type ProblemCode, type ProblemParams } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import { isSiret } from '../organisations/siret';
import type { Profile } from './profile.entity';

type Columns = Partial<Profile>;

/** What a person alone decides: who sees them, under which name, at which price, and whom they will not work for. */
const OWNER_ONLY = [
  'visibility',
  'nameShown',
  'rateVisible',
  'excludedOrganisationIds',
  'excludedSectors',
] as const satisfies readonly (keyof ProfileEdit)[];

const refuse = (code: ProblemCode, path: string, params: ProblemParams = {}): never => {
  const problem = new Problem(code, params);
  throw new Problem(code, params, [{ path, message: { fr: problem.sentence('fr'), en: problem.sentence('en') } }]);
};

/** Throws `profile/owner-only`, naming the field, when an adviser’s edit reaches what the person alone decides. */
export function refuseOwnerOnly(edit: ProfileEdit): void {
  const reached = OWNER_ONLY.find((field) => edit[field] !== undefined);
  if (reached) refuse('profile/owner-only', reached);
}

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
  const status = edit.availabilityStatus === undefined ? current.availabilityStatus : edit.availabilityStatus;
  if (edit.availabilityStatus !== undefined || edit.availableFrom !== undefined) {
    columns.availabilityConfirmedAt = status === null ? null : at;
    if (status !== 'FROM_DATE') columns.availableFrom = null;
  }
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
