import { explainPrepared } from '../explain';
import { prepareMission, prepareProfile } from '../prepare';
import { NOT_LISTED, scoreOfRank } from '../score';
import { type Corpus, listsOf, packedMissions, packedProfiles, ranksOf } from '../testing/corpora';
import { TradeFair } from '../testing/trade-fair';
import type { Ranked } from '../top';
import { Dictionaries } from './dictionary';
import { MatchIndex } from './match-index';
import { ProfileSearch } from './profile-search';
import { layerOf } from './layers';
import { MissionSearch } from './mission-search';
import { rankedOf } from './pools';

const PROFILES = 2_048;
const MISSIONS = 512;
const LENGTH = 50;

/** A million pairs and more, made as a market is; the bench compares other markets before it times anything. */
const fair = new TradeFair(26);
const corpus: Corpus = {
  profiles: Array.from({ length: PROFILES }, (_, at) => fair.profile(at + 1)),
  missions: Array.from({ length: MISSIONS }, (_, at) => fair.mission(at + 1)),
  context: fair.context,
};
const ranks = ranksOf(corpus).map((row) => Int16Array.from(row));

/** How many entries of two tables differ. */
const differences = (found: readonly ArrayLike<number>[], wanted: readonly ArrayLike<number>[]): number =>
  wanted.reduce((sum, row, at) => {
    for (let by = 0; by < row.length; by++) if (row[by] !== found[at]![by]) sum++;
    return sum;
  }, 0);

describe(`${PROFILES * MISSIONS} pairs`, () => {
  it('hold every kind: free, blocked, without anything in common', () => {
    const counts = { free: 0, blocked: 0, apart: 0 };
    for (const row of ranks)
      for (const rank of row) counts[rank === NOT_LISTED ? 'apart' : rank < 0 ? 'blocked' : 'free']++;
    expect(counts.free + counts.blocked + counts.apart).toBe(PROFILES * MISSIONS);
    expect(Math.min(counts.free, counts.blocked, counts.apart)).toBeGreaterThan(10_000);
  });

  it('have the rank that explains itself', () => {
    for (let m = 0; m < MISSIONS; m += 16) {
      const mission = prepareMission(corpus.missions[m]!, corpus.context);
      for (let p = 0; p < PROFILES; p += 32) {
        const profile = prepareProfile(corpus.profiles[p]!, corpus.context);
        const { score, potential, evidence, blockers } = explainPrepared(mission, profile, 'v');
        const rank = ranks[m]![p]!;
        const listed = evidence && blockers.every(({ overridable }) => overridable);
        expect(rank !== NOT_LISTED).toBe(listed);
        if (listed) expect([scoreOfRank(rank), rank < 0 ? rank + 1_001 : rank]).toEqual([score, potential]);
      }
    }
  });

  it('rank the same packed, person by person', () => {
    const dictionaries = new Dictionaries();
    const segment = packedProfiles(corpus, dictionaries);
    const search = new MissionSearch([layerOf(packedMissions(corpus, dictionaries))]);
    const found = ranks.map(() => new Int16Array(PROFILES).fill(NOT_LISTED));
    for (let doc = 0; doc < segment.size; doc++)
      search.each(segment, doc, (num, rank) => (found[num - 1]![segment.nums[doc]! - 1] = rank));
    expect(differences(found, ranks)).toBe(0);
  });

  it('rank the same packed, mission by mission', () => {
    const dictionaries = new Dictionaries();
    const layers = [layerOf(packedProfiles(corpus, dictionaries))];
    const { missions } = packedMissions(corpus, dictionaries);
    const search = new ProfileSearch();
    const found = ranks.map((_, m) => {
      const row = new Int16Array(PROFILES).fill(NOT_LISTED);
      search.each(layers, missions, m, (num, rank) => (row[num - 1] = rank));
      return row;
    });
    expect(differences(found, ranks)).toBe(0);
  });

  it('make the same lists, one by one and all at once, after a tenth has changed, stood aside or left', () => {
    const index = new MatchIndex();
    const { context } = corpus;
    for (const facts of corpus.profiles) index.putProfile({ ...facts, titles: [], skills: [] }, context);
    for (const facts of corpus.missions) index.putMission({ ...facts, skills: [] }, context);
    index.topProfiles(1);
    index.topMissions(1);
    const left = (num: number): boolean => num % 29 === 0;
    const aside = (num: number): boolean => num % 31 === 0;
    for (const facts of corpus.profiles) {
      if (left(facts.num)) index.removeProfile(facts.num);
      else index.putProfile(facts, context, aside(facts.num));
      // Read on the way, so that changes fall on both layers before and after they are merged.
      if (facts.num % 97 === 0) index.topProfiles(1);
    }
    for (const facts of corpus.missions) {
      if (left(facts.num)) index.removeMission(facts.num);
      else index.putMission(facts, context, aside(facts.num));
      if (facts.num % 97 === 0) index.topMissions(1);
    }
    const stay = <Facts extends { num: number }>(all: readonly Facts[]): Facts[] => all.filter(({ num }) => !left(num));
    const now = { profiles: stay(corpus.profiles), missions: stay(corpus.missions), context };
    const ranksNow = now.missions.map(({ num }) =>
      Int16Array.from(now.profiles, (profile) => ranks[num - 1]![profile.num - 1]!),
    );
    const asideOf = (all: readonly { num: number }[]) => new Set(all.map(({ num }) => num).filter(aside));
    const wanted = listsOf(now, ranksNow, LENGTH, asideOf(now.profiles), asideOf(now.missions));
    const [ofProfiles, ofMissions] = [new Map<number, Ranked[]>(), new Map<number, Ranked[]>()];
    for (const list of index.allLists(LENGTH))
      (list.of === 'profile' ? ofProfiles : ofMissions).set(list.num, rankedOf(list));
    const others = (found: readonly (readonly Ranked[] | undefined)[], right: readonly Ranked[][]): number =>
      right.filter((list, at) => JSON.stringify(list) !== JSON.stringify(found[at])).length;
    expect({
      oneMission: others(
        now.missions.map(({ num }) => index.topProfiles(num, LENGTH)),
        wanted.ofMissions,
      ),
      allMissions: others(
        now.missions.map(({ num }) => ofMissions.get(num)),
        wanted.ofMissions,
      ),
      oneProfile: others(
        now.profiles.map(({ num }) => index.topMissions(num, LENGTH)),
        wanted.ofProfiles,
      ),
      allProfiles: others(
        now.profiles.map(({ num }) => ofProfiles.get(num)),
        wanted.ofProfiles,
      ),
    }).toEqual({ oneMission: 0, allMissions: 0, oneProfile: 0, allProfiles: 0 });
    expect([index.topProfiles(29), index.topMissions(29)]).toEqual([undefined, undefined]);
  });
});
