import type { ProblemEntry } from './entry';

/** Refusals about dead letters and administration. */
export const operationsProblems = {} as const satisfies Record<string, ProblemEntry>;
