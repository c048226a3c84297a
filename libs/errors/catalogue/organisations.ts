import type { ProblemEntry } from './entry';

/** Refusals about organisations, members, invitations, mandates. */
export const organisationsProblems = {} as const satisfies Record<string, ProblemEntry>;
