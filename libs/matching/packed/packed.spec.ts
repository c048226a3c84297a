import fc from 'fast-check';
import { anyContext, anyMission, anyProfile } from '../testing/arbitraries';
import { type Corpus, listsOf, packedMissions, packedProfiles, ranksOf } from '../testing/corpora';
import { NOT_LISTED } from '../score';
import { AllLists } from './all-lists';
import { Dictionaries } from './dictionary';
import { decodeMission, encodeMission, missionNumbers } from './mission-row';
import { MissionSearch } from './mission-search';
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
        const backwards = new MissionSearch(missions);
        corpus.profiles.forEach(({ num }, p) => {
          const doc = docs.get(num)!;
          const shown = backwards.gather(profiles, doc);
          const found = new Set(backwards.found.subarray(0, backwards.count));
          corpus.missions.forEach((_, m) => {
            const rank = ranks[m]![p]!;
            expect(forwards.rank(profiles, doc, missions.missions, m)).toBe(rank);
            if (!shown || !found.has(m)) expect(rank).toBe(NOT_LISTED);
            else {
              expect(backwards.rank(m, NOT_LISTED)).toBe(rank);
              expect(backwards.bound(m)).toBeGreaterThanOrEqual(rank);
            }
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('finds the lists that ranking everybody gives, one by one and all at once', () => {
    fc.assert(
      fc.property(anyCorpus, (corpus) => {
        const dictionaries = new Dictionaries();
        const profiles = packedProfiles(corpus, dictionaries);
        const missions = packedMissions(corpus, dictionaries);
        const wanted = listsOf(corpus, ranksOf(corpus), LENGTH);
        const search = new ProfileSearch();
        const all = new AllLists(new MissionSearch(missions), undefined, LENGTH);
        const own = new Map<number, unknown>();
        all.addLayer({ segment: profiles }, (num, list) => own.set(num, list));
        corpus.missions.forEach((_, m) => {
          expect(search.top([{ segment: profiles }], missions.missions, m, LENGTH)).toEqual(wanted.ofMissions[m]);
          expect(all.missionList(m)).toEqual(wanted.ofMissions[m]);
        });
        corpus.profiles.forEach(({ num }, p) => expect(own.get(num)).toEqual(wanted.ofProfiles[p]));
      }),
      { numRuns: 150 },
    );
  });

  it('packs into rows that say all they were made of', () => {
    fc.assert(
      fc.property(anyProfile, anyMission, anyContext, (profile, mission, context) => {
        const dictionaries = new Dictionaries();
        const numbers = profileNumbers(profile, context, dictionaries);
        expect(decodeProfile(encodeProfile(numbers))).toEqual(numbers);
        const asked = missionNumbers(mission, context, dictionaries);
        expect(decodeMission(encodeMission(asked))).toEqual(asked);
        const segment = packedProfiles({ profiles: [profile], missions: [], context }, dictionaries);
        expect(segment.numbersOf(0)).toEqual(numbers);
      }),
    );
  });
});
