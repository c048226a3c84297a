import { MUST_FLOOR } from '../blockers';
import { likenessOf } from '../criteria/title-words';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import type { Layer } from './layers';
import type { MissionColumns } from './mission-columns';
import { type Postings, postingsOf } from './postings';
import type { ProfileSegment } from './profile-segment';
import { clearSums, type Sums, sumsOf } from './shared-sums';

/**
 * What one mission and the people of a segment have in common, as SharedSums is for a person: reads only people who share
 * a skill, an occupation or a word with it. Keeps a posting for each person, which only pays when very many missions are
 * read.
 */
export class PeopleSums {
  readonly profiles: ProfileSegment;
  readonly sums: Sums;

  /** `person << 6 | mastery` by skill, `person << 8 | weight` by occupation, people by title. */
  readonly #bySkill: Postings;
  readonly #byOccupation: Postings;
  readonly #byTitle: Postings;
  /** Titles by word, and at the same places the word’s weight in them. */
  readonly #titles: Postings;
  readonly #titleWeights: Int32Array;
  readonly #best: Uint8Array;
  readonly #answered: Uint32Array;
  readonly #products: Int32Array;
  readonly #titled: Uint32Array;

  constructor({ segment: profiles, gone }: Layer<ProfileSegment>) {
    this.profiles = profiles;
    const { size, dictionaries } = profiles;
    this.#bySkill = postingsOf(dictionaries.skills.size, (tell) => {
      for (let p = 0; p < size; p++)
        for (let at = profiles.skillStarts[p]!; gone[p] === 0 && at < profiles.skillStarts[p + 1]!; at++)
          tell(profiles.skills[at]!, (p << 6) | profiles.masteries[at]!);
    });
    this.#byOccupation = postingsOf(dictionaries.occupations.size, (tell) => {
      for (let p = 0; p < size; p++)
        for (let at = profiles.occupationStarts[p]!; gone[p] === 0 && at < profiles.occupationStarts[p + 1]!; at++)
          tell(profiles.occupations[at]!, (p << 8) | profiles.occupationWeights[at]!);
    });
    this.#byTitle = postingsOf(dictionaries.titles.size, (tell) => {
      for (let p = 0; p < size; p++)
        for (let at = profiles.titleStarts[p]!; gone[p] === 0 && at < profiles.titleStarts[p + 1]!; at++)
          tell(profiles.titles[at]!, p);
    });
    const { starts, entries } = dictionaries.titles;
    const eachWord = (tell: (word: number, value: number) => void, valueOf: (title: number, at: number) => number) => {
      for (let title = 1; title < dictionaries.titles.size; title++)
        for (let at = starts[title]! + 1; at < starts[title + 1]!; at++) tell(entries[at]! >> 8, valueOf(title, at));
    };
    this.#titles = postingsOf(dictionaries.words.size, (tell) => eachWord(tell, (title) => title));
    this.#titleWeights = postingsOf(dictionaries.words.size, (tell) =>
      eachWord(tell, (_, at) => entries[at]! & 255),
    ).values;
    this.sums = sumsOf(size);
    this.#best = new Uint8Array(size);
    this.#answered = new Uint32Array(size);
    this.#products = new Int32Array(dictionaries.titles.size);
    this.#titled = new Uint32Array(dictionaries.titles.size);
  }

  /** Forgets which mission it read last, and reads mission `m`. */
  read(missions: MissionColumns, m: number): void {
    clearSums(this.sums);
    for (let need = missions.needStarts[m]!; need < missions.needStarts[m + 1]!; need++)
      this.#gatherNeed(missions, need, need < missions.preferredFrom[m]!);
    this.#gatherOccupations(missions, m);
    this.#gatherTitles(missions, m);
  }

  #gatherNeed(missions: MissionColumns, need: number, required: boolean): void {
    const { starts, values } = this.#bySkill;
    const { starts: answerStarts, entries } = missions.answers;
    const best = this.#best;
    const answered = this.#answered;
    const asked = missions.needAsked[need]! << 8;
    let count = 0;
    for (let at = answerStarts[need]!; at < answerStarts[need + 1]!; at++) {
      const skill = entries[at]! >> 8;
      if (skill + 1 >= starts.length) continue;
      const strength = asked | (entries[at]! & 255);
      for (let by = starts[skill]!; by < starts[skill + 1]!; by++) {
        const p = values[by]! >>> 6;
        const satisfaction = SATISFACTIONS[(values[by]! & 63) * PER_MASTERY + strength]!;
        if (satisfaction <= best[p]!) continue;
        if (best[p] === 0) answered[count++] = p;
        best[p] = satisfaction;
      }
    }
    const sums = required ? this.sums.required : this.sums.preferred;
    const { musts } = this.sums;
    const weight = missions.needWeights[need]!;
    const must = missions.needMust[need] === 1;
    for (let at = 0; at < count; at++) {
      const p = answered[at]!;
      const satisfaction = best[p]!;
      best[p] = 0;
      sums[p]! += weight * satisfaction;
      if (must && satisfaction >= MUST_FLOOR) musts[p]!++;
    }
  }

  #gatherOccupations({ occupations }: MissionColumns, m: number): void {
    const { starts, values } = this.#byOccupation;
    const sums = this.sums.occupation;
    for (let at = occupations.starts[m]!; at < occupations.starts[m + 1]!; at++) {
      const occupation = occupations.entries[at]! >> 8;
      if (occupation + 1 >= starts.length) continue;
      const weight = occupations.entries[at]! & 255;
      for (let by = starts[occupation]!; by < starts[occupation + 1]!; by++) {
        sums[values[by]! >>> 8]! += weight * (values[by]! & 255);
      }
    }
  }

  #gatherTitles({ words }: MissionColumns, m: number): void {
    const { starts, values } = this.#titles;
    const { starts: titleStarts, entries } = this.profiles.dictionaries.titles;
    const products = this.#products;
    const titled = this.#titled;
    const sums = this.sums.title;
    let count = 0;
    for (let at = words.starts[m]!; at < words.starts[m + 1]!; at++) {
      const word = words.entries[at]! >> 8;
      if (word + 1 >= starts.length) continue;
      const weight = words.entries[at]! & 255;
      for (let by = starts[word]!; by < starts[word + 1]!; by++) {
        const title = values[by]!;
        if (products[title] === 0) titled[count++] = title;
        products[title]! += weight * this.#titleWeights[by]!;
      }
    }
    for (let at = 0; at < count; at++) {
      const title = titled[at]!;
      const likeness = likenessOf(products[title]!, entries[titleStarts[title]!]!);
      products[title] = 0;
      for (let by = this.#byTitle.starts[title]!; by < this.#byTitle.starts[title + 1]!; by++) {
        const p = this.#byTitle.values[by]!;
        if (likeness > sums[p]!) sums[p] = likeness;
      }
    }
  }
}
