import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bag, idf, once, WordIndex } from './word-index';

/** The cosine by its definition. */
function cosine(query: Bag, document: Bag, index: WordIndex, documents: readonly Bag[]): number {
  const known = (word: string): boolean => documents.some((bag) => bag.has(word));
  const q = (word: string): number => (query.get(word) ?? 0) * index.idf(word) * (known(word) ? 1 : 0.5);
  const d = (word: string): number => (document.get(word) ?? 0) * index.idf(word);
  const length = (weight: (word: string) => number, bag: Bag): number => Math.hypot(...[...bag.keys()].map(weight));
  const product = [...query.keys()].reduce((sum, word) => sum + q(word) * d(word), 0);
  return product / (length(q, query) * length(d, document));
}

const bag = fc
  .uniqueArray(fc.constantFrom('voile', 'mat', 'coque', 'quille', 'ancre', 'barre'), { minLength: 1 })
  .map(once);

describe('a word index', () => {
  it('weighs rare words more', () => {
    expect(idf(100, 1)).toBeGreaterThan(idf(100, 50));
    expect(idf(100, 100)).toBeGreaterThan(0);
  });

  it('gives the cosine of every document that shares a word, and no other', () => {
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 8 }), bag, (documents, query) => {
        const index = WordIndex.over(documents);
        index.cosines(query).forEach((value, document) => {
          expect(value).toBeCloseTo(cosine(query, documents[document]!, index, documents), 4);
        });
      }),
    );
  });

  it('leaves out what is further than asked, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(bag, { minLength: 1, maxLength: 8 }),
        bag,
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (documents, query, minimum) => {
          const index = WordIndex.over(documents);
          const all = [...index.cosines(query)];
          const near = new Set<number>();
          index.near(query, (document) => void near.add(document), minimum);
          all.forEach((value, document) => {
            if (value > minimum + 1e-4) expect(near).toContain(document);
            if (value < minimum - 1e-4) expect(near).not.toContain(document);
          });
        },
      ),
    );
  });

  it('is the same when it is asked again', () => {
    const index = WordIndex.over([once(['voile']), once(['voile', 'mat'])]);
    const first = index.cosines(once(['voile', 'inconnu']));
    expect(index.cosines(once(['voile', 'inconnu']))).toEqual(first);
    expect(index.cosines(once(['inconnu']))).toEqual(new Float32Array(2));
  });
});
