import type { FoundProfile } from '#libs/contracts/discovery';
import type { Locale } from '#libs/errors/problem';
import { csv } from './csv';

const heads: Record<Locale, readonly string[]> = {
  fr: [
    'Personne',
    'Titre',
    'Dans le portefeuille',
    'Adéquation sur 100',
    'Commune',
    'Département',
    'Distance (km)',
    'Tarif minimum (€ / jour)',
    'Tarif souhaité (€ / jour)',
    'Disponibilité',
    'Expérience (ans)',
    'Langues',
    'Compétences',
    'Fiche',
  ],
  en: [
    'Person',
    'Headline',
    'In the caseload',
    'Match out of 100',
    'Town',
    'Département',
    'Distance (km)',
    'Lowest rate (€ / day)',
    'Wished rate (€ / day)',
    'Availability',
    'Experience (years)',
    'Languages',
    'Skills',
    'Profile',
  ],
};

const words: Record<
  Locale,
  { yes: string; no: string; outside: string; blocked: string; from: string } & Record<string, string>
> = {
  fr: {
    yes: 'oui',
    no: 'non',
    outside: 'hors portefeuille',
    blocked: 'blocage',
    NOW: 'immédiate',
    PART_TIME: 'à temps partiel',
    UNAVAILABLE: 'indisponible',
    from: 'à partir du',
  },
  en: {
    yes: 'yes',
    no: 'no',
    outside: 'outside the caseload',
    blocked: 'blocked',
    NOW: 'now',
    PART_TIME: 'part time',
    UNAVAILABLE: 'unavailable',
    from: 'from',
  },
};

/**
 * The people found, as a file. A name leaves only with the people the agency accompanies (domain.md B.1, Export); the
 * others stay a card with the address where it is read again, with its rights.
 */
export function peopleFile(people: readonly FoundProfile[], publicUrl: string, locale: Locale): string {
  const w = words[locale];
  const rows = people.map((person) => [
    person.inCaseload ? person.name : w.outside,
    person.headline,
    person.inCaseload ? w.yes : w.no,
    person.match === null ? null : person.match.blocked ? w.blocked : Math.round(person.match.score / 10),
    person.place?.name ?? null,
    person.place?.departement ?? null,
    person.km === null ? null : Math.round(person.km),
    person.dailyRateMin,
    person.dailyRateTarget,
    person.availabilityStatus === 'FROM_DATE'
      ? `${w.from} ${person.availableFrom ?? ''}`.trim()
      : person.availabilityStatus && (w[person.availabilityStatus] ?? null),
    person.experienceYears,
    person.languages.map(({ code, level }) => `${code} ${level}`).join(', '),
    person.skills.map((skill) => (locale === 'en' ? (skill.labelEn ?? skill.label) : skill.label)).join(', '),
    `${publicUrl}/app/profils/${person.id}`,
  ]);
  return csv([heads[locale], ...rows]);
}
