import type { ProblemEntry } from './entry';

/** Refusals about the referential and places. */
export const taxonomyProblems = {
  'skill/unknown': {
    status: 422,
    fr: 'La compétence {skillId} n’existe pas dans le référentiel.',
    en: 'The skill {skillId} is not in the referential.',
  },
} as const satisfies Record<string, ProblemEntry>;
