import type { ProblemEntry } from './entry';

/** Refusals about recommendation lists. */
export const matchingProblems = {} as const satisfies Record<string, ProblemEntry>;
