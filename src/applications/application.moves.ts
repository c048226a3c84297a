import type { ApplicationMove, ApplicationState, NextStep } from '#libs/contracts/application';
import type { EngagementState } from '#libs/contracts/engagement';
import { daysLater } from '#libs/kernel/clock';
import { LAPSE_DAYS, REOPENING_DAYS } from './application.entity';
import { applicationLifecycle, clockRuns, isTerminal, type ApplicationArrow } from './application.lifecycle';

export type Question = 'NOT_ASKED' | 'OPEN' | 'ANSWERED';

/** What decides which moves are open, beside the state: plain facts, so that the rule is tested without a database. */
export interface MoveFacts {
  state: ApplicationState;
  missionOpen: boolean;
  decidedAt: Date | null;
  interviewChosen: number | null;
  /** The employer’s two questions to the freelancer: each is asked once. */
  poolQuestion: Question;
  reopeningQuestion: Question;
  poolAgreed: boolean;
  archived: boolean;
  answerDueAt: Date | null;
  clockStartedAt: Date | null;
  engagement: { state: EngagementState; lapsesAt: Date; startsOn: string } | null;
  /** Database time, and the day it is in Paris. */
  now: Date;
  today: string;
}

/** What the reader’s rights allow on this application (src/access/policies.ts decides them). */
export interface Standpoint {
  side: 'EMPLOYER' | 'FREELANCER' | 'ADVISER';
  decides: boolean;
  answers: boolean;
  withdraws: boolean;
  comments: boolean;
}

const leads = (state: ApplicationState, arrow: ApplicationArrow): boolean => arrow in applicationLifecycle[state];

/** True while a closed application may be opened again: 30 days, and the mission still takes people. */
export const mayReopen = (facts: MoveFacts): boolean =>
  leads(facts.state, 'reopen') &&
  facts.missionOpen &&
  (facts.decidedAt === null || facts.now <= daysLater(facts.decidedAt, REOPENING_DAYS));

/** True while an engagement may be cancelled: signed, and its first day has not come. */
export const mayCancel = (facts: MoveFacts): boolean =>
  facts.state === 'ACCEPTED' && facts.engagement?.state === 'SIGNED' && facts.engagement.startsOn > facts.today;

/** The moves open to someone: what the lifecycle allows, their rights permit and the facts let through. */
export function movesOf(facts: MoveFacts, point: Standpoint): ApplicationMove[] {
  const { state } = facts;
  const open = (arrow: ApplicationArrow): boolean => leads(state, arrow);
  const offerLives = facts.engagement !== null && facts.engagement.lapsesAt > facts.now;
  const poolPossible = open('pool') && facts.missionOpen;
  const conditions: Record<ApplicationMove, boolean> = {
    review: point.decides && open('review') && facts.missionOpen,
    shortlist: point.decides && open('shortlist') && facts.missionOpen,
    interview: point.decides && open('interview') && facts.missionOpen,
    'choose-slot': point.answers && state === 'INTERVIEW' && facts.interviewChosen === null,
    hold: point.decides && open('hold') && facts.missionOpen,
    'ask-pool': point.decides && poolPossible && !facts.poolAgreed && facts.poolQuestion === 'NOT_ASKED',
    'answer-pool': point.answers && !isTerminal(state) && facts.poolQuestion === 'OPEN',
    pool: point.decides && poolPossible && facts.poolAgreed,
    offer: point.decides && open('offer') && facts.missionOpen,
    'accept-offer': point.answers && open('accept-offer') && offerLives,
    'decline-offer': point.answers && open('decline-offer'),
    'retract-offer': point.decides && open('retract-offer'),
    decline: point.decides && open('decline'),
    withdraw: point.withdraws && open('withdraw'),
    reopen: point.decides && mayReopen(facts) && facts.reopeningQuestion === 'NOT_ASKED',
    'answer-reopening': point.answers && facts.reopeningQuestion === 'OPEN' && mayReopen(facts),
    cancel: (point.decides || point.answers) && mayCancel(facts),
    archive: point.decides && isTerminal(state) && !facts.archived,
    unarchive: point.decides && facts.archived,
    comment: point.comments,
  };
  return (Object.keys(conditions) as ApplicationMove[]).filter((move) => conditions[move]);
}

/** Whose turn it is, for what, until when. The employer’s term is its promise; the lapse at day 30 is the last one. */
export function nextStepOf(facts: MoveFacts): NextStep {
  const step = (who: NextStep['who'], what: NextStep['what'], due: Date | null = null): NextStep => ({
    who,
    what,
    dueAt: due?.toISOString() ?? null,
    overdue: due !== null && due < facts.now,
  });
  const { state, engagement } = facts;
  if (facts.reopeningQuestion === 'OPEN' && mayReopen(facts)) return step('FREELANCER', 'ANSWER_REOPENING');
  if (state === 'OFFERED') return step('FREELANCER', 'ANSWER_OFFER', engagement?.lapsesAt ?? null);
  if (state === 'INTERVIEW')
    return facts.interviewChosen === null ? step('FREELANCER', 'CHOOSE_SLOT') : step('EMPLOYER', 'MEET');
  if (facts.poolQuestion === 'OPEN' && !isTerminal(state)) return step('FREELANCER', 'ANSWER_POOL');
  if (clockRuns(state)) {
    const last = facts.clockStartedAt ? daysLater(facts.clockStartedAt, LAPSE_DAYS) : null;
    return step('EMPLOYER', 'ANSWER', facts.answerDueAt ?? last);
  }
  if (state === 'SHORTLISTED' || state === 'ON_HOLD') return step('EMPLOYER', 'DECIDE');
  if (state === 'ACCEPTED') return step('NOBODY', 'START');
  return step('NOBODY', 'NONE');
}
