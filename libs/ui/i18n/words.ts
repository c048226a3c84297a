import type { fr } from './fr';

/** Every shared sentence; French is the reference, the other languages must have the same entries. */
export type SharedWords = typeof fr;
