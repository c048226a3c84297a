import type { ProblemEntry } from './entry';

/** Refusals about dead letters and administration. */
export const operationsProblems = {
  'dead-letter/unknown': {
    status: 404,
    fr: 'Cet envoi en échec n’existe pas, ou il a déjà été repris ou écarté.',
    en: 'There is no such failed delivery, or it was already retried or discarded.',
  },
  'fairness/unknown': {
    status: 404,
    fr: 'Il n’y a pas de fichier d’équité de ce mois.',
    en: 'There is no fairness file of that month.',
  },
} as const satisfies Record<string, ProblemEntry>;
