import { type Corpus, listsOf, ranksOf } from '../testing/corpora';
import { TradeFair } from '../testing/trade-fair';
import { LIST_LENGTH, type Ranked } from '../top';
import type { OneList } from './all-lists';
import { rankedOf } from './pools';
import { ShardedIndex } from './sharded-index';

const PROFILES = 250;
const MISSIONS = 40;
const SEEDS = [1, 2, 3];

/** A market of its own for each seed. */
const corpusOf = (seed: number): Corpus => {
  const fair = new TradeFair(seed);
  return {
    profiles: Array.from({ length: PROFILES }, (_, at) => fair.profile(at + 1)),
    missions: Array.from({ length: MISSIONS }, (_, at) => fair.mission(at + 1)),
    context: fair.context,
  };
};

const named = (of: string, owners: readonly { num: number }[], lists: readonly Ranked[][]) =>
  Object.fromEntries(owners.map(({ num }, at) => [`${of} ${num}`, lists[at]]));

async function everyListOf(index: ShardedIndex): Promise<OneList[]> {
  const lists: OneList[] = [];
  for await (const list of index.allLists()) lists.push(list);
  return lists;
}

/** Every list and every rank an index gives. */
const answersOf = async (index: ShardedIndex, { profiles, missions }: Corpus) => ({
  ofMissions: missions.map(({ num }) => index.topProfiles(num)),
  ofProfiles: profiles.map(({ num }) => index.topMissions(num)),
  ranks: missions.map(({ num }) => [...(index.ranksOfMission(num) ?? [])].sort(([a], [b]) => a - b)),
  all: (await everyListOf(index))
    .sort((a, b) => a.num - b.num)
    .reduce((lists, list) => ({ ...lists, [`${list.of} ${list.num}`]: rankedOf(list) }), {}),
  back: profiles.map(({ num }) => [...(index.ranksOfProfile(num) ?? [])].sort(([a], [b]) => a - b)),
});

describe.each(SEEDS)('market %i in shards', (seed) => {
  const corpus = corpusOf(seed);
  const indexOf = (shards: number): ShardedIndex => {
    const index = new ShardedIndex(shards);
    for (const facts of corpus.missions) index.putMission(facts, corpus.context, facts.num % 9 === 0);
    for (const facts of corpus.profiles) index.putProfile(facts, corpus.context, facts.num % 11 === 0);
    return index;
  };

  it('has the lists of the specification, in one shard, four or seven', async () => {
    const ninths = new Set(corpus.missions.map(({ num }) => num).filter((num) => num % 9 === 0));
    const elevenths = new Set(corpus.profiles.map(({ num }) => num).filter((num) => num % 11 === 0));
    const wanted = listsOf(corpus, ranksOf(corpus), LIST_LENGTH, elevenths, ninths);
    const one = await answersOf(indexOf(1), corpus);
    expect({ ofMissions: one.ofMissions, ofProfiles: one.ofProfiles }).toEqual(wanted);
    expect(one.all).toEqual({
      ...named('mission', corpus.missions, wanted.ofMissions),
      ...named('profile', corpus.profiles, wanted.ofProfiles),
    });
    expect(one.ofMissions.flat().length).toBeGreaterThan(MISSIONS);
    for (const shards of [4, 7]) expect(await answersOf(indexOf(shards), corpus)).toEqual(one);
  });

  it('still has when people and missions left and came back changed', async () => {
    const [one, four] = [indexOf(1), indexOf(4)];
    for (const index of [one, four]) {
      for (const { num } of corpus.profiles) if (num % 5 === 0) index.removeProfile(num);
      for (const { num } of corpus.missions) if (num % 6 === 0) index.removeMission(num);
      for (const facts of corpus.profiles)
        if (facts.num % 10 === 0)
          index.putProfile({ ...facts, dailyRateMin: 250, dailyRateTarget: 300 }, corpus.context);
    }
    const answers = await answersOf(four, corpus);
    expect(answers).toEqual(await answersOf(one, corpus));
    expect(answers.ofMissions[5]).toBeUndefined();
  });
});
