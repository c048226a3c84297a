import { FULL } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { TELLING_TITLE } from '../score';
import { BlockNeeds } from './block-needs';
import type { BlockPostings } from './block-postings';
import type { CompiledMission } from './compiled-mission';
import { AT_MOST, meanOf } from './kernel';
import { type ProfileSegment, SOME_WITHOUT_OCCUPATION, SOME_WITHOUT_TITLE } from './profile-segment';

/** The bound of a block that is not to be read: nobody has anything in common with the mission, or `read` leaves it out. */
const NOTHING = -1;
/** Bounds so near to one another are not told apart in the order: blocks next to one another are read faster. */
const ALIKE_BITS = 6;

/**
 * Which blocks of a segment to read for a mission, the most promising first. The bound of a block is at least what anybody
 * in it would score if nothing blocked them: it is their best answers, nearest occupation and likest title, taken together as
 * if one person had them all and everything else were perfect. Where nobody has an indispensable skill everybody is blocked.
 */
export class BlockBounds {
  /** By block: the most anybody there may score if nothing blocks them; NOTHING where nobody can be listed. */
  bounds = new Int16Array(0);
  /** By block, the most the mission’s side comes to there, 0..1000. */
  sides = new Int16Array(0);
  /** The blocks to read, best first, `count` of them. */
  order = new Uint32Array(0);
  count = 0;
  readonly needs = new BlockNeeds();
  #occupations = new Int32Array(0);
  #words = new Int32Array(0);
  readonly #starts = new Uint32Array((FULL >> ALIKE_BITS) + 1);

  /** Orders the blocks in which somebody may have every indispensable skill. */
  read(segment: ProfileSegment, mission: CompiledMission): void {
    this.#makeRoom(segment.blocks);
    this.needs.read(segment, mission);
    const { missions, m } = mission;
    this.#readWeighted(segment.occupationBlocks, missions.occupations, m, this.#occupations);
    this.#readWeighted(segment.wordBlocks, missions.words, m, this.#words);
    this.#lay(segment, mission, false);
  }

  /** Orders all blocks, for the mission read last: those in which nobody is free, too. */
  readAll(segment: ProfileSegment, mission: CompiledMission): void {
    this.#lay(segment, mission, true);
  }

  #lay({ blocks, blockLacks }: ProfileSegment, mission: CompiledMission, all: boolean): void {
    const { bounds, order, needs } = this;
    const starts = this.#starts;
    starts.fill(0);
    for (let block = 0; block < blocks; block++) {
      const bound = all || !needs.lacksMust(block) ? this.#boundOf(blockLacks[block]!, mission, block) : NOTHING;
      bounds[block] = bound;
      if (bound !== NOTHING) starts[(FULL - bound) >> ALIKE_BITS]!++;
    }
    let sum = 0;
    for (let at = 0; at < starts.length; at++) {
      const here = starts[at]!;
      starts[at] = sum;
      sum += here;
    }
    this.count = sum;
    for (let block = 0; block < blocks; block++)
      if (bounds[block] !== NOTHING) order[starts[(FULL - bounds[block]!) >> ALIKE_BITS]!++] = block;
  }

  #makeRoom(blocks: number): void {
    if (this.bounds.length < blocks) {
      this.bounds = new Int16Array(blocks);
      this.sides = new Int16Array(blocks);
      this.order = new Uint32Array(blocks);
      this.#occupations = new Int32Array(blocks);
      this.#words = new Int32Array(blocks);
      return;
    }
    this.#occupations.fill(0, 0, blocks);
    this.#words.fill(0, 0, blocks);
  }

  #readWeighted(
    { starts, postings }: BlockPostings,
    lists: { starts: Uint32Array; entries: Int32Array },
    m: number,
    sums: Int32Array,
  ): void {
    for (let at = lists.starts[m]!; at < lists.starts[m + 1]!; at++) {
      const key = lists.entries[at]! >> 8;
      const weight = lists.entries[at]! & 255;
      for (let by = starts[key]!; by < starts[key + 1]!; by++)
        sums[postings[by]! >>> 8]! += weight * (postings[by]! & 255);
    }
  }

  occupation(block: number): number {
    return cosineOf(this.#occupations[block]!);
  }

  title(block: number): number {
    return cosineOf(this.#words[block]!);
  }

  #boundOf(lacks: number, mission: CompiledMission, block: number): number {
    const occupation = this.occupation(block);
    const title = this.title(block);
    const value = this.needs.required(block);
    if (value === 0 && occupation === 0 && title < TELLING_TITLE) return NOTHING;
    const rest = mission.rest + mission.preferredWeight;
    const sum = mission.requiredWeight * value + FULL * rest;
    const weight = mission.requiredWeight + rest;
    let most = this.#most(sum, weight, mission, occupation, title, 1, 1);
    // Somebody without a title or an occupation is not measured by it.
    if ((lacks & SOME_WITHOUT_OCCUPATION) !== 0)
      most = Math.max(most, this.#most(sum, weight, mission, occupation, title, 0, 1));
    if ((lacks & SOME_WITHOUT_TITLE) !== 0)
      most = Math.max(most, this.#most(sum, weight, mission, occupation, title, 1, 0));
    if (lacks === (SOME_WITHOUT_OCCUPATION | SOME_WITHOUT_TITLE))
      most = Math.max(most, this.#most(sum, weight, mission, occupation, title, 0, 0));
    this.sides[block] = most;
    return AT_MOST[most]!;
  }

  #most(
    sum: number,
    weight: number,
    mission: CompiledMission,
    occupation: number,
    title: number,
    withOccupation: number,
    withTitle: number,
  ): number {
    const o = mission.occupationWeight * withOccupation;
    const t = mission.titleWeight * withTitle;
    const mean = meanOf(sum + o * occupation + t * title, weight + o + t);
    return mean < 0 ? FULL : mean;
  }
}
