import { MUST_FLOOR } from '../blockers';
import { likenessOf } from '../criteria/title-words';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
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

/**
 * What one person and the missions of a segment have in common: reads only the missions that share a skill, an
 * occupation or a word with them. Keeps its tables between people; one per segment and thread.
 */
export class SharedSums {
  readonly sums: Sums;
  /** A bit a mission: no indispensable skill is missing. */
  readonly able: Int32Array;

  readonly #undemanding: Int32Array;
  readonly #best: Uint8Array;
  readonly #needsMet: Uint32Array;
  readonly #titled: Uint32Array;
  readonly #products: Int32Array;

  constructor(readonly segment: MissionSegment) {
    const { missions, missionOfNeed } = segment;
    this.sums = sumsOf(missions.size);
    this.able = new Int32Array((missions.size + 31) >> 5);
    this.#undemanding = new Int32Array(this.able.length);
    for (let m = 0; m < missions.size; m++) if (missions.musts[m] === 0) this.#undemanding[m >> 5]! |= 1 << (m & 31);
    this.#products = new Int32Array(missions.size);
    this.#best = new Uint8Array(missionOfNeed.length);
    this.#needsMet = new Uint32Array(missionOfNeed.length);
    this.#titled = new Uint32Array(missions.size);
  }

  /** Forgets whom it read last, and reads person `p`. */
  read(profiles: ProfileSegment, p: number): void {
    clearSums(this.sums);
    this.able.set(this.#undemanding);
    this.#gatherSkills(profiles, p);
    this.#gatherOccupations(profiles, p);
    this.#gatherTitles(profiles, p);
  }

  #gatherSkills(profiles: ProfileSegment, p: number): void {
    const { needs, strengths, missionOfNeed, requiredNeed, missions } = this.segment;
    const { starts, values } = needs;
    const best = this.#best;
    const met = this.#needsMet;
    let count = 0;
    for (let at = profiles.skillStarts[p]!; at < profiles.skillStarts[p + 1]!; at++) {
      const skill = profiles.skills[at]!;
      // A skill met after the segment was built answers nothing in it.
      if (skill + 1 >= starts.length) continue;
      const table = profiles.masteries[at]! * PER_MASTERY;
      for (let by = starts[skill]!; by < starts[skill + 1]!; by++) {
        const satisfaction = SATISFACTIONS[table + strengths[by]!]!;
        const need = values[by]!;
        if (satisfaction <= best[need]!) continue;
        if (best[need] === 0) met[count++] = need;
        best[need] = satisfaction;
      }
    }
    const { sums } = this;
    for (let at = 0; at < count; at++) {
      const need = met[at]!;
      const m = missionOfNeed[need]!;
      const satisfaction = best[need]!;
      best[need] = 0;
      if (requiredNeed[need] === 1) {
        sums.required[m]! += missions.needWeights[need]! * satisfaction;
        if (missions.needMust[need] === 1 && satisfaction >= MUST_FLOOR && ++sums.musts[m]! === missions.musts[m]!)
          this.able[m >> 5]! |= 1 << (m & 31);
      } else sums.preferred[m]! += missions.needWeights[need]! * satisfaction;
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
    const { starts, values } = this.segment.byWord;
    const { starts: titleStarts, entries } = profiles.dictionaries.titles;
    const sums = this.sums.title;
    const products = this.#products;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const title = profiles.titles[at]!;
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
      for (let by = 0; by < titled; by++) {
        const m = this.#titled[by]!;
        const likeness = likenessOf(products[m]!, counts);
        products[m] = 0;
        if (likeness > sums[m]!) sums[m] = likeness;
      }
    }
  }
}
