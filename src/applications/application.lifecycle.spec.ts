import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applicationState, type ApplicationState } from '#libs/contracts/application';
import { Problem } from '#libs/errors/problem';
import { daysLater } from '#libs/kernel/clock';
import { LAPSE_DAYS } from './application.entity';
import {
  type ApplicationArrow,
  applicationLifecycle,
  clockRuns,
  isTerminal,
  stateAfter,
  terminalStates,
} from './application.lifecycle';
import { eventOfArrow } from './application.events';
import { effectOf } from './application.walk';

const arrows = Object.keys(eventOfArrow) as ApplicationArrow[];
const start = new Date('2026-11-24T09:00:00Z');

/** The table of domain.md B.4, written a second time as it reads there: from → action → to. */
const page: [ApplicationState[], ApplicationArrow, ApplicationState][] = [
  [['SUBMITTED', 'ON_HOLD', 'POOL'], 'review', 'UNDER_REVIEW'],
  [['SUBMITTED', 'UNDER_REVIEW', 'ON_HOLD', 'POOL'], 'shortlist', 'SHORTLISTED'],
  [['SHORTLISTED', 'UNDER_REVIEW', 'INTERVIEW'], 'interview', 'INTERVIEW'],
  [['SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW'], 'hold', 'ON_HOLD'],
  [['SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD'], 'pool', 'POOL'],
  [['SHORTLISTED', 'INTERVIEW', 'UNDER_REVIEW'], 'offer', 'OFFERED'],
  [['OFFERED'], 'accept-offer', 'ACCEPTED'],
  [['OFFERED'], 'decline-offer', 'SHORTLISTED'],
  [['OFFERED'], 'lapse-offer', 'SHORTLISTED'],
  [['OFFERED'], 'retract-offer', 'SHORTLISTED'],
  [['SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD', 'POOL'], 'decline', 'DECLINED'],
  [['SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD', 'POOL', 'OFFERED'], 'withdraw', 'WITHDRAWN'],
  [['SUBMITTED', 'UNDER_REVIEW'], 'expire', 'EXPIRED'],
  [
    ['SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD', 'POOL', 'OFFERED'],
    'make-obsolete',
    'OBSOLETE',
  ],
  [['DECLINED', 'EXPIRED', 'OBSOLETE', 'POOL'], 'reopen', 'UNDER_REVIEW'],
  [['ACCEPTED'], 'cancel', 'CANCELLED'],
];

describe('the life of an application', () => {
  it('has the arrows of the specification, and no other', () => {
    for (const state of applicationState.options)
      for (const arrow of arrows) {
        const wanted = page.find(([from, action]) => action === arrow && from.includes(state))?.[2];
        expect([state, arrow, (applicationLifecycle[state] as Record<string, string>)[arrow]]).toEqual([
          state,
          arrow,
          wanted,
        ]);
      }
  });

  it('reaches every state from its sending', () => {
    const reached = new Set<ApplicationState>(['SUBMITTED']);
    for (const state of reached)
      for (const next of Object.values(applicationLifecycle[state]) as ApplicationState[]) reached.add(next);
    expect([...reached].sort()).toEqual([...applicationState.options].sort());
  });

  it('ends for good only when withdrawn or cancelled', () => {
    const dead = applicationState.options.filter((state) => Object.keys(applicationLifecycle[state]).length === 0);
    expect(dead.sort()).toEqual(['CANCELLED', 'WITHDRAWN']);
    expect(terminalStates.every(isTerminal)).toBe(true);
  });

  it('is never ended by the system but for lack of an answer or of a mission', () => {
    const bySystem = ['expire', 'make-obsolete'] as const;
    for (const arrow of bySystem) expect(['EXPIRED', 'OBSOLETE']).toContain(stateAfter('SUBMITTED', arrow));
    expect(arrows.some((arrow) => arrow.includes('score'))).toBe(false);
  });
});

interface Model {
  state: ApplicationState;
}
interface Real {
  state: ApplicationState;
  decidedAt: Date | null;
  clockStartedAt: Date | null;
  answerDueAt: Date | null;
  nudgedDay: number;
  at: Date;
}

/** One try of an arrow after some hours: legal ones move both, illegal ones throw and change nothing. */
class Try implements fc.Command<Model, Real> {
  constructor(
    readonly arrow: ApplicationArrow,
    readonly hours: number,
  ) {}
  check = () => true;
  run(model: Model, real: Real): void {
    const wanted = page.find(([from, action]) => action === this.arrow && from.includes(model.state))?.[2];
    const before = { ...real };
    real.at = daysLater(real.at, this.hours / 24);
    if (!wanted) {
      assert.throws(() => effectOf(real, this.arrow, real.at, 10), Problem);
      assert.deepEqual({ ...real, at: before.at }, before);
      return;
    }
    Object.assign(real, effectOf(real, this.arrow, real.at, 10));
    model.state = wanted;
    assert.equal(real.state, wanted);
    assert.equal(real.decidedAt !== null, isTerminal(real.state), 'a decision date in the ends, nowhere else');
    assert.equal(real.clockStartedAt !== null, clockRuns(real.state), 'a clock while an answer is owed, nowhere else');
    assert.equal(real.answerDueAt !== null, clockRuns(real.state));
    if (real.clockStartedAt && real.answerDueAt) {
      assert.ok(real.answerDueAt > real.clockStartedAt);
      assert.ok(real.answerDueAt <= daysLater(real.clockStartedAt, LAPSE_DAYS));
    }
    // Studying a new application does not restart the clock: the promise was made when it was sent.
    if (before.state === 'SUBMITTED' && this.arrow === 'review')
      assert.deepEqual(real.clockStartedAt, before.clockStartedAt);
  }
  toString = () => `${this.arrow} after ${this.hours} h`;
}

describe('any sequence of moves', () => {
  it('follows the table, keeps the decision date to the ends and the clock to the study', () => {
    const tries = fc.record({ arrow: fc.constantFrom(...arrows), hours: fc.integer({ min: 0, max: 24 * 40 }) });
    fc.assert(
      fc.property(
        fc.commands([tries.map(({ arrow, hours }) => new Try(arrow, hours))], { maxCommands: 40 }),
        (commands) => {
          const setup = () => ({
            model: { state: 'SUBMITTED' as ApplicationState },
            real: {
              state: 'SUBMITTED' as ApplicationState,
              decidedAt: null,
              clockStartedAt: start,
              answerDueAt: daysLater(start, 10),
              nudgedDay: 0,
              at: start,
            },
          });
          expect(() => fc.modelRun(setup, commands)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});
