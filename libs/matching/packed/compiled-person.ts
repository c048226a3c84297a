import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { likenessOf } from '../criteria/title-words';
import { type Comparison, HAS, HAS_TITLES, PERSON } from './comparison';
import type { MissionColumns } from './mission-columns';
import { refuses } from './obstacles';
import type { ProfileSegment } from './profile-segment';

const LAST_BIT = 31;

/** One person laid out for being compared with very many missions. The tables are kept from one person to the next. */
export class CompiledPerson {
  profiles!: ProfileSegment;
  p = 0;
  /** As Comparison lays them, and the kilometres from home. */
  readonly row = new Int32Array(PERSON);
  distances: Int32Array | undefined;
  /** Weights by occupation: of what they are, and of what they wish; 0 for others. */
  occupations = new Int32Array(0);
  wishes = new Int32Array(0);
  /** By word, a bit for each of their titles that has it; the last bit stands for all titles beyond. */
  titles = new Int32Array(0);
  hasExclusions = false;

  compile(comparison: Comparison, profiles: ProfileSegment, p: number): void {
    this.#lay(0);
    this.profiles = profiles;
    this.p = p;
    const { size } = profiles.dictionaries.occupations;
    if (this.occupations.length < size) {
      this.occupations = new Int32Array(size * 2);
      this.wishes = new Int32Array(size * 2);
    }
    if (this.titles.length < profiles.dictionaries.words.size)
      this.titles = new Int32Array(profiles.dictionaries.words.size * 2);
    this.#lay(1);
    this.hasExclusions = profiles.exclusions[p] !== 0;
    comparison.lay(profiles, p, this.row, 0);
    this.distances = comparison.distancesFrom(profiles.places[p]!);
  }

  /** True when their own will keeps them out of the mission. */
  isRefusing(missions: MissionColumns, m: number): boolean {
    return this.hasExclusions && refuses(this.profiles, this.p, missions, m);
  }

  /** The product of what they are and what a mission is. */
  occupationProduct({ occupations: { starts, entries } }: MissionColumns, m: number): number {
    return productOf(this.occupations, starts, entries, m);
  }

  /** The cosine of what they wish and what a mission is; NO_DATA without a wish. */
  wish({ occupations: { starts, entries } }: MissionColumns, m: number): number {
    if (this.profiles.wishes[this.p] === 0 || starts[m] === starts[m + 1]) return NO_DATA;
    return cosineOf(productOf(this.wishes, starts, entries, m));
  }

  /** As much of a mission’s title as one of theirs says, 0..1000; NO_DATA when they have none. */
  title({ words: { starts, entries } }: MissionColumns, m: number): number {
    if ((this.row[HAS]! & HAS_TITLES) === 0) return NO_DATA;
    let masks = 0;
    for (let at = starts[m]!; at < starts[m + 1]!; at++) masks |= this.titles[entries[at]! >> 8]!;
    let best = 0;
    while (masks !== 0) {
      const bit = 31 - Math.clz32(masks & -masks);
      masks &= masks - 1;
      const from = this.profiles.titleStarts[this.p]! + bit;
      const to = bit === LAST_BIT ? this.profiles.titleStarts[this.p + 1]! : from + 1;
      for (let at = from; at < to; at++)
        best = Math.max(best, this.#likeness(this.profiles.titles[at]!, starts[m]!, starts[m + 1]!, entries));
    }
    return best;
  }

  #likeness(title: number, from: number, to: number, words: Int32Array): number {
    const { starts, entries } = this.profiles.dictionaries.titles;
    let product = 0;
    for (let at = starts[title]! + 1; at < starts[title + 1]!; at++)
      for (let by = from; by < to; by++)
        if (entries[at]! >> 8 === words[by]! >> 8) product += Math.imul(entries[at]! & 255, words[by]! & 255);
    return likenessOf(product, entries[starts[title]!]!);
  }

  /** Writes the weights into the tables (`times` 1), or takes them out (0). */
  #lay(times: 0 | 1): void {
    const { profiles, p } = this;
    if (profiles === undefined) return;
    for (let at = profiles.occupationStarts[p]!; at < profiles.occupationStarts[p + 1]!; at++) {
      const occupation = profiles.occupations[at]!;
      this.occupations[occupation] = (this.occupations[occupation]! + profiles.occupationWeights[at]!) * times;
    }
    const titles = profiles.dictionaries.titles;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const title = profiles.titles[at]!;
      const bit = times << Math.min(LAST_BIT, at - profiles.titleStarts[p]!);
      for (let word = titles.starts[title]! + 1; word < titles.starts[title + 1]!; word++)
        this.titles[titles.entries[word]! >> 8] = (this.titles[titles.entries[word]! >> 8]! * times) | bit;
    }
    const { starts, entries } = profiles.dictionaries.wishes;
    for (let at = starts[profiles.wishes[p]!]!; at < starts[profiles.wishes[p]! + 1]!; at++)
      this.wishes[entries[at]! >> 8] = (this.wishes[entries[at]! >> 8]! + (entries[at]! & 255)) * times;
  }
}

function productOf(weights: Int32Array, starts: Uint32Array, entries: Int32Array, m: number): number {
  let product = 0;
  for (let at = starts[m]!; at < starts[m + 1]!; at++)
    product += Math.imul(weights[entries[at]! >> 8]!, entries[at]! & 255);
  return product;
}
