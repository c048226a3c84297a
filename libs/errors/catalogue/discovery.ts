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
  'saved-search/unknown': {
    status: 404,
    fr: 'Cette recherche enregistrée n’existe pas ou n’est plus partagée.',
    en: 'This saved search does not exist or is no longer shared.',
  },
  'saved-search/name-taken': {
    status: 409,
    fr: 'Une de vos recherches porte déjà ce nom ; choisissez-en un autre.',
    en: 'One of your searches already has this name; choose another.',
  },
  'saved-search/too-many': {
    status: 409,
    fr: 'Vous gardez déjà {most} recherches ; supprimez-en une pour en garder une autre.',
    en: 'You already keep {most} searches; delete one to keep another.',
  },
  'saved-search/not-shareable': {
    status: 422,
    fr: 'Une recherche se partage au sein d’une structure ; agissez d’abord pour elle.',
    en: 'A search is shared within an organisation; act for it first.',
  },
} as const satisfies Record<string, ProblemEntry>;
