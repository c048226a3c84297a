import type { ProblemEntry } from './entry';

/** Refusals about profiles. */
export const profilesProblems = {} as const satisfies Record<string, ProblemEntry>;
