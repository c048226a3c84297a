import { FULL, mutualOf, NO_DATA, perMille } from '../arithmetic';
import { MUST_FLOOR } from '../blockers';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED, TELLING_TITLE } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { BlockBounds } from './block-bounds';
import { BLOCK, BLOCK_BITS } from './block-postings';
import { CompiledMission } from './compiled-mission';
import { BLOCKED_BELOW, fallsShort, LANGUAGE_MISSING, leastFit, meanOf, missionColumns, Tally } from './kernel';
import type { Layer } from './layers';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import type { MissionColumns } from './mission-columns';
import { blocksAnywhere, blocksByPlace, refuses } from './obstacles';
import { fitOf } from './person-side';
import type { ProfileSegment } from './profile-segment';
import { Sieve } from './sieve';
import { Shortlist } from './shortlist';

const known = new Tally();

/**
 * Finds the best profiles for missions, exactly as ranking every one of them would: blocks are read from the most
 * promising on, until no block left can hold anybody who would stand in the list, and in each block only those whom a
 * sieve lets through. Keeps its tables between missions; one per thread.
 */
export class ProfileSearch {
  readonly #mission = new CompiledMission();
  readonly #bounds = new BlockBounds();
  readonly #sieve = new Sieve();
  #best = new Uint8Array(64);
  /** The most anybody in the block being read comes to, each 0..1000: many need not be read to the end. */
  readonly #most = { required: FULL, occupation: FULL, title: FULL };
  /** What the last search looked at, for those who measure it. */
  readonly looked = { blocks: 0, profiles: 0, ranked: 0 };

  /** The list of mission `m` among the profiles of these layers. */
  top(
    layers: readonly Layer<ProfileSegment>[],
    missions: MissionColumns,
    m: number,
    length: number = LIST_LENGTH,
  ): Ranked[] {
    const shortlist = new Shortlist(length);
    this.#compile(missions, m);
    this.looked.blocks = this.looked.profiles = this.looked.ranked = 0;
    if (length > 0) for (const layer of layers) this.#search(layer, shortlist);
    return shortlist.list();
  }

  /**
   * Tells the rank of everybody in these layers who can be listed for mission `m`, those aside included. With a `floor`,
   * only of those who reach it: most of the others need not be ranked to the end.
   */
  each(
    layers: readonly Layer<ProfileSegment>[],
    missions: MissionColumns,
    m: number,
    tell: (num: number, rank: number) => void,
    floor: number = NOT_LISTED,
  ): void {
    this.#compile(missions, m);
    for (const { segment, gone } of layers)
      for (let p = 0; p < segment.size; p++) {
        if (gone[p] === 1) continue;
        const rank = this.#rank(segment, p, floor);
        if (rank !== NOT_LISTED && rank >= floor) tell(segment.nums[p]!, rank);
      }
  }

  /** The rank of one pair, by the tables and the kernel of lists. */
  rank(segment: ProfileSegment, p: number, missions: MissionColumns, m: number): number {
    this.#compile(missions, m);
    return this.#rank(segment, p, NOT_LISTED);
  }

  #compile(missions: MissionColumns, m: number): void {
    this.#mission.compile(missions, m);
    this.#sieve.compile(this.#mission);
    this.#most.required = this.#most.occupation = this.#most.title = FULL;
    if (this.#best.length < this.#mission.needCount) this.#best = new Uint8Array(this.#mission.needCount * 2);
  }

  /** Whoever is free first; whoever is blocked only where those are too few to fill the list. */
  #search(layer: Layer<ProfileSegment>, shortlist: Shortlist): void {
    const bounds = this.#bounds;
    bounds.read(layer.segment, this.#mission);
    for (let at = 0; at < bounds.count; at++) {
      const block = bounds.order[at]!;
      const floor = Math.max(0, shortlist.floor);
      if (bounds.bounds[block]! < floor) continue;
      this.#look(block);
      const count = this.#sieve.read(layer, bounds, block, floor);
      for (let by = 0; by < count; by++) this.#offer(layer.segment, this.#sieve.left[by]!, floor, shortlist);
    }
    if (shortlist.floor < 0) this.#searchBlocked(layer, shortlist);
  }

  #searchBlocked({ segment, aside }: Layer<ProfileSegment>, shortlist: Shortlist): void {
    const bounds = this.#bounds;
    bounds.readAll(segment, this.#mission);
    for (let at = 0; at < bounds.count; at++) {
      const block = bounds.order[at]!;
      if (bounds.bounds[block]! - BLOCKED_BELOW < shortlist.floor) continue;
      this.#look(block);
      const from = block << BLOCK_BITS;
      for (let p = from, to = Math.min(from + BLOCK, segment.size); p < to; p++)
        if (aside[p] === 0) this.#offer(segment, p, shortlist.floor, shortlist, -1);
    }
  }

  #look(block: number): void {
    this.looked.blocks++;
    this.#most.required = this.#bounds.needs.required(block);
    this.#most.occupation = this.#bounds.occupation(block);
    this.#most.title = this.#bounds.title(block);
  }

  /** Offers a person whose rank is from `floor` to `most`. */
  #offer(segment: ProfileSegment, p: number, floor: number, shortlist: Shortlist, most = FULL): void {
    const rank = this.#rank(segment, p, floor);
    if (rank === NOT_LISTED || rank > most) return;
    const { missions, m } = this.#mission;
    const num = segment.nums[p]!;
    shortlist.offer(num, rank, tieBreak(missions.nums[m]!, num));
  }

  /** The rank of a pair; NOT_LISTED also as soon as it is certain to be under `floor`. */
  #rank(segment: ProfileSegment, p: number, floor: number): number {
    const mission = this.#mission;
    const { missions, m } = mission;
    this.looked.profiles++;
    if (refuses(segment, p, missions, m)) return NOT_LISTED;
    const languages = mission.languages[segment.languages[p]!]!;
    let blocked = languages >= LANGUAGE_MISSING || blocksAnywhere(segment, p, missions, m);
    if (blocked && floor >= 0) return NOT_LISTED;
    const km = mission.km(segment.places[p]!);
    blocked ||= blocksByPlace(segment, p, missions, m, km);
    if (blocked && floor >= 0) return NOT_LISTED;
    const isAsked = missions.musts[m]! > 0;
    let answered = isAsked && this.#answer(segment, p);
    blocked ||= isAsked && this.#mustMissing(answered);
    if (blocked && floor >= 0) return NOT_LISTED;
    // The person’s side before the rest of the mission’s: it leaves few to whom that could still matter.
    const sector = mission.sector(segment.sectors[p]!);
    const fitFreelancer = fitOf(mission.person.of(segment, p, km));
    const least = this.#leastFit(blocked, floor, fitFreelancer);
    if (least > FULL) return NOT_LISTED;

    const occupationCount = segment.occupationStarts[p + 1]! - segment.occupationStarts[p]!;
    const occupationWeight = occupationCount === 0 ? 0 : mission.occupationWeight;
    const titleWeight = segment.titleStarts[p] === segment.titleStarts[p + 1] ? 0 : mission.titleWeight;
    const most = occupationWeight * this.#most.occupation + titleWeight * this.#most.title;
    const mostWeight = occupationWeight + titleWeight;
    const { requiredWeight } = mission;
    if (
      fallsShort(
        requiredWeight * this.#most.required + most,
        requiredWeight + mostWeight,
        mission.preferredWeight + mission.rest,
        least,
      )
    )
      return NOT_LISTED;
    if (!isAsked) answered = this.#answer(segment, p);
    const required = this.#value(answered, 0, mission.requiredCount, missions.requiredWhole[m]!);
    const preferred = this.#value(answered, mission.requiredCount, mission.needCount, missions.preferredWhole[m]!);
    // A weight of 0 stands by a value of NO_DATA.
    let sum = requiredWeight * required + mission.preferredWeight * preferred;
    let weight = requiredWeight + mission.preferredWeight;
    if (fallsShort(sum + most, weight + mostWeight, mission.rest, least)) return NOT_LISTED;
    missionColumns(known, segment, p, missions, m, languages, sector, km);
    sum += known.sum;
    weight += known.weight;
    if (fallsShort(sum + most, weight + mostWeight, 0, least)) return NOT_LISTED;

    let occupation = NO_DATA;
    if (mission.hasOccupations && occupationCount > 0) {
      let product = 0;
      for (let at = segment.occupationStarts[p]!; at < segment.occupationStarts[p + 1]!; at++)
        product += mission.occupations[segment.occupations[at]!]! * segment.occupationWeights[at]!;
      occupation = cosineOf(product);
      sum += occupationWeight * occupation;
      weight += occupationWeight;
      if (fallsShort(sum + titleWeight * this.#most.title, weight + titleWeight, 0, least)) return NOT_LISTED;
    }
    const title = this.#title(segment, p);
    if (required <= 0 && occupation <= 0 && title < TELLING_TITLE) return NOT_LISTED;
    if (title !== NO_DATA) {
      sum += titleWeight * title;
      weight += titleWeight;
    }
    this.looked.ranked++;
    const potential = mutualOf(meanOf(sum, weight), fitFreelancer);
    return blocked ? potential - BLOCKED_BELOW : potential;
  }

  /** The least the mission’s side must come to for a rank of `floor`; 0 when anything will do. */
  #leastFit(blocked: boolean, floor: number, fitFreelancer: number): number {
    const needed = blocked ? floor + BLOCKED_BELOW : floor;
    if (needed > FULL) return FULL + 1;
    return needed <= 0 ? 0 : leastFit(needed, fitFreelancer);
  }

  /** The value of the needs from `from` to `to`; NO_DATA when there are none. */
  #value(answered: boolean, from: number, to: number, whole: number): number {
    if (from === to) return NO_DATA;
    if (!answered) return 0;
    const { missions, m } = this.#mission;
    const first = missions.needStarts[m]!;
    let part = 0;
    for (let need = from; need < to; need++) part += missions.needWeights[first + need]! * this.#best[need]!;
    return perMille(part, whole);
  }

  /** Fills `#best` with the best answer to each need; false, leaving it, when nothing answers any. */
  #answer(segment: ProfileSegment, p: number): boolean {
    const { answersFrom, answers, needCount } = this.#mission;
    const best = this.#best;
    let answered = false;
    for (let at = segment.skillStarts[p]!; at < segment.skillStarts[p + 1]!; at++) {
      const from = answersFrom[segment.skills[at]!]!;
      if (from === 0) continue;
      if (!answered) {
        for (let need = 0; need < needCount; need++) best[need] = 0;
        answered = true;
      }
      const table = segment.masteries[at]! * PER_MASTERY;
      for (let by = from + 1; by <= from + answers[from]!; by++) {
        const need = answers[by]! >>> 11;
        const satisfaction = SATISFACTIONS[table + (answers[by]! & 0x7ff)]!;
        if (satisfaction > best[need]!) best[need] = satisfaction;
      }
    }
    return answered;
  }

  #mustMissing(answered: boolean): boolean {
    if (!answered) return true;
    const { missions, m, requiredCount } = this.#mission;
    const first = missions.needStarts[m]!;
    for (let need = 0; need < requiredCount; need++)
      if (missions.needMust[first + need] === 1 && this.#best[need]! < MUST_FLOOR) return true;
    return false;
  }

  /** The title that says most of the mission’s; NO_DATA when either side has none. */
  #title(segment: ProfileSegment, p: number): number {
    if (!this.#mission.hasWords) return NO_DATA;
    let best = NO_DATA;
    for (let at = segment.titleStarts[p]!; at < segment.titleStarts[p + 1]!; at++)
      best = Math.max(best, this.#mission.title(segment.titles[at]!));
    return best;
  }
}
