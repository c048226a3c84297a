import type { ApplicationState } from '#libs/contracts/application';
import { type Lifecycle, nextState } from '#libs/outbox/transition';

/** Every arrow of an application’s life, whoever walks it (domain.md B.4). */
export type ApplicationArrow =
  | 'review'
  | 'shortlist'
  | 'interview'
  | 'hold'
  | 'pool'
  | 'offer'
  | 'accept-offer'
  | 'decline-offer'
  | 'lapse-offer'
  | 'retract-offer'
  | 'decline'
  | 'withdraw'
  | 'expire'
  | 'make-obsolete'
  | 'reopen'
  | 'cancel';

/** No arrow depends on a score: EXPIRED and OBSOLETE are the only endings the system makes. */
export const applicationLifecycle = {
  SUBMITTED: {
    review: 'UNDER_REVIEW',
    shortlist: 'SHORTLISTED',
    hold: 'ON_HOLD',
    pool: 'POOL',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    expire: 'EXPIRED',
    'make-obsolete': 'OBSOLETE',
  },
  UNDER_REVIEW: {
    shortlist: 'SHORTLISTED',
    interview: 'INTERVIEW',
    hold: 'ON_HOLD',
    pool: 'POOL',
    offer: 'OFFERED',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    expire: 'EXPIRED',
    'make-obsolete': 'OBSOLETE',
  },
  SHORTLISTED: {
    interview: 'INTERVIEW',
    hold: 'ON_HOLD',
    pool: 'POOL',
    offer: 'OFFERED',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    'make-obsolete': 'OBSOLETE',
  },
  INTERVIEW: {
    // New slots when none of the first suited.
    interview: 'INTERVIEW',
    hold: 'ON_HOLD',
    pool: 'POOL',
    offer: 'OFFERED',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    'make-obsolete': 'OBSOLETE',
  },
  ON_HOLD: {
    review: 'UNDER_REVIEW',
    shortlist: 'SHORTLISTED',
    pool: 'POOL',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    'make-obsolete': 'OBSOLETE',
  },
  POOL: {
    review: 'UNDER_REVIEW',
    shortlist: 'SHORTLISTED',
    reopen: 'UNDER_REVIEW',
    decline: 'DECLINED',
    withdraw: 'WITHDRAWN',
    'make-obsolete': 'OBSOLETE',
  },
  OFFERED: {
    'accept-offer': 'ACCEPTED',
    'decline-offer': 'SHORTLISTED',
    'lapse-offer': 'SHORTLISTED',
    'retract-offer': 'SHORTLISTED',
    withdraw: 'WITHDRAWN',
    'make-obsolete': 'OBSOLETE',
  },
  ACCEPTED: { cancel: 'CANCELLED' },
  DECLINED: { reopen: 'UNDER_REVIEW' },
  WITHDRAWN: {},
  EXPIRED: { reopen: 'UNDER_REVIEW' },
  OBSOLETE: { reopen: 'UNDER_REVIEW' },
  CANCELLED: {},
} as const satisfies Lifecycle<ApplicationState, ApplicationArrow>;

/** The state an arrow leads to. Throws `lifecycle/move-refused` where the table has no such arrow. */
export const stateAfter = (state: ApplicationState, arrow: ApplicationArrow): ApplicationState =>
  nextState<ApplicationState, ApplicationArrow>(applicationLifecycle, state, arrow);

/** The states an application ends in: `decidedAt` is set in these and in no other (held by the table’s CHECK). */
export const terminalStates = ['ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED'] as const;

export const isTerminal = (state: ApplicationState): boolean =>
  (terminalStates as readonly ApplicationState[]).includes(state);

/** The states in which the employer owes an answer and the clock runs. */
export const clockRuns = (state: ApplicationState): boolean => state === 'SUBMITTED' || state === 'UNDER_REVIEW';

/** What waits for the freelancer’s word, as a condition on the row `a`: an offer, slots to choose from, a question. */
export const TO_ANSWER_SQL = `(a.state = 'OFFERED'
  or a.state = 'INTERVIEW' and (a.interview -> 'chosen') = 'null'::jsonb
  or a.reopening_asked_at is not null and a.reopening_answered_at is null
  or a.pool_asked_at is not null and a.pool_answered_at is null and a.decided_at is null)`;
