import fc from 'fast-check';
import { anyContext, anyMission, anyProfile } from '../testing/arbitraries';
import { type Corpus, listsOf, packedMissions, packedProfiles, ranksOf } from '../testing/corpora';
import type { MatchContext, ProfileFacts } from '../model';
import { NOT_LISTED } from '../score';
import { Dictionaries } from './dictionary';
import { layerOf } from './layers';
import { MatchIndex } from './match-index';
import { MissionSearch } from './mission-search';
import { rankedOf } from './pools';
import { decodeProfile, encodeProfile, profileNumbers } from './profile-row';
import { ProfileSearch } from './profile-search';

const LENGTH = 5;
const byNum = { selector: ({ num }: { num: number }) => num };

/** Small corpora in which people meet, and now and then one of several blocks. */
const anyCorpus: fc.Arbitrary<Corpus> = fc.record({
  profiles: fc.oneof(
    { weight: 4, arbitrary: fc.uniqueArray(anyProfile, { ...byNum, maxLength: 20 }) },
    { weight: 1, arbitrary: fc.uniqueArray(anyProfile, { ...byNum, minLength: 130, maxLength: 160 }) },
  ),
  missions: fc.uniqueArray(anyMission, { ...byNum, maxLength: 8 }),
  context: anyContext,
});

const docsOf = (nums: Uint32Array): Map<number, number> => new Map([...nums].map((num, doc) => [num, doc]));

function indexOf({ profiles, missions, context }: Corpus): MatchIndex {
  const index = new MatchIndex();
  for (const facts of profiles) index.putProfile(facts, context);
  for (const facts of missions) index.putMission(facts, context);
  return index;
}

/** Each list of the index, found by itself and with all others, is what ranking everybody gives. */
function expectLists(
  index: MatchIndex,
  corpus: Corpus,
  asideProfiles: ReadonlySet<number>,
  asideMissions: ReadonlySet<number>,
): void {
  const ranks = ranksOf(corpus);
  const wanted = listsOf(corpus, ranks, LENGTH, asideProfiles, asideMissions);
  const [ofProfiles, ofMissions] = [new Map<number, unknown>(), new Map<number, unknown>()];
  for (const list of index.allLists(LENGTH))
    (list.of === 'profile' ? ofProfiles : ofMissions).set(list.num, rankedOf(list));
  expect([index.profiles, index.missions]).toEqual([corpus.profiles.length, corpus.missions.length]);
  expect([ofProfiles.size, ofMissions.size]).toEqual([corpus.profiles.length, corpus.missions.length]);
  const listed = (all: readonly { num: number }[], rankAt: (at: number) => number) =>
    new Map(all.map(({ num }, at) => [num, rankAt(at)] as const).filter(([, rank]) => rank !== NOT_LISTED));
  corpus.missions.forEach(({ num }, m) => {
    expect(index.ranksOfMission(num)).toEqual(listed(corpus.profiles, (p) => ranks[m]![p]!));
    expect(index.topProfiles(num, LENGTH)).toEqual(wanted.ofMissions[m]);
    expect(ofMissions.get(num)).toEqual(wanted.ofMissions[m]);
  });
  corpus.profiles.forEach(({ num }, p) => {
    expect(index.ranksOfProfile(num)).toEqual(listed(corpus.missions, (m) => ranks[m]![p]!));
    expect(index.topMissions(num, LENGTH)).toEqual(wanted.ofProfiles[p]);
    expect(ofProfiles.get(num)).toEqual(wanted.ofProfiles[p]);
  });
}

describe('the packed engine', () => {
  it('ranks every pair as rankOf does, from either side', () => {
    fc.assert(
      fc.property(anyCorpus, (corpus) => {
        const dictionaries = new Dictionaries();
        const profiles = packedProfiles(corpus, dictionaries);
        const missions = packedMissions(corpus, dictionaries);
        const docs = docsOf(profiles.nums);
        const ranks = ranksOf(corpus);
        const forwards = new ProfileSearch();
        const backwards = new MissionSearch([layerOf(missions)]);
        corpus.profiles.forEach(({ num }, p) => {
          const doc = docs.get(num)!;
          const found = new Map<number, number>();
          backwards.each(profiles, doc, (mission, rank) => found.set(mission, rank));
          corpus.missions.forEach((mission, m) => {
            const rank = ranks[m]![p]!;
            expect(forwards.rank(profiles, doc, missions.missions, m)).toBe(rank);
            expect(found.get(mission.num) ?? NOT_LISTED).toBe(rank);
          });
        });
      }),
      { numRuns: 100 },
    );
  });

  it('finds the lists that ranking everybody gives, one by one and all at once', () => {
    fc.assert(
      fc.property(anyCorpus, (corpus) => expectLists(indexOf(corpus), corpus, new Set(), new Set())),
      { numRuns: 100 },
    );
  });

  it('keeps its lists right while people and missions come, change, stand aside and leave', () => {
    fc.assert(
      fc.property(
        anyCorpus,
        anyCorpus,
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        (first, second, leaves, aside) => {
          const index = indexOf(first);
          const profiles = new Map(first.profiles.map((facts) => [facts.num, facts]));
          const missions = new Map(first.missions.map((facts) => [facts.num, facts]));
          for (const { num } of first.profiles) {
            if (!leaves(num)) continue;
            index.removeProfile(num);
            profiles.delete(num);
          }
          for (const { num } of first.missions) {
            if (!leaves(num)) continue;
            index.removeMission(num);
            missions.delete(num);
          }
          // Those left, and those who come, under numbers that are partly the same.
          const [asideProfiles, asideMissions] = [new Set<number>(), new Set<number>()];
          for (const facts of second.profiles) {
            const changed = {
              ...facts,
              num: first.profiles.find(({ num }) => aside(num, facts.num))?.num ?? facts.num,
            };
            if (aside(changed.num)) asideProfiles.add(changed.num);
            else asideProfiles.delete(changed.num);
            index.putProfile(changed, first.context, aside(changed.num));
            profiles.set(changed.num, changed);
          }
          for (const facts of second.missions) {
            if (aside(facts.num)) asideMissions.add(facts.num);
            index.putMission(facts, first.context, aside(facts.num));
            missions.set(facts.num, facts);
          }
          const now = { profiles: [...profiles.values()], missions: [...missions.values()], context: first.context };
          expectLists(index, now, asideProfiles, asideMissions);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('packs into rows that say all they were made of', () => {
    fc.assert(
      fc.property(anyProfile, anyContext, (profile, context) => {
        const dictionaries = new Dictionaries();
        const numbers = profileNumbers(profile, context, dictionaries);
        expect(decodeProfile(encodeProfile(numbers))).toEqual(numbers);
        const segment = packedProfiles({ profiles: [profile], missions: [], context }, dictionaries);
        expect(segment.numbersOf(0)).toEqual(numbers);
      }),
    );
  });

  it('refuses a value no row can hold, and says which', () => {
    const pack = (facts: Partial<ProfileFacts>) => () =>
      encodeProfile(profileNumbers({ num: 1, ...facts }, context, new Dictionaries()));
    const context: MatchContext = { today: 20_500, similarity: { neighbours: () => [] } };
    expect(pack({ dailyRateMin: 70_000 })).toThrow('dailyRateMin must be a whole number from 0 to 65534, not 70000');
    expect(pack({ experienceYears: 1.5 })).toThrow('experience must be a whole number');
    expect(pack({ daysPerWeek: 2.25 })).toThrow('twice daysPerWeek must be a whole number');
    expect(pack({ dailyRateMin: 65_534, mobilityKm: 0, daysPerWeek: 2.5 })).not.toThrow();
  });
});
