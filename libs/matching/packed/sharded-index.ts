import type { MatchContext, MissionFacts, ProfileFacts } from '../model';
import { tieBreak } from '../tie-break';
import { type Ranked, Top } from '../top';
import type { OneList } from './all-lists';
import { listsTogether } from './lists-together';
import { MatchIndex } from './match-index';

/** Mixes a number’s bits, so that people who signed up together do not share a shard. */
const hashOf = (profileNum: number): number => tieBreak(0, profileNum);

/**
 * Everybody who is compared, the profiles in shards by a hash of their number, each with an index of its own and every
 * mission: a profile’s list comes from its own shard, a mission’s is merged from the best of each. The lists are those
 * of one index, whatever the number of shards.
 */
export class ShardedIndex {
  readonly #shards: MatchIndex[];

  /** `shards`: how many, from 1. */
  constructor(shards: number) {
    this.#shards = Array.from({ length: shards }, () => new MatchIndex());
  }

  /** As MatchIndex does. */
  putProfile(facts: ProfileFacts, context: MatchContext, aside = false): void {
    this.#shardOf(facts.num).putProfile(facts, context, aside);
  }

  /** As MatchIndex does. */
  putMission(facts: MissionFacts, context: MatchContext, aside = false): void {
    for (const shard of this.#shards) shard.putMission(facts, context, aside);
  }

  removeProfile(num: number): void {
    this.#shardOf(num).removeProfile(num);
  }

  removeMission(num: number): void {
    for (const shard of this.#shards) shard.removeMission(num);
  }

  /** The best profiles for a mission; undefined for a mission that is not here. */
  topProfiles(missionNum: number): Ranked[] | undefined {
    if (this.#shards.length === 1) return this.#shards[0]!.topProfiles(missionNum);
    const top = new Top();
    for (const shard of this.#shards) {
      const found = shard.topProfiles(missionNum);
      if (!found) return undefined;
      for (const { num, rank } of found) top.offer(num, rank, tieBreak(missionNum, num));
    }
    return top.list();
  }

  /** The best missions for a profile; undefined for a profile that is not here. */
  topMissions(profileNum: number): Ranked[] | undefined {
    return this.#shardOf(profileNum).topMissions(profileNum);
  }

  /** The rank of a mission with each profile it can be listed with, from `floor` on; undefined for one that is not here. */
  ranksOfMission(missionNum: number, floor?: number): Map<number, number> | undefined {
    const ranks = new Map<number, number>();
    for (const shard of this.#shards) {
      const found = shard.ranksOfMission(missionNum, floor);
      if (!found) return undefined;
      for (const [num, rank] of found) ranks.set(num, rank);
    }
    return ranks;
  }

  /** The rank of a profile with each mission it can be listed with, from `floor` on; undefined for one that is not here. */
  ranksOfProfile(profileNum: number, floor?: number): Map<number, number> | undefined {
    return this.#shardOf(profileNum).ranksOfProfile(profileNum, floor);
  }

  /** Every list, both ways, one after the other, of everybody as they are when the first is asked for. */
  allLists(): AsyncGenerator<OneList> {
    return listsTogether(this.#shards.map(({ part }) => part));
  }

  #shardOf(profileNum: number): MatchIndex {
    return this.#shards[hashOf(profileNum) % this.#shards.length]!;
  }
}
