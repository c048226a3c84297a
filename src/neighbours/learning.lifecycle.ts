import type { LearningMove, LearningState } from '#libs/contracts/neighbours';
import type { Lifecycle } from '#libs/outbox/transition';

export type LearningArrow = LearningMove | 'propose' | 'find-unchanged' | 'abandon' | 'replace';

/**
 * The states of what was learned: computed, proposed unless it would change nothing, then activated or discarded by a
 * person, or replaced by a newer proposal before anybody answered. One is active at most; it is retired by a person or
 * by the one that takes its place.
 */
export const learningLifecycle = {
  COMPUTING: { propose: 'PROPOSED', 'find-unchanged': 'UNCHANGED', abandon: 'ABANDONED' },
  PROPOSED: { activate: 'ACTIVE', discard: 'DISCARDED', replace: 'REPLACED' },
  ACTIVE: { retire: 'RETIRED' },
  UNCHANGED: {},
  ABANDONED: {},
  DISCARDED: {},
  REPLACED: {},
  RETIRED: {},
} as const satisfies Lifecycle<LearningState, LearningArrow>;

export const learningEvents = {
  propose: 'neighbours.proposed',
  'find-unchanged': 'neighbours.found-unchanged',
  abandon: 'neighbours.abandoned',
  activate: 'neighbours.activated',
  discard: 'neighbours.discarded',
  replace: 'neighbours.replaced',
  retire: 'neighbours.retired',
} as const satisfies Record<LearningArrow, string>;

const MOVES = ['activate', 'discard', 'retire'] as const satisfies readonly LearningMove[];

/** What an administrator may do with a version in this state. */
export const learningMovesFor = (state: LearningState): LearningMove[] =>
  MOVES.filter((move) => move in learningLifecycle[state]);
