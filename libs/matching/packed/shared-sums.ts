import { MUST_FLOOR } from '../blockers';
import { likenessOf } from '../criteria/title-words';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import { MUST, REQUIRED } from './layout';
import type { MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';

/** What one and each of many have in common, by number of the many; 0 where nothing is shared. */
export interface Sums {
  /** Sums of weights and answers, 0..255 each, and how many indispensable skills are answered well enough. */
  readonly required: Int32Array;
  readonly preferred: Int32Array;
  readonly musts: Uint16Array;
  /** Products of the occupations’ weights, as cosineOf takes them. */
  readonly occupation: Int32Array;
  /** The value of the likest title. */
  readonly title: Int16Array;
}

export const sumsOf = (size: number): Sums => ({
  required: new Int32Array(size),
  preferred: new Int32Array(size),
  musts: new Uint16Array(size),
  occupation: new Int32Array(size),
  title: new Int16Array(size),
});

export function clearSums({ required, preferred, musts, occupation, title }: Sums): void {
  for (const sums of [required, preferred, musts, occupation, title]) sums.fill(0);
}

/** Bits of a likeness, 0..1000. */
const LIKENESS_BITS = 10;
const LIKENESS = (1 << LIKENESS_BITS) - 1;
/** What titles say is kept for people to come: so many numbers, 16 MB. */
const MOST_KEPT = 1 << 22;

/**
 * What one person and the missions of a segment have in common: reads only the missions that share a skill, an
 * occupation or a word with them. Keeps its tables between people; one per segment and thread.
 */
export class SharedSums {
  readonly sums: Sums;

  readonly #best: Uint8Array;
  readonly #kindsMet: Uint32Array;
  /** What titles read before say of missions, `mission << 10 | likeness` each: many people have the same. */
  readonly #said = new Map<number, Int32Array>();
  #kept = 0;
  readonly #titled: Uint32Array;
  readonly #products: Int32Array;

  constructor(readonly segment: MissionSegment) {
    const { missions, needsOfKind } = segment;
    this.sums = sumsOf(missions.size);
    this.#products = new Int32Array(missions.size);
    this.#best = new Uint8Array(needsOfKind.starts.length);
    this.#kindsMet = new Uint32Array(needsOfKind.starts.length);
    this.#titled = new Uint32Array(missions.size);
  }

  /** Forgets whom it read last, and reads person `p`. */
  read(profiles: ProfileSegment, p: number): void {
    clearSums(this.sums);
    this.#gatherSkills(profiles, p);
    this.#gatherOccupations(profiles, p);
    this.#gatherTitles(profiles, p);
  }

  #gatherSkills(profiles: ProfileSegment, p: number): void {
    const { needs, strengths, needsOfKind } = this.segment;
    const { starts, values } = needs;
    const best = this.#best;
    const met = this.#kindsMet;
    let count = 0;
    for (let at = profiles.skillStarts[p]!; at < profiles.skillStarts[p + 1]!; at++) {
      const skill = profiles.skills[at]!;
      // A skill met after the segment was built answers nothing in it.
      if (skill + 1 >= starts.length) continue;
      const table = profiles.masteries[at]! * PER_MASTERY;
      for (let by = starts[skill]!; by < starts[skill + 1]!; by++) {
        const satisfaction = SATISFACTIONS[table + strengths[by]!]!;
        const kind = values[by]!;
        if (satisfaction <= best[kind]!) continue;
        if (best[kind] === 0) met[count++] = kind;
        best[kind] = satisfaction;
      }
    }
    const { required, preferred, musts } = this.sums;
    for (let at = 0; at < count; at++) {
      const kind = met[at]!;
      const satisfaction = best[kind]!;
      best[kind] = 0;
      for (let by = needsOfKind.starts[kind]!; by < needsOfKind.starts[kind + 1]!; by += 2) {
        const need = needsOfKind.values[by]!;
        const m = need >> 2;
        const answer = Math.imul(needsOfKind.values[by + 1]!, satisfaction);
        if ((need & REQUIRED) === 0) {
          preferred[m]! += answer;
          continue;
        }
        required[m]! += answer;
        if ((need & MUST) !== 0 && satisfaction >= MUST_FLOOR) musts[m]!++;
      }
    }
  }

  #gatherOccupations(profiles: ProfileSegment, p: number): void {
    const { starts, values } = this.segment.byOccupation;
    const sums = this.sums.occupation;
    for (let at = profiles.occupationStarts[p]!; at < profiles.occupationStarts[p + 1]!; at++) {
      const occupation = profiles.occupations[at]!;
      if (occupation + 1 >= starts.length) continue;
      const weight = profiles.occupationWeights[at]!;
      for (let by = starts[occupation]!; by < starts[occupation + 1]!; by++) {
        sums[values[by]! >> 8]! += weight * (values[by]! & 255);
      }
    }
  }

  #gatherTitles(profiles: ProfileSegment, p: number): void {
    const sums = this.sums.title;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const said = this.#said.get(profiles.titles[at]!) ?? this.#readTitle(profiles, profiles.titles[at]!);
      for (let by = 0; by < said.length; by++) {
        const m = said[by]! >> LIKENESS_BITS;
        const likeness = said[by]! & LIKENESS;
        if (likeness > sums[m]!) sums[m] = likeness;
      }
    }
  }

  /** What a title says of each mission that shares a word with it. */
  #readTitle(profiles: ProfileSegment, title: number): Int32Array {
    const { starts, values } = this.segment.byWord;
    const { starts: titleStarts, entries } = profiles.dictionaries.titles;
    const products = this.#products;
    let titled = 0;
    for (let word = titleStarts[title]! + 1; word < titleStarts[title + 1]!; word++) {
      const key = entries[word]! >> 8;
      if (key + 1 >= starts.length) continue;
      const weight = entries[word]! & 255;
      for (let by = starts[key]!; by < starts[key + 1]!; by++) {
        const m = values[by]! >> 8;
        if (products[m] === 0) this.#titled[titled++] = m;
        products[m]! += weight * (values[by]! & 255);
      }
    }
    const counts = entries[titleStarts[title]!]!;
    const said = new Int32Array(titled);
    for (let by = 0; by < titled; by++) {
      const m = this.#titled[by]!;
      said[by] = (m << LIKENESS_BITS) | likenessOf(products[m]!, counts);
      products[m] = 0;
    }
    if (this.#kept + titled > MOST_KEPT) {
      this.#said.clear();
      this.#kept = 0;
    }
    this.#said.set(title, said);
    this.#kept += titled;
    return said;
  }
}
