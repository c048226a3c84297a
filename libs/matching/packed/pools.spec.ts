import fc from 'fast-check';
import { tieBreak } from '../tie-break';
import { Top } from '../top';
import { Pools, rankedOf } from './pools';

const OWNER = 7;
/** As lists are offered to: everybody once. */
const anyOffers = (min: number, max: number) =>
  fc.uniqueArray(fc.record({ num: fc.nat(5_000), rank: fc.integer({ min, max }) }), {
    selector: ({ num }) => num,
    maxLength: 120,
  });
const far = anyOffers(-1_001, 1_000);
const mostlyEqual = anyOffers(-1, 1);

describe('pools', () => {
  it('keep the lists that heaps keep, whatever comes in whatever order, and floors that cost nobody their place', () => {
    fc.assert(
      fc.property(fc.oneof(far, mostlyEqual), far, fc.integer({ min: 0, max: 20 }), (first, second, length) => {
        const pools = new Pools(2, length);
        const tops = [new Top(length), new Top(length)];
        for (const [list, offers] of [first, second].entries())
          for (const isFree of [true, false]) {
            if (!isFree && !pools.narrow(list)) continue;
            for (const { num, rank } of offers.filter((offer) => offer.rank >= 0 === isFree))
              if (rank >= pools.floors[list]!) pools.offer(list, num, rank, tieBreak(OWNER, num));
          }
        for (const [list, offers] of [first, second].entries())
          for (const { num, rank } of offers) tops[list]!.offer(num, rank, tieBreak(OWNER, num));
        for (const [list, top] of tops.entries()) {
          const wanted = top.list();
          expect(pools.floors[list]!).toBeLessThanOrEqual(wanted.at(-1)?.rank ?? 0);
          if (length > 0 && wanted.length === length) expect(pools.floor(list)).toBe(wanted.at(-1)!.rank);
          expect(rankedOf(pools.list(list))).toEqual(wanted);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('forget one list and leave the others', () => {
    const pools = new Pools(2, 1);
    pools.offer(0, 1, 10, 1);
    pools.offer(1, 2, 20, 2);
    pools.floor(0);
    pools.clear(0);
    expect([rankedOf(pools.list(0)), rankedOf(pools.list(1))]).toEqual([[], [{ num: 2, rank: 20 }]]);
    expect(pools.floors[0]).toBeLessThan(-1_001);
  });
});
