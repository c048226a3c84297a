import { FULL, mutualOf, NO_DATA, perMille } from '../arithmetic';
import { MUST_FLOOR } from '../blockers';
import { cosineOf } from '../criteria/occupation';
import { likenessOf } from '../criteria/title-words';
import { NOT_LISTED, TELLING_TITLE } from '../score';
import {
  AT_MOST,
  blocks,
  freelancerSide,
  LANGUAGE_MISSING,
  languagesValue,
  meanOf,
  missionSide,
  refuses,
  restOfWeights,
  sectorValue,
} from './kernel';
import { flagsOfRow } from './profile-row';
import { PER_MASTERY, SATISFACTIONS } from './mastery';
import { CRITERION, WEIGHTS } from './mission-columns';
import { BOUND_STRIDE, COSINE_WHOLE, type MissionSegment } from './mission-segment';
import type { ProfileSegment } from './profile-segment';

/** A blocked pair’s rank lies this far under what it would be. */
export const BLOCKED_BELOW = FULL + 1;

/** What a person and a mission have in common: so many numbers a mission, so that they lie side by side. */
const STRIDE = 8;
const REQUIRED = 0;
const PREFERRED = 1;
const OCCUPATION = 2;
const TITLE = 3;
/** The title being read. */
const TITLE_NOW = 4;
const MUSTS = 5;

/** Above the mean of a side by its rounding, and by what 32-bit fractions leave out. */
const ROUNDING = 0.51;

/**
 * Compares one person with all missions of a segment: `gather` reads the missions that share a skill, an occupation or
 * a word with them, and sums up what they share; `bound` says the most a pair may come to, `rank` what it is. Keeps its
 * tables between people; one per segment and thread.
 */
export class MissionSearch {
  /** The missions that share something with the person, `count` of them, in no order. */
  readonly found: Uint32Array;
  count = 0;

  readonly #sums: Int32Array;
  readonly #isFound: Uint8Array;
  readonly #best: Uint8Array;
  readonly #needsMet: Uint32Array;
  readonly #titled: Uint32Array;
  readonly #rests: Int32Array;
  /** What the person wishes, by occupation. */
  #wish = new Int32Array(0);
  #bounds: Float32Array = new Float32Array(0);
  #profiles: ProfileSegment | undefined;
  #p = 0;
  #hasOccupations = false;
  #hasTitles = false;

  constructor(readonly segment: MissionSegment) {
    const { missions, missionOfNeed } = segment;
    this.found = new Uint32Array(missions.size);
    this.#sums = new Int32Array(missions.size * STRIDE);
    this.#isFound = new Uint8Array(missions.size);
    this.#best = new Uint8Array(missionOfNeed.length);
    this.#needsMet = new Uint32Array(missionOfNeed.length);
    this.#titled = new Uint32Array(missions.size);
    this.#rests = Int32Array.from({ length: missions.size }, (_, m) => restOfWeights(missions, m));
  }

  /** Reads what person `p` shares with every mission; false when nobody may be shown them. */
  gather(profiles: ProfileSegment, p: number): boolean {
    this.#forget();
    if (!flagsOfRow.isVisible(profiles.flags[p]!)) return false;
    this.#profiles = profiles;
    this.#p = p;
    this.#hasOccupations = profiles.occupationStarts[p] !== profiles.occupationStarts[p + 1];
    this.#hasTitles = profiles.titleStarts[p] !== profiles.titleStarts[p + 1];
    this.#bounds = this.segment.bounds(this.#hasOccupations, this.#hasTitles);
    this.#gatherSkills(profiles, p);
    this.#gatherOccupations(profiles, p);
    this.#gatherTitles(profiles, p);
    this.#layWish(profiles, p);
    return true;
  }

  /** The most the pair’s rank may be; NOT_LISTED when it has nothing in common. */
  bound(m: number): number {
    const sums = this.#sums;
    const s = m * STRIDE;
    const { missions } = this.segment;
    const required = sums[s + REQUIRED]!;
    const occupation = Math.min(COSINE_WHOLE, sums[s + OCCUPATION]!);
    const title = sums[s + TITLE]!;
    // As perMille(…) > 0: a thousandth at least.
    if (required * FULL < missions.requiredWhole[m]! || required === 0)
      if (occupation * FULL < COSINE_WHOLE && title < TELLING_TITLE) return NOT_LISTED;
    const b = m * BOUND_STRIDE;
    const bounds = this.#bounds;
    const mean =
      required * bounds[b]! +
      sums[s + PREFERRED]! * bounds[b + 1]! +
      occupation * bounds[b + 2]! +
      title * bounds[b + 3]! +
      bounds[b + 4]!;
    const most = AT_MOST[Math.min(FULL, Math.floor(mean + ROUNDING))]!;
    return sums[s + MUSTS]! < missions.musts[m]! ? most - BLOCKED_BELOW : most;
  }

  /** The rank of the pair; NOT_LISTED also as soon as it is certain to be under `floor`. */
  rank(m: number, floor: number): number {
    const profiles = this.#profiles!;
    const p = this.#p;
    const { missions } = this.segment;
    const { weights } = missions;
    if (refuses(profiles, p, missions, m)) return NOT_LISTED;
    const sums = this.#sums;
    const s = m * STRIDE;
    const languages = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    const blocked =
      sums[s + MUSTS]! < missions.musts[m]! || languages >= LANGUAGE_MISSING || blocks(profiles, p, missions, m);
    const needed = blocked ? floor + BLOCKED_BELOW : floor;
    if (needed > FULL) return NOT_LISTED;

    const w = m * WEIGHTS;
    let sum = 0;
    let weight = 0;
    let evidence = false;
    if (missions.requiredWhole[m]! > 0) {
      const value = perMille(sums[s + REQUIRED]!, missions.requiredWhole[m]!);
      evidence = value > 0;
      weight = weights[w + CRITERION['required-skills']]!;
      sum = weight * value;
    }
    if (missions.preferredWhole[m]! > 0) {
      const preferred = weights[w + CRITERION['preferred-skills']]!;
      sum += preferred * perMille(sums[s + PREFERRED]!, missions.preferredWhole[m]!);
      weight += preferred;
    }
    const hasOccupations = missions.occupations.starts[m] !== missions.occupations.starts[m + 1];
    if (hasOccupations && this.#hasOccupations) {
      const value = cosineOf(sums[s + OCCUPATION]!);
      evidence ||= value > 0;
      sum += weights[w + CRITERION.occupation]! * value;
      weight += weights[w + CRITERION.occupation]!;
    }
    if (missions.words.starts[m] !== missions.words.starts[m + 1] && this.#hasTitles) {
      const value = sums[s + TITLE]!;
      evidence ||= value >= TELLING_TITLE;
      sum += weights[w + CRITERION['title-words']]! * value;
      weight += weights[w + CRITERION['title-words']]!;
    }
    if (!evidence) return NOT_LISTED;
    const rest = this.#rests[m]!;
    const most = meanOf(sum + FULL * rest, weight + rest);
    if (most !== NO_DATA && AT_MOST[most]! < needed) return NOT_LISTED;
    const sector = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    const wish = hasOccupations && profiles.wishes[p] !== 0 ? this.#wishFor(m) : NO_DATA;
    const fitFreelancer = freelancerSide(profiles, p, missions, m, wish, sector);
    if (most !== NO_DATA && mutualOf(most, fitFreelancer) < needed) return NOT_LISTED;
    const fitMission = missionSide(profiles, p, missions, m, sum, weight, languages, sector);
    const potential = mutualOf(fitMission, fitFreelancer);
    return blocked ? potential - BLOCKED_BELOW : potential;
  }

  #forget(): void {
    for (let at = 0; at < this.count; at++) {
      const m = this.found[at]!;
      this.#isFound[m] = 0;
      this.#sums.fill(0, m * STRIDE, m * STRIDE + STRIDE);
    }
    this.count = 0;
    if (this.#profiles) this.#eachWish(this.#profiles, this.#p, (occupation) => (this.#wish[occupation] = 0));
    this.#profiles = undefined;
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
    const sums = this.#sums;
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
    const sums = this.#sums;
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
    const sums = this.#sums;
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

  #layWish(profiles: ProfileSegment, p: number): void {
    const { size } = profiles.dictionaries.occupations;
    if (this.#wish.length < size) this.#wish = new Int32Array(size * 2);
    this.#eachWish(profiles, p, (occupation, weight) => (this.#wish[occupation]! += weight));
  }

  #eachWish(profiles: ProfileSegment, p: number, visit: (occupation: number, weight: number) => void): void {
    const { starts, entries } = profiles.dictionaries.wishes;
    const wish = profiles.wishes[p]!;
    for (let at = starts[wish]!; at < starts[wish + 1]!; at++) visit(entries[at]! >> 8, entries[at]! & 255);
  }

  #wishFor(m: number): number {
    const { starts, entries } = this.segment.missions.occupations;
    let product = 0;
    for (let at = starts[m]!; at < starts[m + 1]!; at++)
      product += this.#wish[entries[at]! >> 8]! * (entries[at]! & 255);
    return cosineOf(product);
  }
}
