import fc from 'fast-check';
import { engagementState, offerTerms, type EngagementMove, type EngagementState } from '#libs/contracts/engagement';
import { engagementLifecycle, isEnded } from './engagement.lifecycle';
import { newVersion, termsHash, totalCents } from './terms';

const terms = (changes: Record<string, unknown> = {}) =>
  offerTerms.parse({
    price: { kind: 'DAILY', dailyRate: 480, days: 12.5 },
    startsOn: '2027-01-05',
    endsOn: '2027-02-26',
    ...changes,
  });
const said = { by: 'EMPLOYER', message: '', at: new Date('2026-11-24T09:00:00Z') } as const;

describe('the life of an engagement', () => {
  it('reaches every state from the offer', () => {
    const reached = new Set<EngagementState>(['PROPOSED']);
    for (const state of reached)
      for (const next of Object.values(engagementLifecycle[state]) as EngagementState[]) reached.add(next);
    expect([...reached].sort()).toEqual([...engagementState.options].sort());
  });

  it('ends in five ways, and no arrow leaves an end', () => {
    const ends = engagementState.options.filter(isEnded);
    expect(ends.sort()).toEqual(['CANCELLED', 'COMPLETED', 'DECLINED', 'LAPSED', 'TERMINATED']);
  });

  it('is cancelled before it starts and terminated after', () => {
    const leaves = (state: EngagementState, move: EngagementMove) => move in engagementLifecycle[state];
    expect(leaves('SIGNED', 'cancel')).toBe(true);
    expect(leaves('ACTIVE', 'cancel')).toBe(false);
    expect(leaves('ACTIVE', 'terminate')).toBe(true);
  });
});

describe('the terms of an offer', () => {
  it('cost what was agreed, to the cent', () => {
    expect(totalCents(terms().price)).toBe(600_000);
    expect(totalCents({ kind: 'FIXED', total: 5_000 })).toBe(500_000);
  });

  it('end after they start, and are paid within sixty days', () => {
    expect(offerTerms.safeParse({ ...terms(), endsOn: '2027-01-04' }).success).toBe(false);
    expect(offerTerms.safeParse({ ...terms(), paymentDelayDays: 61 }).success).toBe(false);
  });

  it('are numbered, and any change gives another thing to sign', () => {
    const first = newVersion([], terms(), said);
    const second = newVersion([first], terms(), said);
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(termsHash(first)).not.toBe(termsHash(second));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 90 }), (dailyRate, noticeDays) => {
        const changed = newVersion([], terms({ price: { kind: 'DAILY', dailyRate, days: 12.5 }, noticeDays }), said);
        expect(termsHash(changed) === termsHash(first)).toBe(dailyRate === 480 && noticeDays === 15);
      }),
    );
  });
});
