import fc from 'fast-check';
import { applicationMove, applicationState } from '#libs/contracts/application';
import { daysLater } from '#libs/kernel/clock';
import { applicationLifecycle } from './application.lifecycle';
import { type MoveFacts, movesOf, nextStepOf, type Standpoint } from './application.moves';

const now = new Date('2026-11-24T09:00:00Z');
const facts = (changes: Partial<MoveFacts> = {}): MoveFacts => ({
  state: 'SUBMITTED',
  missionOpen: true,
  decidedAt: null,
  interviewChosen: null,
  poolQuestion: 'NOT_ASKED',
  reopeningQuestion: 'NOT_ASKED',
  poolAgreed: false,
  archived: false,
  answerDueAt: daysLater(now, 10),
  clockStartedAt: now,
  engagement: null,
  now,
  today: '2026-11-24',
  ...changes,
});
const nobody: Standpoint = { side: 'ADVISER', decides: false, answers: false, withdraws: false, comments: false };
const employer: Standpoint = { ...nobody, side: 'EMPLOYER', decides: true, comments: true };
const freelancer: Standpoint = { ...nobody, side: 'FREELANCER', answers: true, withdraws: true };

describe('the moves open to someone', () => {
  it('are the employer’s while the application is new', () => {
    expect(movesOf(facts(), employer)).toEqual(['review', 'shortlist', 'hold', 'ask-pool', 'decline', 'comment']);
  });

  it('are only to take it back for the freelancer who waits', () => {
    expect(movesOf(facts(), freelancer)).toEqual(['withdraw']);
  });

  it('are to answer an offer until it lapses', () => {
    const offered = (lapsesAt: Date) =>
      facts({ state: 'OFFERED', engagement: { state: 'PROPOSED', lapsesAt, startsOn: '2027-01-05' } });
    expect(movesOf(offered(daysLater(now, 1)), freelancer)).toEqual(['accept-offer', 'decline-offer', 'withdraw']);
    expect(movesOf(offered(daysLater(now, -1)), freelancer)).toEqual(['decline-offer', 'withdraw']);
    expect(movesOf(offered(daysLater(now, 1)), employer)).toEqual(['retract-offer', 'comment']);
  });

  it('let the employer keep someone in the pool only once they agreed', () => {
    expect(movesOf(facts({ poolAgreed: true }), employer)).toContain('pool');
    expect(movesOf(facts({ poolQuestion: 'OPEN' }), employer)).not.toContain('ask-pool');
    expect(movesOf(facts({ poolQuestion: 'OPEN' }), freelancer)).toContain('answer-pool');
    expect(movesOf(facts({ poolQuestion: 'ANSWERED' }), freelancer)).not.toContain('answer-pool');
  });

  it('let a refusal be reopened for thirty days, while the mission takes people, and asked once', () => {
    const declined = (days: number) =>
      facts({ state: 'DECLINED', decidedAt: daysLater(now, -days), clockStartedAt: null });
    expect(movesOf(declined(30), employer)).toContain('reopen');
    expect(movesOf(declined(31), employer)).not.toContain('reopen');
    expect(movesOf({ ...declined(2), missionOpen: false }, employer)).not.toContain('reopen');
    expect(movesOf({ ...declined(2), reopeningQuestion: 'OPEN' }, employer)).not.toContain('reopen');
    expect(movesOf({ ...declined(2), reopeningQuestion: 'OPEN' }, freelancer)).toEqual(['answer-reopening']);
  });

  it('let either side cancel until the eve of the first day', () => {
    const accepted = (startsOn: string) =>
      facts({ state: 'ACCEPTED', decidedAt: now, engagement: { state: 'SIGNED', lapsesAt: now, startsOn } });
    expect(movesOf(accepted('2026-11-25'), freelancer)).toEqual(['cancel']);
    expect(movesOf(accepted('2026-11-24'), freelancer)).toEqual([]);
    expect(movesOf(accepted('2026-11-25'), employer)).toContain('cancel');
  });

  it('are none for who may only read', () => {
    for (const state of applicationState.options) expect(movesOf(facts({ state }), nobody)).toEqual([]);
  });

  it('never go further than the lifecycle, whatever the facts', () => {
    const arrowLike = applicationMove.options.filter((move) =>
      Object.values(applicationLifecycle).some((row) => move in row),
    );
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(...applicationState.options),
          missionOpen: fc.boolean(),
          poolAgreed: fc.boolean(),
          archived: fc.boolean(),
          poolQuestion: fc.constantFrom('NOT_ASKED' as const, 'OPEN' as const, 'ANSWERED' as const),
          reopeningQuestion: fc.constantFrom('NOT_ASKED' as const, 'OPEN' as const, 'ANSWERED' as const),
        }),
        fc.record({ decides: fc.boolean(), answers: fc.boolean(), withdraws: fc.boolean(), comments: fc.boolean() }),
        (some, rights) => {
          const moves = movesOf(facts({ ...some, decidedAt: now }), { side: 'EMPLOYER', ...rights });
          for (const move of moves)
            if (arrowLike.includes(move)) expect(Object.keys(applicationLifecycle[some.state])).toContain(move);
        },
      ),
    );
  });
});

describe('whose turn it is', () => {
  it('is the employer’s, until the day promised', () => {
    expect(nextStepOf(facts())).toEqual({
      who: 'EMPLOYER',
      what: 'ANSWER',
      dueAt: daysLater(now, 10).toISOString(),
      overdue: false,
    });
    expect(nextStepOf(facts({ answerDueAt: daysLater(now, -1) })).overdue).toBe(true);
  });

  it('is the freelancer’s when slots, an offer or a question wait', () => {
    expect(nextStepOf(facts({ state: 'INTERVIEW' }))).toMatchObject({ who: 'FREELANCER', what: 'CHOOSE_SLOT' });
    expect(nextStepOf(facts({ state: 'INTERVIEW', interviewChosen: 0 }))).toMatchObject({ who: 'EMPLOYER' });
    expect(nextStepOf(facts({ state: 'OFFERED' }))).toMatchObject({ who: 'FREELANCER', what: 'ANSWER_OFFER' });
  });

  it('is nobody’s when it is over', () => {
    expect(nextStepOf(facts({ state: 'WITHDRAWN', clockStartedAt: null }))).toMatchObject({ who: 'NOBODY' });
  });
});
