import type { ProblemEntry } from './entry';

/** Refusals about recommendation lists. */
export const matchingProblems = {
  'match/profile-needed': {
    status: 409,
    fr: 'Commencez votre profil pour recevoir des missions recommandées.',
    en: 'Start your profile to receive recommended missions.',
  },
  'match/no-list': {
    status: 409,
    fr: 'Il n’y a pas de liste à calculer : seules les missions publiées et les profils en ont une.',
    en: 'There is no list to compute: only published missions and profiles have one.',
  },
  'match/not-computed': {
    status: 409,
    fr: 'Le calcul de cette adéquation est en cours ; revenez dans un instant.',
    en: 'This match is being computed; come back in a moment.',
  },
  'what-if/not-ready': {
    status: 409,
    fr: 'Les listes se calculent pour la première fois ; revenez dans un instant.',
    en: 'Lists are being computed for the first time; come back in a moment.',
  },
  'what-if/over': {
    status: 409,
    fr: 'Cette mission ne cherche plus personne : il n’y a rien à essayer.',
    en: 'This mission looks for nobody any more: there is nothing to try.',
  },
} as const satisfies Record<string, ProblemEntry>;
