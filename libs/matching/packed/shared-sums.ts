import { MUST_FLOOR } from '../blockers';
import { likenessOf } from '../criteria/title-words';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import type { MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';

/** What a person and a mission have in common: so many numbers a mission, so that they lie side by side. */
export const STRIDE = 8;
export const REQUIRED = 0;
export const PREFERRED = 1;
export const OCCUPATION = 2;
export const TITLE = 3;
/** The title being read. */
const TITLE_NOW = 4;
export const MUSTS = 5;

/**
 * What one person and the missions of a segment have in common: reads only the missions that share a skill, an
 * occupation or a word with them. Keeps its tables between people; one per segment and thread.
 */
export class SharedSums {
  /** The missions that share something with the person, `count` of them, in no order. */
  readonly found: Uint32Array;
  count = 0;
  /** STRIDE numbers a mission, 0 where nothing is shared. */
  readonly sums: Int32Array;

  readonly #isFound: Uint8Array;
  readonly #best: Uint8Array;
  readonly #needsMet: Uint32Array;
  readonly #titled: Uint32Array;

  constructor(readonly segment: MissionSegment) {
    const { missions, missionOfNeed } = segment;
    this.found = new Uint32Array(missions.size);
    this.sums = new Int32Array(missions.size * STRIDE);
    this.#isFound = new Uint8Array(missions.size);
    this.#best = new Uint8Array(missionOfNeed.length);
    this.#needsMet = new Uint32Array(missionOfNeed.length);
    this.#titled = new Uint32Array(missions.size);
  }

  /** Forgets whom it read last, and reads person `p`. */
  read(profiles: ProfileSegment, p: number): void {
    this.clear();
    this.#gatherSkills(profiles, p);
    this.#gatherOccupations(profiles, p);
    this.#gatherTitles(profiles, p);
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) {
      const m = this.found[at]!;
      this.#isFound[m] = 0;
      const s = m * STRIDE;
      this.sums[s + REQUIRED] = this.sums[s + PREFERRED] = this.sums[s + OCCUPATION] = 0;
      this.sums[s + TITLE] = this.sums[s + MUSTS] = 0;
    }
    this.count = 0;
  }

  #find(m: number): void {
    if (this.#isFound[m] === 1) return;
    this.#isFound[m] = 1;
    this.found[this.count++] = m;
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
      this.#find(m);
      if (requiredNeed[need] === 1) {
        sums[m * STRIDE + REQUIRED]! += missions.needWeights[need]! * satisfaction;
        if (missions.needMust[need] === 1 && satisfaction >= MUST_FLOOR) sums[m * STRIDE + MUSTS]!++;
      } else sums[m * STRIDE + PREFERRED]! += missions.needWeights[need]! * satisfaction;
    }
  }

  #gatherOccupations(profiles: ProfileSegment, p: number): void {
    const { starts, values } = this.segment.byOccupation;
    const { sums } = this;
    for (let at = profiles.occupationStarts[p]!; at < profiles.occupationStarts[p + 1]!; at++) {
      const occupation = profiles.occupations[at]!;
      if (occupation + 1 >= starts.length) continue;
      const weight = profiles.occupationWeights[at]!;
      for (let by = starts[occupation]!; by < starts[occupation + 1]!; by++) {
        const m = values[by]! >> 8;
        sums[m * STRIDE + OCCUPATION]! += weight * (values[by]! & 255);
        this.#find(m);
      }
    }
  }

  #gatherTitles(profiles: ProfileSegment, p: number): void {
    const { starts, values } = this.segment.byWord;
    const { starts: titleStarts, entries } = profiles.dictionaries.titles;
    const { sums } = this;
    for (let at = profiles.titleStarts[p]!; at < profiles.titleStarts[p + 1]!; at++) {
      const title = profiles.titles[at]!;
      let titled = 0;
      for (let word = titleStarts[title]! + 1; word < titleStarts[title + 1]!; word++) {
        const key = entries[word]! >> 8;
        if (key + 1 >= starts.length) continue;
        const weight = entries[word]! & 255;
        for (let by = starts[key]!; by < starts[key + 1]!; by++) {
          const m = values[by]! >> 8;
          const now = m * STRIDE + TITLE_NOW;
          if (sums[now] === 0) this.#titled[titled++] = m;
          sums[now]! += weight * (values[by]! & 255);
        }
      }
      const counts = entries[titleStarts[title]!]!;
      for (let by = 0; by < titled; by++) {
        const m = this.#titled[by]!;
        const s = m * STRIDE;
        const likeness = likenessOf(sums[s + TITLE_NOW]!, counts);
        sums[s + TITLE_NOW] = 0;
        if (likeness > sums[s + TITLE]!) sums[s + TITLE] = likeness;
        this.#find(m);
      }
    }
  }
}
