import type { EngagementMove, EngagementState } from '#libs/contracts/engagement';
import type { Lifecycle } from '#libs/outbox/transition';

/**
 * Every arrow of an engagement’s life (domain.md B.7). An offer carries the employer’s signature, so the freelancer’s
 * `accept` signs for both at once; `sign` and `sign-last` serve terms countered in between.
 */
export const engagementLifecycle = {
  PROPOSED: {
    counter: 'PROPOSED',
    sign: 'PARTIALLY_SIGNED',
    accept: 'SIGNED',
    decline: 'DECLINED',
    lapse: 'LAPSED',
  },
  PARTIALLY_SIGNED: {
    counter: 'PROPOSED',
    'sign-last': 'SIGNED',
    'send-to-agency': 'IN_AGENCY_REVIEW',
    decline: 'DECLINED',
    lapse: 'LAPSED',
  },
  IN_AGENCY_REVIEW: { validate: 'SIGNED', 'ask-change': 'PROPOSED' },
  SIGNED: { start: 'ACTIVE', cancel: 'CANCELLED' },
  ACTIVE: { pause: 'PAUSED', complete: 'COMPLETED', terminate: 'TERMINATED' },
  PAUSED: { resume: 'ACTIVE', terminate: 'TERMINATED' },
  COMPLETED: {},
  TERMINATED: {},
  CANCELLED: {},
  DECLINED: {},
  LAPSED: {},
} as const satisfies Lifecycle<EngagementState, EngagementMove>;

/** The states an engagement ends in. */
export const isEnded = (state: EngagementState): boolean => Object.keys(engagementLifecycle[state]).length === 0;
