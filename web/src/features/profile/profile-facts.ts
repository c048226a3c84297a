import type { ProfileCard } from '#libs/contracts/profile';
import type { Formatter } from '#libs/ui/format';
import type { Words } from '../../i18n/words';
import { placeName } from '../missions/mission-facts';

/** What a row says of a person: town, rate, availability, experience. */
export const profileFacts = (profile: ProfileCard, w: Words, f: Formatter): string[] =>
  [
    profile.place ? placeName(profile.place) : null,
    f.dayRates(profile.dailyRateMin, profile.dailyRateTarget),
    availability(profile, w, f),
    profile.experienceYears ? w.count.years(profile.experienceYears) : null,
  ].filter((fact) => fact !== null);

/** “Libre le 23 déc.”, “Disponible”; null when the person says nothing. */
export function availability(
  profile: Pick<ProfileCard, 'availabilityStatus' | 'availableFrom'>,
  w: Words,
  f: Formatter,
): string | null {
  const { availabilityStatus, availableFrom } = profile;
  if (availabilityStatus === 'FROM_DATE' && availableFrom) {
    return w.availability.freeFrom(f.shortDate(availableFrom, new Date()));
  }
  return availabilityStatus ? w.availability[availabilityStatus] : null;
}

/** “mars 2021 – aujourd’hui”; nothing when neither date is known. */
export function period(
  { from, to }: { from: string | null; to: string | null },
  w: Words,
  f: Formatter,
): string | null {
  const { dates, ongoing } = w.profile.experience;
  const end = to ? f.month(to) : null;
  return from ? dates(f.month(from), end ?? ongoing) : end;
}
