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
} as const satisfies Record<string, ProblemEntry>;
