import type { ProblemEntry } from './entry';

/** Refusals about missions. */
export const missionsProblems = {} as const satisfies Record<string, ProblemEntry>;
