import type { ProblemEntry } from './entry';

/** Refusals about dead letters and administration. */
export const operationsProblems = {
  'dead-letter/unknown': {
    status: 404,
    fr: 'Cet envoi en échec n’existe pas, ou il a déjà été repris ou écarté.',
    en: 'There is no such failed delivery, or it was already retried or discarded.',
  },
  'neighbours/unknown': {
    status: 404,
    fr: 'Cette version des compétences voisines n’existe pas.',
    en: 'There is no such version of the neighbouring skills.',
  },
  'neighbours/decided': {
    status: 409,
    fr: 'Cette version n’attend plus cette décision : quelqu’un l’a prise entre-temps, ou une autre version l’a remplacée.',
    en: 'This version no longer awaits that decision: somebody took it meanwhile, or another version took its place.',
  },
  'fairness/unknown': {
    status: 404,
    fr: 'Il n’y a pas de fichier d’équité de ce mois.',
    en: 'There is no fairness file of that month.',
  },
} as const satisfies Record<string, ProblemEntry>;
