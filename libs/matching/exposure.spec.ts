import fc from 'fast-check';
import { byScore, contenders, type ExposureRules, exposureRules, serve, type Standing } from './exposure';
import { ExposurePrices } from './exposure-prices';
import { tieBreak } from './tie-break';
import { type Ranked, Top } from './top';

const rules: ExposureRules = { ...exposureRules, places: 4, cap: 2, newcomerPlaces: 2, newcomerGap: 50 };
const listOf = (...ranks: number[]): Ranked[] => ranks.map((rank, at) => ({ num: at + 1, rank }));
const orderOf = (list: readonly Ranked[], standings: Record<number, Partial<Standing>>) =>
  serve(list, (num) => ({ price: 0, newcomer: false, ...standings[num] }), rules);
const nums = (served: readonly { num: number }[]): number[] => served.map(({ num }) => num);

describe('the order a list is shown in', () => {
  const list = listOf(800, 790, 780, 770, 760, 750, 700, -300);

  it('is that of scores where nobody has a price and nobody is new', () => {
    expect(nums(orderOf(list, {}))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(nums(byScore(list))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes a price off where the order is made, and leaves the score as it is', () => {
    const served = orderOf(list, { 1: { price: 35 } });
    expect(nums(served)).toEqual([2, 3, 4, 1, 5, 6, 7, 8]);
    expect(served[3]).toMatchObject({ num: 1, rank: 800, place: 4, placeByScore: 1, newcomersPlace: false });
  });

  it('gives the last of the first places to the newcomers who come nearest, within the gap', () => {
    const served = orderOf(list, { 6: { newcomer: true }, 7: { newcomer: true } });
    expect(nums(served)).toEqual([1, 2, 3, 6, 4, 5, 7, 8]);
    expect(served.filter(({ newcomersPlace }) => newcomersPlace).map(({ num }) => num)).toEqual([6]);
  });

  it('gives none where newcomers have their places already, nor to somebody a rule blocks', () => {
    expect(nums(orderOf(list, { 1: { newcomer: true }, 2: { newcomer: true }, 5: { newcomer: true } }))).toEqual(
      nums(list),
    );
    const few = listOf(800, 790, 780, 770, -1, -2);
    expect(nums(orderOf(few, { 5: { newcomer: true } }))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('never asks a newcomer among the first to leave for another', () => {
    expect(nums(orderOf(list, { 4: { newcomer: true }, 5: { newcomer: true } }))).toEqual([1, 2, 4, 5, 3, 6, 7, 8]);
  });
});

/** Lists of a small market: the same thirty people, in the order of scores. */
const market = (ranks: fc.Arbitrary<number>, fewest: number) =>
  fc
    .array(fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), ranks), { maxLength: 25 }), {
      minLength: fewest,
      maxLength: 14,
    })
    .map((lists) =>
      lists.map((pairs, mission) => {
        const top = new Top();
        for (const [num, rank] of new Map(pairs)) top.offer(num, rank, tieBreak(mission, num));
        return top.list();
      }),
    );
const anyMarket = market(fc.integer({ min: -1001, max: 1000 }), 1);
const closeMarket = market(fc.integer({ min: 600, max: 750 }), 8);
const anyStandings = fc.dictionary(
  fc.integer({ min: 1, max: 30 }).map(String),
  fc.record({ price: fc.integer({ min: 0, max: 150 }), newcomer: fc.boolean() }),
);

describe('whatever prices and newcomers there are', () => {
  it('nobody enters or leaves, no score changes, positions decrease, blocked pairs stay last as they were', () => {
    fc.assert(
      fc.property(anyMarket, anyStandings, (lists, standings) => {
        for (const list of lists) {
          const served = orderOf(list, standings);
          const free = list.filter(({ rank }) => rank >= 0).length;
          const rises = served.slice(1).filter(({ position }, at) => {
            const before = served[at]!.position;
            const differs = position.findIndex((value, which) => value !== before[which]);
            return differs >= 0 && position[differs]! > before[differs]!;
          });
          expect({
            people: served.map(({ num, rank }) => `${num}:${rank}`).sort(),
            places: served.map(({ place }) => place),
            blocked: nums(served.slice(free)),
            rises,
          }).toEqual({
            people: list.map(({ num, rank }) => `${num}:${rank}`).sort(),
            places: list.map((_, at) => at + 1),
            blocked: nums(list.slice(free)),
            rises: [],
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the first places are found among the contenders alone', () => {
    let shorter = 0;
    fc.assert(
      fc.property(anyMarket, anyStandings, (lists, standings) => {
        for (const list of lists) {
          const some = contenders(list, rules);
          if (some.length < list.length) shorter++;
          const firstOf = (served: readonly Ranked[]) => served.slice(0, rules.places);
          expect(firstOf(orderOf(some, standings))).toEqual(firstOf(orderOf(list, standings)));
        }
      }),
      { numRuns: 200 },
    );
    expect(shorter).toBeGreaterThan(100);
  });

  it('rounds never end worse than they began, prices stay within bounds, and what is kept is enough', () => {
    let improved = 0;
    fc.assert(
      fc.property(closeMarket, fc.uniqueArray(fc.integer({ min: 1, max: 30 })), (lists, some) => {
        const prices = new ExposurePrices(lists, new Set(some), rules);
        const most: number[] = [];
        for (const isComplete of prices.rounds()) if (isComplete) most.push(prices.best.spread.most);
        expect(most).toEqual(most.toSorted((a, b) => b - a));
        const { spread, prices: charged } = prices.best;
        if (spread.most < most[0]!) improved++;
        expect(most).toHaveLength(prices.made + 1);
        expect(prices.made).toBeLessThanOrEqual(rules.rounds);
        for (const price of charged.values()) expect(price > 0 && price <= rules.mostPrice).toBe(true);
        if (charged.size > 0) expect(spread.kept * 1000).toBeGreaterThanOrEqual(rules.leastKept);
      }),
      { numRuns: 300 },
    );
    expect(improved).toBeGreaterThan(30);
  });
});

describe('the spread of first places', () => {
  it('is what counting by hand gives', () => {
    // Two places a list; person 1 has three of the six, 2 two, 3 one, 4 none.
    const three = [
      [1, 2, 3],
      [1, 2, 4],
      [1, 3, 4],
    ].map((people) => people.map((num, at) => ({ num, rank: 900 - 100 * at })));
    const prices = new ExposurePrices(three, new Set(), { ...rules, places: 2 });
    for (const _ of prices.rounds());
    const { byScore: spread } = prices;
    // Sorted 0 1 2 3: Gini = 2·(1·0 + 2·1 + 3·2 + 4·3) / (4·6) − 5/4 = 40/24 − 30/24.
    expect(spread).toMatchObject({ most: 3, p99: 3, shown: 0.75, kept: 1 });
    expect(spread.gini).toBeCloseTo(10 / 24, 12);
  });
});
