import type { ProfileFacts } from '#libs/matching/model';
import { NOT_LISTED, rankOf } from '#libs/matching/score';
import { TradeFair } from '#libs/matching/testing/trade-fair';
import { Corpus, readyMission, readyProfile } from './corpus';
import type { StoredMission } from './facts';

const [PEOPLE, MISSIONS] = [200, 80];

describe('versions that nobody wrote', () => {
  const fair = new TradeFair(5);
  const { today, similarity } = fair.context;
  const corpus = new Corpus(today, 1);
  const row = { rev: 1, source_version: 'v', xid: '1' };
  const stored = (num: number): StoredMission => {
    const facts = fair.mission(num);
    return {
      facts,
      neighbours: Object.fromEntries((facts.skills ?? []).map(({ id }) => [id, similarity.neighbours(id)])),
    };
  };
  const missions = Array.from({ length: MISSIONS }, (_, at) => stored(at + 1));
  const people = Array.from({ length: PEOPLE }, (_, at) => fair.profile(at + 1));
  missions.forEach((facts, at) => corpus.putMission({ ...row, id: `m${at}`, num: at + 1, active: at % 5 > 0, facts }));
  people.forEach((facts, at) => corpus.putProfile({ ...row, id: `p${at}`, num: at + 1, active: at % 5 > 0, facts }));

  /** Every pair ranked by the specification. */
  const specified = <Other>(others: readonly Other[], rank: (other: Other) => number, floor = NOT_LISTED + 1) =>
    new Map(others.flatMap((other, at) => (at % 5 > 0 && rank(other) >= floor ? [[at + 1, rank(other)]] : [])));
  const ofProfile = (facts: ProfileFacts, floor?: number) =>
    specified(missions, (one) => rankOf(readyMission(one, today), readyProfile(facts, today)), floor);
  const ofMission = (one: StoredMission, floor?: number) =>
    specified(people, (facts) => rankOf(readyMission(one, today), readyProfile(facts, today)), floor);

  const dear = (facts: ProfileFacts): ProfileFacts => ({ ...facts, dailyRateMin: 1_400, dailyRateTarget: undefined });

  it('rank as the specification says, one or many at once, from any floor on', () => {
    const versions = people.slice(0, 12).flatMap((facts) => [facts, dear(facts)]);
    expect(corpus.ranksOfProfileVersions(versions)).toEqual(versions.map((facts) => ofProfile(facts)));
    expect(corpus.ranksOfProfileVersions(versions, 500)).toEqual(versions.map((facts) => ofProfile(facts, 500)));
    expect(corpus.ranksOfMissionVersions(missions.slice(0, 9))).toEqual(
      missions.slice(0, 9).map((one) => ofMission(one)),
    );
    expect(corpus.ranksOfMissionVersions(missions.slice(0, 9), 500)).toEqual(
      missions.slice(0, 9).map((one) => ofMission(one, 500)),
    );
  });

  it('rank so when they fit no packed row', () => {
    const [first] = people;
    const odd = { ...first!, dailyRateMin: 70_000 };
    expect(corpus.ranksOfProfileVersions([first!, odd])).toEqual([ofProfile(first!), ofProfile(odd)]);
  });

  it('leave nothing behind', () => {
    const lists = () => [...corpus.missions.keys()].map((num) => corpus.candidates(num));
    const before = lists();
    corpus.ranksOfProfileVersions(people.map(dear));
    corpus.ranksOfMissionVersions(missions);
    expect(lists()).toEqual(before);
    expect([corpus.profiles.size, corpus.missions.size]).toEqual([PEOPLE, MISSIONS]);
  });
});
