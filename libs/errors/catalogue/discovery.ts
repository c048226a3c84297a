import type { ProblemEntry } from './entry';

/** Refusals about search. */
export const discoveryProblems = {} as const satisfies Record<string, ProblemEntry>;
