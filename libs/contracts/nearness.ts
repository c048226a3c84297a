/** A related skill never counts as the skill itself: this much of it at most. */
export const HIGHEST_SIMILARITY = 0.78;
