import type { fr } from './fr';

/** Every sentence of the app with the shared ones; French is the reference. */
export type Words = typeof fr;
