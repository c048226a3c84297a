import type { ProblemEntry } from './entry';

/** Refusals about search. */
export const discoveryProblems = {
  'search/place-unknown': {
    status: 422,
    fr: 'Le lieu « {place} » n’a pas été trouvé ; choisissez une commune dans la liste.',
    en: 'The place “{place}” was not found; pick a town from the list.',
  },
  'search/place-needed': {
    status: 422,
    fr: 'Une distance se compte autour d’un lieu : indiquez-le.',
    en: 'A distance is counted around a place: give one.',
  },
  'search/range-inverted': {
    status: 422,
    fr: 'Le minimum dépasse le maximum : aucun résultat ne serait possible.',
    en: 'The lowest is above the highest: no result would be possible.',
  },
  'search/mission-needed': {
    status: 422,
    fr: 'L’ordre par adéquation se calcule pour une mission : choisissez-la.',
    en: 'The order by match is computed for a mission: choose one.',
  },
} as const satisfies Record<string, ProblemEntry>;
