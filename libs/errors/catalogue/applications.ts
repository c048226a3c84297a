import type { ProblemEntry } from './entry';

/** Refusals about applications and engagements. */
export const applicationsProblems = {} as const satisfies Record<string, ProblemEntry>;
