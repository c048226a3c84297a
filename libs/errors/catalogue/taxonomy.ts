import type { ProblemEntry } from './entry';

/** Refusals about the referential and places. */
export const taxonomyProblems = {} as const satisfies Record<string, ProblemEntry>;
