import fc from 'fast-check';
import { anyContext, anyMission, anyProfile } from '../testing/arbitraries';
import { type Corpus, packedMissions, packedProfiles, ranksOf } from '../testing/corpora';
import { TradeFair } from '../testing/trade-fair';
import { BlockBounds } from './block-bounds';
import { CompiledMission } from './compiled-mission';
import { Dictionaries } from './dictionary';
import { layerOf } from './layers';
import { Sieve } from './sieve';

const [PEOPLE, MISSIONS] = [1_000, 30];
const FLOORS = [0, 1, 250, 500, 750, 1_000];
const byNum = { selector: ({ num }: { num: number }) => num };

/** How many of all the sieve lets through at each floor; expects everybody free who reaches it to be among them, once. */
function letThrough(corpus: Corpus, isAside: (num: number) => boolean = () => false): number[] {
  const dictionaries = new Dictionaries();
  const segment = packedProfiles(corpus, dictionaries);
  const layer = layerOf(segment, isAside);
  const { missions } = packedMissions(corpus, dictionaries);
  const ranks = ranksOf(corpus);
  const [mission, bounds, sieve] = [new CompiledMission(), new BlockBounds(), new Sieve()];
  const counts = FLOORS.map(() => 0);
  corpus.missions.forEach((_, m) => {
    mission.compile(missions, m);
    sieve.compile(mission);
    bounds.read(segment, mission);
    FLOORS.forEach((floor, at) => {
      const through: number[] = [];
      for (const block of bounds.order.subarray(0, bounds.count)) {
        const count = sieve.read(layer, bounds, block, floor);
        for (let by = 0; by < count; by++) through.push(segment.nums[sieve.left[by]!]!);
      }
      const found = new Set(through);
      expect(found.size).toBe(through.length);
      expect(through.filter((num) => isAside(num))).toEqual([]);
      const wanted = corpus.profiles.filter(({ num }, p) => ranks[m]![p]! >= floor && !isAside(num));
      expect(wanted.filter(({ num }) => !found.has(num))).toEqual([]);
      counts[at]! += through.length;
    });
  });
  return counts;
}

describe('the sieve of a block', () => {
  it('holds nobody back who is free and reaches the floor', () => {
    const anyCorpus = fc.record({
      profiles: fc.oneof(
        fc.uniqueArray(anyProfile, { ...byNum, maxLength: 20 }),
        fc.uniqueArray(anyProfile, { ...byNum, minLength: 60, maxLength: 140 }),
      ),
      missions: fc.uniqueArray(anyMission, { ...byNum, maxLength: 8 }),
      context: anyContext,
    });
    fc.assert(
      fc.property(anyCorpus, fc.func(fc.boolean()), (corpus, aside) => {
        letThrough(corpus, aside);
      }),
      { numRuns: 80 },
    );
  });

  it('lets few through who do not', () => {
    const fair = new TradeFair(3);
    const corpus: Corpus = {
      profiles: Array.from({ length: PEOPLE }, (_, at) => fair.profile(at + 1)),
      missions: Array.from({ length: MISSIONS }, (_, at) => fair.mission(at + 1)),
      context: fair.context,
    };
    const counts = letThrough(corpus);
    const reaching = FLOORS.map(
      (floor) =>
        ranksOf(corpus)
          .flat()
          .filter((rank) => rank >= floor).length,
    );
    // Of 30,000 pairs 1,300 reach a floor of 0, 120 one of 500.
    expect(reaching[0]).toBeGreaterThan(1_000);
    expect(counts[0]).toBeLessThan(4 * reaching[0]!);
    expect(reaching[3]).toBeGreaterThan(50);
    expect(counts[3]).toBeLessThan((PEOPLE * MISSIONS) / 15);
    expect(counts.at(-1)).toBe(0);
  });
});
