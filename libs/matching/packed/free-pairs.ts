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
/** Sets kept for people to come. */
const MANY_SETS = 4_096;

/**
 * Lists the pairs that nothing blocks, person by person: sets of missions, a bit each, leave those whose indispensable
 * skills, budget, dates, way of working and languages all suit, and only these are compared. One per thread.
 */
export class FreePairs {
  readonly #words: number;
  /** Missions in the order of their bits: those without an indispensable skill come first, `#undemanding` of them. */
  readonly #order: Uint32Array;
  readonly #bitOf: Uint32Array;
  readonly #undemanding: number;
  /** Words that hold bits of the undemanding; by occupation and by word of a title, those of them that have it. */
  readonly #kinWords: number;
  readonly #withOccupation: Int32Array;
  readonly #withWord: Int32Array;
  /** By where answers stand, the missions they do not block. */
  readonly #open = new Map<number, Int32Array>();
  readonly #set: Int32Array;
  readonly #best: Uint8Array;
  readonly #met: Uint32Array;
  readonly #musts: Uint16Array;

  constructor(
    readonly layer: Layer<MissionSegment>,
    readonly comparison: Comparison,
  ) {
    const { segment } = layer;
    const { missions } = segment;
    const words = (segment.size + WORD - 1) >> 5;
    this.#words = words;
    const all = Array.from({ length: segment.size }, (_, m) => m);
    const undemanding = all.filter((m) => missions.musts[m] === 0);
    this.#undemanding = undemanding.length;
    this.#kinWords = (undemanding.length + WORD - 1) >> 5;
    this.#order = Uint32Array.from([...undemanding, ...all.filter((m) => missions.musts[m] !== 0)]);
    this.#bitOf = new Uint32Array(segment.size);
    this.#order.forEach((m, bit) => (this.#bitOf[m] = bit));
    const bitsOf = ({ starts, values }: MissionSegment['byWord']): Int32Array => {
      const bits = new Int32Array((starts.length - 1) * this.#kinWords);
      for (let key = 0; key + 1 < starts.length; key++)
        for (let at = starts[key]!; at < starts[key + 1]!; at++) {
          const bit = this.#bitOf[values[at]! >> 8]!;
          if (bit < this.#undemanding) bits[key * this.#kinWords + (bit >> 5)]! |= 1 << (bit & 31);
        }
      return bits;
    };
    this.#withOccupation = bitsOf(segment.byOccupation);
    this.#withWord = bitsOf(segment.byWord);
    this.#set = new Int32Array(words);
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
    const order = this.#order;
    const num = person.profiles.nums[person.p]!;
    for (let word = 0; word < this.#words; word++) {
      let bits = this.#set[word]!;
      while (bits !== 0) {
        const m = order[(word << 5) | (31 - Math.clz32(bits & -bits))]!;
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
    set.fill(0);
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
        const bit = this.#bitOf[m]!;
        if (before === 0) this.#met[count++] = need;
        best[need] = satisfaction;
        if (bit < this.#undemanding) set[bit >> 5]! |= 1 << (bit & 31);
        if (missions.needMust[need] === 1 && before < MUST_FLOOR && satisfaction >= MUST_FLOOR) {
          if (++this.#musts[m]! === missions.musts[m]!) set[bit >> 5]! |= 1 << (bit & 31);
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

  /** Puts the undemanding missions into the set that share an occupation or a word, and takes out what anything blocks. */
  #narrow({ profiles, p, row }: CompiledPerson): void {
    const set = this.#set;
    const words = this.#words;
    for (let at = profiles.occupationStarts[p]!; at < profiles.occupationStarts[p + 1]!; at++)
      join(set, this.#withOccupation, profiles.occupations[at]! * this.#kinWords, this.#kinWords);
    const { starts, entries } = profiles.dictionaries.titles;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const title = profiles.titles[at]!;
      for (let word = starts[title]! + 1; word < starts[title + 1]!; word++)
        join(set, this.#withWord, (entries[word]! >> 8) * this.#kinWords, this.#kinWords);
    }
    const rate = this.#openTo(BUDGET, row[BUDGET]!);
    const start = this.#openTo(START, row[START]!);
    const mode = this.#openTo(MODE, row[MODE]!);
    const languages = this.#openTo(LANGUAGES, row[LANGUAGES]!);
    for (let word = 0; word < words; word++)
      set[word] = set[word]! & rate[word]! & start[word]! & mode[word]! & languages[word]!;
  }

  /** The missions that answers standing there do not block. */
  #openTo(kind: number, row: number): Int32Array {
    const known = this.#open.get(row * KINDS + kind);
    if (known) return known;
    if (this.#open.size > MANY_SETS) this.#open.clear();
    const { segment, gone } = this.layer;
    const bits = new Int32Array(this.#words);
    for (let m = 0; m < segment.size; m++)
      if (gone[m] === 0 && !this.comparison.blocksBy(kind, row, m)) bits[this.#bitOf[m]! >> 5]! |= 1 << (this.#bitOf[m]! & 31);
    this.#open.set(row * KINDS + kind, bits);
    return bits;
  }
}

/** Joins `words` words of `bits` from `from` into the first ones of a set; bits beyond the table are none. */
function join(set: Int32Array, bits: Int32Array, from: number, words: number): void {
  if (from + words > bits.length) return;
  for (let word = 0; word < words; word++) set[word]! |= bits[from + word]!;
}
