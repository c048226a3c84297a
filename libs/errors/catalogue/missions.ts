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
    fr: 'Une mission en ligne dit au moins ce qu’il y a à faire et les compétences demandées ; complétez-la.',
    en: 'A mission online says at least what is to be done and the skills asked for; complete it.',
  },
  'mission/wording-refused': {
    status: 422,
    fr: 'Une mission en ligne garde une rédaction relue ; corrigez les passages signalés.',
    en: 'A mission online keeps the wording that was looked at; correct the passages pointed out.',
  },
  'mission/contact-unknown': {
    status: 422,
    fr: 'Choisissez comme contact un membre actif de la structure.',
    en: 'Pick an active member of the organisation as contact.',
  },
  'mission/reason-needed': {
    status: 422,
    fr: 'Donnez à l’employeur la raison de cette décision.',
    en: 'Give the employer the reason for this decision.',
  },
  'mission/limit-reached': {
    status: 409,
    fr: 'Cette mission a reçu {limit} candidatures, son maximum ; augmentez-le avant de la reprendre.',
    en: 'This mission received {limit} applications, its maximum; raise it before resuming.',
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
