import { NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { PERSON } from './answers';
import type { Comparison } from './comparison';
import type { MissionColumns } from './mission-columns';
import { refuses } from './obstacles';
import type { ProfileSegment } from './profile-segment';

/** One person laid out for being compared with very many missions. The tables are kept from one person to the next. */
export class CompiledPerson {
  profiles!: ProfileSegment;
  p = 0;
  /** As Comparison lays them, and the kilometres from home. */
  readonly row = new Int32Array(PERSON);
  distances: Int16Array | undefined;
  /** Weights by occupation of what they wish; 0 for others. */
  #wishes = new Int32Array(0);
  hasExclusions = false;

  compile(comparison: Comparison, profiles: ProfileSegment, p: number): void {
    this.#lay(0);
    this.profiles = profiles;
    this.p = p;
    const { size } = profiles.dictionaries.occupations;
    if (this.#wishes.length < size) this.#wishes = new Int32Array(size * 2);
    this.#lay(1);
    this.hasExclusions = profiles.exclusions[p] !== 0;
    comparison.answers.lay(profiles, p, this.row, 0);
    this.distances = comparison.distances.from(profiles.places[p]!);
  }

  /** True when their own will keeps them out of the mission. */
  isRefusing(missions: MissionColumns, m: number): boolean {
    return this.hasExclusions && refuses(this.profiles, this.p, missions, m);
  }

  /** The cosine of what they wish and what a mission is; NO_DATA without a wish. */
  wish({ occupations: { starts, entries } }: MissionColumns, m: number): number {
    if (this.profiles.wishes[this.p] === 0 || starts[m] === starts[m + 1]) return NO_DATA;
    let product = 0;
    for (let at = starts[m]!; at < starts[m + 1]!; at++)
      product += Math.imul(this.#wishes[entries[at]! >> 8]!, entries[at]! & 255);
    return cosineOf(product);
  }

  /** Writes the weights into the tables (`times` 1), or takes them out (0). */
  #lay(times: 0 | 1): void {
    const { profiles, p } = this;
    if (profiles === undefined) return;
    const { starts, entries } = profiles.dictionaries.wishes;
    for (let at = starts[profiles.wishes[p]!]!; at < starts[profiles.wishes[p]! + 1]!; at++)
      this.#wishes[entries[at]! >> 8] = (this.#wishes[entries[at]! >> 8]! + (entries[at]! & 255)) * times;
  }
}
