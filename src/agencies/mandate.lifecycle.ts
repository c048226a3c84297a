import type { MandateMove, MandateState } from '#libs/contracts/mandate';
import type { Lifecycle } from '#libs/outbox/transition';

export type MandateArrow = 'accept' | 'decline' | 'end' | 'expire' | 'replace';

/**
 * The states of a mandate (domain.md B.1): proposed by an adviser, accepted by the freelancer, ended by either at once.
 * An active one is replaced when the freelancer accepts a wider one of the same agency.
 */
export const mandateLifecycle = {
  PROPOSED: { accept: 'ACTIVE', decline: 'DECLINED', end: 'ENDED', expire: 'EXPIRED' },
  ACTIVE: { end: 'ENDED', replace: 'ENDED' },
  DECLINED: {},
  EXPIRED: {},
  ENDED: {},
} as const satisfies Lifecycle<MandateState, MandateArrow>;

/** Who may take an arrow. */
export const mandateMovers = {
  accept: ['FREELANCER'],
  decline: ['FREELANCER'],
  end: ['FREELANCER', 'AGENCY'],
  expire: ['SYSTEM'],
  replace: ['SYSTEM'],
} as const satisfies Record<MandateArrow, readonly ('FREELANCER' | 'AGENCY' | 'SYSTEM')[]>;

export const mandateEvents = {
  accept: 'mandate.accepted',
  decline: 'mandate.declined',
  end: 'mandate.ended',
  expire: 'mandate.expired',
  replace: 'mandate.replaced',
} as const satisfies Record<MandateArrow, string>;

/** Days a proposal waits for its answer. */
export const PROPOSAL_DAYS = 30;

/** What each side may do in a state. Ending a mere proposal is the agency’s alone: the freelancer declines it. */
export function mandateMovesFor(
  state: MandateState,
  as: { freelancer: boolean; agency: boolean; agencyAdmin: boolean },
): MandateMove[] {
  const moves: MandateMove[] = [];
  for (const arrow of Object.keys(mandateLifecycle[state]) as MandateArrow[]) {
    if (arrow === 'expire' || arrow === 'replace') continue;
    const movers: readonly string[] = mandateMovers[arrow];
    const freelancer = as.freelancer && movers.includes('FREELANCER') && !(arrow === 'end' && state === 'PROPOSED');
    if (freelancer || (as.agency && movers.includes('AGENCY'))) moves.push(arrow);
  }
  if (state === 'ACTIVE' && as.freelancer) moves.push('narrow');
  if (state === 'ACTIVE' && as.agencyAdmin) moves.push('reassign');
  return moves;
}
