import { NO_DATA } from '../arithmetic';
import { MUST_FLOOR } from '../blockers';
import { cosineOf } from '../criteria/occupation';
import { tieBreak } from '../tie-break';
import { type Comparison, HAS, HAS_OCCUPATIONS } from './comparison';
import type { CompiledPerson } from './compiled-person';
import type { Layer } from './layers';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import { BUDGET, KINDS, LANGUAGES, MODE, type MissionSegment, START } from './mission-segment';
import type { Pools } from './pools';

const WORD = 32;
const BLOCKING = [BUDGET, START, MODE, LANGUAGES] as const;
/** Sets kept for people to come. */
const MANY_SETS = 4_096;

/**
 * Lists the pairs that nothing blocks, person by person: sets of missions, a bit each, leave those whose indispensable
 * skills, budget, dates, way of working and languages all suit, and only these are compared. One per thread.
 */
export class FreePairs {
  readonly #words: number;
  /** Missions without an indispensable skill. */
  readonly #undemanding: Int32Array;
  /** By occupation and by word, the missions that have it. */
  readonly #withOccupation: Int32Array;
  readonly #withWord: Int32Array;
  /** By where answers stand, the missions they do not block. */
  readonly #open = new Map<number, Int32Array>();
  readonly #set: Int32Array;
  readonly #best: Uint8Array;
  readonly #met: Uint32Array;
  readonly #musts: Uint16Array;
  readonly #kin: Int32Array;

  constructor(
    readonly layer: Layer<MissionSegment>,
    readonly comparison: Comparison,
  ) {
    const { segment } = layer;
    const { missions } = segment;
    const words = (segment.size + WORD - 1) >> 5;
    this.#words = words;
    this.#undemanding = new Int32Array(words);
    for (let m = 0; m < segment.size; m++) {
      if (missions.musts[m] === 0) this.#undemanding[m >> 5]! |= 1 << (m & 31);
    }
    const bitsOf = ({ starts, values }: MissionSegment['byWord']): Int32Array => {
      const bits = new Int32Array((starts.length - 1) * words);
      for (let key = 0; key + 1 < starts.length; key++)
        for (let at = starts[key]!; at < starts[key + 1]!; at++) {
          const m = values[at]! >> 8;
          bits[key * words + (m >> 5)]! |= 1 << (m & 31);
        }
      return bits;
    };
    this.#withOccupation = bitsOf(segment.byOccupation);
    this.#withWord = bitsOf(segment.byWord);
    this.#set = new Int32Array(words);
    this.#kin = new Int32Array(words);
    this.#best = new Uint8Array(segment.missionOfNeed.length);
    this.#met = new Uint32Array(segment.missionOfNeed.length);
    this.#musts = new Uint16Array(segment.size);
  }

  /** Offers the pairs of a person that are free to their own list and, where given, to the missions’. */
  offer(person: CompiledPerson, own: Pools, lists: Pools | undefined): void {
    const count = this.#meet(person);
    this.#narrow(person);
    const { segment, aside } = this.layer;
    const { nums } = segment;
    const num = person.profiles.nums[person.p]!;
    for (let word = 0; word < this.#words; word++) {
      let bits = this.#set[word]!;
      while (bits !== 0) {
        const m = (word << 5) | (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
        const rank = this.#rank(person, m);
        if (rank < 0) continue;
        const tie = tieBreak(nums[m]!, num);
        if (aside[m] === 0 && rank >= own.floors[0]!) own.offer(0, nums[m]!, rank, tie);
        if (lists !== undefined && rank >= lists.floors[m]!) lists.offer(m, num, rank, tie);
      }
    }
    this.#forget(count);
  }

  /** The score of a pair in the set; negative for one that does not stand. */
  #rank(person: CompiledPerson, m: number): number {
    const { comparison } = this;
    const { row } = person;
    const { missions } = this.layer.segment;
    const km = comparison.kmFromHome(person.distances, row, 0, m);
    if (comparison.blocksByPlace(row, 0, m, km)) return NO_DATA;
    const preferredFrom = missions.preferredFrom[m]!;
    const end = missions.needStarts[m + 1]!;
    const best = this.#best;
    let need = missions.needStarts[m]!;
    let required = 0;
    for (; need < preferredFrom; need++) required += Math.imul(missions.needWeights[need]!, best[need]!);
    const product = person.occupationProduct(missions, m);
    const title = person.title(missions, m);
    if (!comparison.hasEvidence(m, required, product, title)) return NO_DATA;
    if (person.isRefusing(missions, m)) return NO_DATA;
    let preferred = 0;
    for (; need < end; need++) preferred += Math.imul(missions.needWeights[need]!, best[need]!);
    comparison.settle(row, 0, m, km, person.wish(missions, m));
    const occupation = (row[HAS]! & HAS_OCCUPATIONS) === 0 ? NO_DATA : cosineOf(product);
    return comparison.potential(m, required, preferred, occupation, title);
  }

  /** Answers every need as well as the person can, and leaves in the set the missions of which no skill is missing. */
  #meet({ profiles, p }: CompiledPerson): number {
    const { needs, strengths, missionOfNeed, missions } = this.layer.segment;
    const { starts, values } = needs;
    const best = this.#best;
    const set = this.#set;
    const kin = this.#kin.fill(0);
    set.set(this.#undemanding);
    let count = 0;
    for (let at = profiles.skillStarts[p]!; at < profiles.skillStarts[p + 1]!; at++) {
      const skill = profiles.skills[at]!;
      if (skill + 1 >= starts.length) continue;
      const table = profiles.masteries[at]! * PER_MASTERY;
      for (let by = starts[skill]!; by < starts[skill + 1]!; by++) {
        const satisfaction = SATISFACTIONS[table + strengths[by]!]!;
        const need = values[by]!;
        const before = best[need]!;
        if (satisfaction <= before) continue;
        const m = missionOfNeed[need]!;
        if (before === 0) {
          this.#met[count++] = need;
          kin[m >> 5]! |= 1 << (m & 31);
        }
        best[need] = satisfaction;
        if (missions.needMust[need] === 1 && before < MUST_FLOOR && satisfaction >= MUST_FLOOR) {
          if (++this.#musts[m]! === missions.musts[m]!) set[m >> 5]! |= 1 << (m & 31);
        }
      }
    }
    return count;
  }

  #forget(count: number): void {
    const { missionOfNeed } = this.layer.segment;
    for (let at = 0; at < count; at++) {
      const need = this.#met[at]!;
      this.#best[need] = 0;
      this.#musts[missionOfNeed[need]!] = 0;
    }
  }

  /** Takes out of the set what anything else blocks, and what has nothing in common. */
  #narrow({ profiles, p, row }: CompiledPerson): void {
    const set = this.#set;
    const kin = this.#kin;
    const words = this.#words;
    const withBits = (bits: Int32Array, key: number): void => {
      if ((key + 1) * words > bits.length) return;
      for (let word = 0, at = key * words; word < words; word++, at++) kin[word]! |= bits[at]!;
    };
    for (let at = profiles.occupationStarts[p]!; at < profiles.occupationStarts[p + 1]!; at++)
      withBits(this.#withOccupation, profiles.occupations[at]!);
    const { starts, entries } = profiles.dictionaries.titles;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const title = profiles.titles[at]!;
      for (let word = starts[title]! + 1; word < starts[title + 1]!; word++)
        withBits(this.#withWord, entries[word]! >> 8);
    }
    for (let word = 0; word < words; word++) set[word]! &= kin[word]!;
    for (const kind of BLOCKING) {
      const open = this.#openTo(kind, row[kind]!);
      for (let word = 0; word < words; word++) set[word]! &= open[word]!;
    }
  }

  /** The missions that answers standing there do not block. */
  #openTo(kind: number, row: number): Int32Array {
    const known = this.#open.get(row * KINDS + kind);
    if (known) return known;
    if (this.#open.size > MANY_SETS) this.#open.clear();
    const { segment, gone } = this.layer;
    const bits = new Int32Array(this.#words);
    for (let m = 0; m < segment.size; m++)
      if (gone[m] === 0 && !this.comparison.blocksBy(kind, row, m)) bits[m >> 5]! |= 1 << (m & 31);
    this.#open.set(row * KINDS + kind, bits);
    return bits;
  }
}
