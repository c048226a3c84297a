import type { ProblemEntry } from './entry';

/** Refusals about missions. */
export const missionsProblems = {
  'mission/unknown': {
    status: 404,
    fr: 'Cette mission n’existe pas, ou elle n’est plus visible.',
    en: 'This mission does not exist, or is no longer visible.',
  },
  'mission/incomplete': {
    status: 422,
    fr: 'Complétez la mission avant de la publier.',
    en: 'Complete the mission before publishing it.',
  },
  'mission/rates-inverted': {
    status: 422,
    fr: 'Le tarif minimum dépasse le tarif maximum.',
    en: 'The lowest rate is above the highest.',
  },
  'mission/deadline-late': {
    status: 422,
    fr: 'La date limite de candidature dépasse la date de début.',
    en: 'The application deadline is after the start date.',
  },
  'mission/too-many-musts': {
    status: 422,
    fr: 'Six compétences indispensables au plus : au-delà, presque personne ne convient.',
    en: 'Six indispensable skills at most: beyond that, hardly anyone fits.',
  },
  'mission/occupation-unknown': {
    status: 422,
    fr: 'Ce métier n’existe pas dans le référentiel.',
    en: 'This occupation is not in the referential.',
  },
  'mission/place-unknown': {
    status: 422,
    fr: 'Le lieu « {place} » n’a pas été trouvé ; choisissez une commune dans la liste.',
    en: 'The place “{place}” was not found; pick a town from the list.',
  },
  'mission/seats-below-filled': {
    status: 422,
    fr: 'Des personnes sont déjà retenues : gardez au moins {filled} place(s).',
    en: 'People are already engaged: keep at least {filled} seat(s).',
  },
  'mission/seats-taken': {
    status: 409,
    fr: 'Toutes les places de cette mission sont prises.',
    en: 'Every seat of this mission is taken.',
  },
  'mission/closed': {
    status: 409,
    fr: 'Cette mission ne prend plus de candidatures.',
    en: 'This mission takes no more applications.',
  },
  'mission/too-late-to-reopen': {
    status: 409,
    fr: 'Cette mission est terminée depuis plus de 90 jours ; dupliquez-la.',
    en: 'This mission ended more than 90 days ago; duplicate it.',
  },
  'mission/employer-needed': {
    status: 403,
    fr: 'Rejoignez ou créez une structure employeuse pour publier une mission.',
    en: 'Join or create an employer organisation to post a mission.',
  },
} as const satisfies Record<string, ProblemEntry>;
