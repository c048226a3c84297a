import type { ProblemEntry } from './entry';

/** Refusals about contested scores. */
export const contestsProblems = {
  'contest/unknown': {
    status: 404,
    fr: 'Ce signalement n’existe pas.',
    en: 'This report does not exist.',
  },
  'contest/nothing-shown': {
    status: 422,
    fr: 'Ce point ne figure pas dans l’adéquation telle qu’elle est affichée ; rouvrez-la et réessayez.',
    en: 'This point is not part of the match as it is shown; open it again and retry.',
  },
  'contest/already': {
    status: 409,
    fr: 'Ce point est déjà signalé et attend sa réponse.',
    en: 'This point is already reported and awaits its answer.',
  },
  'contest/not-overridable': {
    status: 422,
    fr: 'Ce blocage tient au choix de la personne : elle seule peut le lever, dans son profil.',
    en: 'This blocker is the person’s own choice: only they can lift it, in their profile.',
  },
  'contest/overridden-already': {
    status: 409,
    fr: 'Une décision vaut déjà pour ce point et cette mission.',
    en: 'A decision already stands on this point for this mission.',
  },
} as const satisfies Record<string, ProblemEntry>;
