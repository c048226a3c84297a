import fc from 'fast-check';
import { patchList } from './patch';
import { NOT_LISTED } from './score';
import { tieBreak } from './tie-break';
import { type Ranked, Top } from './top';

const LENGTH = 6;
const tie = (num: number): number => tieBreak(1, num);

const listOf = (ranks: ReadonlyMap<number, number>): Ranked[] => {
  const top = new Top(LENGTH);
  for (const [num, rank] of ranks) top.offer(num, rank, tie(num));
  return top.list();
};

const rank = fc.oneof(fc.integer({ min: -4, max: 6 }), fc.constant(NOT_LISTED));
const ranks = fc.array(fc.tuple(fc.nat(14), rank), { maxLength: 20 }).map((pairs) => new Map(pairs));

describe('a patched list', () => {
  it('is the list computed anew, or admits that it cannot tell', () => {
    let told = 0;
    fc.assert(
      fc.property(ranks, ranks, (before, changes) => {
        const list = listOf(before);
        const patched = patchList(
          list,
          [...changes].map(([num, changed]) => ({ num, rank: changed })),
          tie,
          LENGTH,
        );
        if (!patched) return;
        told++;
        expect(patched).toEqual(listOf(new Map([...before, ...changes])));
      }),
      { numRuns: 2_000 },
    );
    expect(told).toBeGreaterThan(1_000);
  });
});
