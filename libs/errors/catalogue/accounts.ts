import type { ProblemEntry } from './entry';

/** Refusals about accounts, sessions, second factor, access tokens. */
export const accountsProblems = {} as const satisfies Record<string, ProblemEntry>;
