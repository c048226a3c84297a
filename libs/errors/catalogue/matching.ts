import type { ProblemEntry } from './entry';

/** Refusals about recommendation lists. */
export const matchingProblems = {
  'match/profile-needed': {
    status: 409,
    fr: 'Commencez votre profil pour recevoir des missions recommandées.',
    en: 'Start your profile to receive recommended missions.',
  },
  'match/not-computed': {
    status: 409,
    fr: 'Le calcul de cette adéquation est en cours ; revenez dans un instant.',
    en: 'This match is being computed; come back in a moment.',
  },
} as const satisfies Record<string, ProblemEntry>;
