import { allLists, type OneList } from '#libs/matching/packed/all-lists';
import { Dictionaries } from '#libs/matching/packed/dictionary';
import { layerOf } from '#libs/matching/packed/layers';
import { listsInThreads } from '#libs/matching/packed/lists-together';
import { MissionSearch } from '#libs/matching/packed/mission-search';
import { rankedOf } from '#libs/matching/packed/pools';
import { ProfileSearch } from '#libs/matching/packed/profile-search';
import { NOT_LISTED } from '#libs/matching/score';
import { type Corpus, listsOf, packedMissions, packedProfiles, ranksOf } from '#libs/matching/testing/corpora';
import type { Ranked } from '#libs/matching/top';
import { LISTED, type Market } from './market';

/** What was compared with the specification, and how much of it differed. */
export interface Exactness {
  pairs: number;
  lists: number;
  mismatches: number;
}

/** Pairs are compared in tables of so many people and missions. */
const PEOPLE = 2_000;
const MISSIONS = 500;

const same = (a: readonly Ranked[] | undefined, b: readonly Ranked[] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Compares pair by pair, and list by list, one by one and all at once: nothing is timed before this is 0. */
export async function compareWithSpecification(market: Market): Promise<Exactness> {
  const corpus: Corpus = {
    profiles: market.facts.slice(-PEOPLE),
    missions: market.missionFacts.slice(-MISSIONS),
    context: market.fair.context,
  };
  const ranks = ranksOf(corpus);
  const wanted = listsOf(corpus, ranks, LISTED);
  const dictionaries = new Dictionaries();
  const segment = packedProfiles(corpus, dictionaries);
  const missions = packedMissions(corpus, dictionaries);
  const places = new Map(corpus.profiles.map(({ num }, at) => [num, at]));
  let mismatches = 0;
  const [profileLayer, missionLayer] = [layerOf(segment), layerOf(missions)];
  const [profileSearch, missionSearch] = [new ProfileSearch(), new MissionSearch([missionLayer], LISTED)];
  const missionPlaces = new Map(corpus.missions.map(({ num }, at) => [num, at]));
  for (let doc = 0; doc < segment.size; doc++) {
    const at = places.get(segment.nums[doc]!)!;
    const found = new Int16Array(missions.size).fill(NOT_LISTED);
    missionSearch.each(segment, doc, (num, rank) => (found[missionPlaces.get(num)!] = rank));
    for (let m = 0; m < missions.size; m++) if (found[m] !== ranks[m]![at]) mismatches++;
  }
  for (let m = 0; m < missions.size; m++)
    if (!same(profileSearch.top([profileLayer], missions.missions, m, LISTED), wanted.ofMissions[m])) mismatches++;
  for (let doc = 0; doc < segment.size; doc++)
    if (!same(missionSearch.top(segment, doc), wanted.ofProfiles[places.get(segment.nums[doc]!)!])) mismatches++;
  let missing = 2 * (segment.size + missions.size);
  const compare = (list: OneList): void => {
    missing--;
    const right =
      list.of === 'profile'
        ? wanted.ofProfiles[places.get(list.num)!]
        : wanted.ofMissions[missionPlaces.get(list.num)!];
    if (!same(rankedOf(list), right)) mismatches++;
  };
  for (const list of allLists([profileLayer], [missionLayer], LISTED)) compare(list);
  for await (const list of listsInThreads([{ profiles: [profileLayer], missions: [missionLayer] }], LISTED))
    compare(list);
  mismatches += Math.abs(missing);

  market.certain.forEach((list, m) => {
    if (!same(profileSearch.top([market.profiles], market.missions.segment.missions, m, LISTED), list)) mismatches++;
  });
  return {
    pairs: corpus.profiles.length * corpus.missions.length + market.n * market.certain.length,
    lists: 3 * (corpus.profiles.length + corpus.missions.length) + market.certain.length,
    mismatches,
  };
}
