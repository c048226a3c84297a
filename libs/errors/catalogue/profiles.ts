import type { ProblemEntry } from './entry';

/** Refusals about profiles. */
export const profilesProblems = {
  'profile/unknown': {
    status: 404,
    fr: 'Ce profil n’existe pas, ou il n’est pas visible pour vous.',
    en: 'This profile does not exist, or is not visible to you.',
  },
  'profile/none': {
    status: 404,
    fr: 'Vous n’avez pas encore de profil de freelance ; créez-le d’abord.',
    en: 'You have no freelancer profile yet; create it first.',
  },
  'profile/incomplete': {
    status: 422,
    fr: 'Un profil publié garde un titre et une compétence au moins ; complétez-le.',
    en: 'A published profile keeps a headline and at least one skill; complete it.',
  },
  'profile/owner-only': {
    status: 403,
    fr: 'Seule la personne elle-même décide de cette partie de son profil.',
    en: 'Only the person themselves decides on this part of their profile.',
  },
  'profile/availability-unsaid': {
    status: 422,
    fr: 'Dites d’abord quand vous êtes disponible.',
    en: 'Say first when you are available.',
  },
  'profile/rates-inverted': {
    status: 422,
    fr: 'Le tarif minimum dépasse le tarif souhaité.',
    en: 'The lowest rate is above the rate you aim for.',
  },
  'profile/weeks-inverted': {
    status: 422,
    fr: 'La durée minimum dépasse la durée maximum.',
    en: 'The shortest length is above the longest.',
  },
  'profile/date-needed': {
    status: 422,
    fr: 'Indiquez la date à partir de laquelle vous êtes disponible.',
    en: 'Give the date from which you are available.',
  },
  'profile/place-unknown': {
    status: 422,
    fr: 'Le lieu « {place} » n’a pas été trouvé ; choisissez une commune dans la liste.',
    en: 'The place “{place}” was not found; pick a town from the list.',
  },
  'profile/occupation-unknown': {
    status: 422,
    fr: 'Le métier {occupationId} n’existe pas dans le référentiel.',
    en: 'The occupation {occupationId} is not in the referential.',
  },
  'profile/dates-inverted': {
    status: 422,
    fr: 'La fin précède le début.',
    en: 'The end comes before the start.',
  },
  'profile/siret-wrong': {
    status: 422,
    fr: 'Ce numéro SIRET n’est pas valable ; vérifiez les quatorze chiffres.',
    en: 'This SIRET number is not valid; check its fourteen digits.',
  },
} as const satisfies Record<string, ProblemEntry>;
