import type { ContestAnswer, ContestMove, ContestState } from '#libs/contracts/contest';
import type { Lifecycle } from '#libs/outbox/transition';

export type ContestArrow = 'correct' | 'uphold' | 'override' | 'withdraw' | 'revoke';

/**
 * The states of a contested score: open until a person answers it (put right, upheld, or decided against the engine) or
 * whoever spoke takes it back. A decision stands until it is revoked.
 */
export const contestLifecycle = {
  OPEN: { correct: 'CORRECTED', uphold: 'UPHELD', override: 'OVERRIDDEN', withdraw: 'WITHDRAWN' },
  OVERRIDDEN: { revoke: 'REVOKED' },
  CORRECTED: {},
  UPHELD: {},
  WITHDRAWN: {},
  REVOKED: {},
} as const satisfies Lifecycle<ContestState, ContestArrow>;

export const contestEvents = {
  correct: 'contest.answered',
  uphold: 'contest.answered',
  override: 'contest.answered',
  withdraw: 'contest.withdrawn',
  revoke: 'contest.revoked',
} as const satisfies Record<ContestArrow, string>;

/** Which arrow an answer takes. */
export const arrowOf = {
  CORRECTED: 'correct',
  UPHELD: 'uphold',
  OVERRIDDEN: 'override',
} as const satisfies Record<ContestAnswer['outcome'], ContestArrow>;

/** Days within which an answer is promised. */
export const ANSWER_DAYS = 7;

/** What a reader may do in a state, from what the rights allow them. */
export function contestMovesFor(
  state: ContestState,
  may: { answer: boolean; withdraw: boolean; revoke: boolean },
): ContestMove[] {
  const arrows: Record<string, unknown> = contestLifecycle[state];
  const open: Record<ContestMove, boolean> = {
    answer: 'uphold' in arrows,
    withdraw: 'withdraw' in arrows,
    revoke: 'revoke' in arrows,
  };
  return (['answer', 'withdraw', 'revoke'] as const).filter((move) => open[move] && may[move]);
}
