import type { MatchContext, MissionFacts, ProfileFacts } from '../model';
import { NOT_LISTED } from '../score';
import { LIST_LENGTH, type Ranked } from '../top';
import { allLists, type OneList } from './all-lists';
import { Dictionaries } from './dictionary';
import type { Part } from './handed-over';
import { Layers } from './layers';
import { type MissionNumbers, missionNumbers } from './mission-row';
import { MissionSearch } from './mission-search';
import { MissionSegment } from './mission-segment';
import { encodeProfile, profileNumbers } from './profile-row';
import { ProfileSearch } from './profile-search';
import { ProfileSegment } from './profile-segment';

/**
 * Everybody who is compared, packed: lists are found in it exactly as ranking every pair would find them. Whoever stands
 * `aside` has a list of their own and is in nobody else’s. For one day: what ages is packed as it is on the day of each
 * context given.
 */
export class MatchIndex {
  readonly dictionaries = new Dictionaries();
  readonly #profiles: Layers<Uint8Array, ProfileSegment>;
  readonly #missions: Layers<MissionNumbers, MissionSegment>;
  readonly #profileSearch = new ProfileSearch();
  #missionSearch: MissionSearch | undefined;

  constructor() {
    const { dictionaries } = this;
    this.#profiles = new Layers({
      build: (rows) => new ProfileSegment(Buffer.concat(rows), dictionaries),
      itemAt: (segment, at) => encodeProfile(segment.numbersOf(at)),
    });
    this.#missions = new Layers({
      build: (missions) => new MissionSegment(missions, dictionaries),
      itemAt: ({ given }, at) => given[at]!,
    });
  }

  /** Puts a profile in, or in the place of what it was; throws a RangeError for a value no row can hold. */
  putProfile(facts: ProfileFacts, context: MatchContext, aside = false): void {
    this.#profiles.put(facts.num, encodeProfile(profileNumbers(facts, context, this.dictionaries)), aside);
  }

  /** Puts a mission in, or in the place of what it was; throws a RangeError for a value no row can hold. */
  putMission(facts: MissionFacts, context: MatchContext, aside = false): void {
    this.#missions.put(facts.num, missionNumbers(facts, context, this.dictionaries), aside);
    this.#missionSearch = undefined;
  }

  removeProfile(num: number): void {
    this.#profiles.remove(num);
  }

  removeMission(num: number): void {
    this.#missions.remove(num);
    this.#missionSearch = undefined;
  }

  get profiles(): number {
    return this.#profiles.size;
  }

  get missions(): number {
    return this.#missions.size;
  }

  /** The best profiles for a mission; undefined for a mission that is not here. */
  topProfiles(missionNum: number, length: number = LIST_LENGTH): Ranked[] | undefined {
    const found = this.#missions.find(missionNum);
    return found && this.#profileSearch.top(this.#profiles.layers, found.layer.segment.missions, found.at, length);
  }

  /** The best missions for a profile; undefined for a profile that is not here. */
  topMissions(profileNum: number, length: number = LIST_LENGTH): Ranked[] | undefined {
    const found = this.#profiles.find(profileNum);
    return found && this.#searchOf(length).top(found.layer.segment, found.at);
  }

  /**
   * The rank of a mission with each profile it can be listed with, of at least `floor`; undefined for a mission that is not
   * here.
   */
  ranksOfMission(missionNum: number, floor: number = NOT_LISTED): Map<number, number> | undefined {
    const found = this.#missions.find(missionNum);
    if (!found) return undefined;
    const ranks = new Map<number, number>();
    const { missions } = found.layer.segment;
    this.#profileSearch.each(this.#profiles.layers, missions, found.at, (num, rank) => ranks.set(num, rank), floor);
    return ranks;
  }

  /**
   * The rank of a profile with each mission it can be listed with, of at least `floor`; undefined for a profile that is not
   * here.
   */
  ranksOfProfile(profileNum: number, floor: number = NOT_LISTED): Map<number, number> | undefined {
    const found = this.#profiles.find(profileNum);
    if (!found) return undefined;
    const ranks = new Map<number, number>();
    this.#searchOf(LIST_LENGTH).each(found.layer.segment, found.at, (num, rank) => ranks.set(num, rank), floor);
    return ranks;
  }

  /** Every list, both ways, one after the other. */
  allLists(length?: number): Generator<OneList> {
    return allLists(this.#profiles.layers, this.#missions.layers, length);
  }

  /** Everybody as they are now, for finding lists elsewhere; valid until the next change. */
  get part(): Part {
    return { profiles: this.#profiles.layers, missions: this.#missions.layers };
  }

  /** The search over missions as they are, kept until one changes. */
  #searchOf(length: number): MissionSearch {
    if (this.#missionSearch?.length !== length) this.#missionSearch = new MissionSearch(this.#missions.layers, length);
    return this.#missionSearch;
  }
}
