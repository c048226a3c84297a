import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEWEST_PEOPLE, type LearnedPair, learnedSimilarity, learnSteps, SkillSets } from './learned-neighbours';
import { HIGHEST_SIMILARITY } from '../contracts/nearness';
import { MOST_NEIGHBOURS } from './skill-neighbours';
import { finish } from './steps';

const learn = (people: readonly (readonly number[])[]): LearnedPair[] => {
  const sets = new SkillSets();
  for (const ids of people) sets.add(ids);
  return finish(learnSteps(sets));
};
const times = (count: number, ids: readonly number[]): number[][] => Array.from({ length: count }, () => [...ids]);

/** What is learned, written as slowly and plainly as can be. */
function plainly(people: readonly (readonly number[])[]): LearnedPair[] {
  const all = [...new Set(people.flat())].toSorted((a, b) => a - b);
  const having = (...ids: number[]): number => people.filter((one) => ids.every((id) => one.includes(id))).length;
  const near = all
    .flatMap((a) => all.filter((b) => b > a).map((b) => ({ a, b, people: having(a, b) })))
    .map((pair) => ({ ...pair, similarity: learnedSimilarity(pair.people, having(pair.a), having(pair.b)) }))
    .filter(({ similarity }) => similarity > 0);
  const rank = (skill: number, pair: LearnedPair): number =>
    near
      .filter(({ a, b }) => a === skill || b === skill)
      .toSorted((x, y) => y.similarity - x.similarity || x.a - y.a || x.b - y.b)
      .indexOf(pair);
  return near.filter((pair) => Math.min(rank(pair.a, pair), rank(pair.b, pair)) < MOST_NEIGHBOURS);
}

/** Some groups of people who have the same skills. */
const people = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 45 }), fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 11 })),
    {
      maxLength: 8,
    },
  )
  .map((groups) => groups.flatMap(([count, ids]) => times(count, ids)));

describe('what people’s skills say of one another', () => {
  it('is learned from twenty people who have both, and not from nineteen', () => {
    expect(learn(times(19, [7, 3]))).toEqual([]);
    // A cosine of one, half of which counts at twenty people: 0.8 × 1 × 20 / 40.
    expect(learn(times(20, [7, 3]))).toEqual([{ a: 3, b: 7, people: 20, similarity: 0.4 }]);
  });

  it('counts less when the skills are also had apart, and is left out when everybody has one of them', () => {
    const [apart] = learn([...times(40, [1, 2]), ...times(40, [1])]);
    // 0.8 × 40 / √(80 × 40) × 40 / 60.
    expect(apart?.similarity).toBe(0.38);
    expect(learn([...times(40, [1, 2]), ...times(2000, [1])])).toEqual([]);
  });

  it('is what the plain reckoning finds', () => {
    fc.assert(
      fc.property(people, (corpus) => {
        expect(learn(corpus)).toEqual(plainly(corpus));
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of people nor of their skills', () => {
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.nat()), (corpus, keys) => {
        const turned = corpus
          .map((ids) => ({ ids: ids.toReversed(), key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ ids }) => ids);
        expect(learn(turned)).toEqual(learn(corpus));
      }),
      { numRuns: 60 },
    );
  });

  it('stays within its bounds, each pair once', () => {
    fc.assert(
      fc.property(people, (corpus) => {
        const pairs = learn(corpus);
        expect(new Set(pairs.map(({ a, b }) => `${a} ${b}`)).size).toBe(pairs.length);
        for (const { a, b, people: shared, similarity } of pairs) {
          expect(a).toBeLessThan(b);
          expect(shared).toBeGreaterThanOrEqual(FEWEST_PEOPLE);
          expect(similarity).toBeGreaterThan(0);
          expect(similarity).toBeLessThanOrEqual(HIGHEST_SIMILARITY);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is symmetric, grows with the people who have both, and never passes the cap', () => {
    const count = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(count, count, count, (both, first, second) => {
        const [a, b] = [both + first, both + second];
        expect(learnedSimilarity(both, a, b)).toBe(learnedSimilarity(both, b, a));
        expect(learnedSimilarity(both + 1, a + 1, b + 1)).toBeGreaterThanOrEqual(learnedSimilarity(both, a, b));
        expect(learnedSimilarity(both, both, both)).toBeLessThanOrEqual(HIGHEST_SIMILARITY);
      }),
    );
  });
});
