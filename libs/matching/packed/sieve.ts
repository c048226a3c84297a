import { FULL } from '../arithmetic';
import { isTooLate } from '../criteria/availability';
import { rateOutOfReach } from '../criteria/rate';
import type { BlockBounds } from './block-bounds';
import { BLOCK, BLOCK_BITS } from './block-postings';
import type { CompiledMission } from './compiled-mission';
import { LANGUAGE_MISSING, leastFit } from './kernel';
import type { Layer } from './layers';
import { QUALITIES } from './mastery';
import { blocksByPlace, blocksWhoever, refuses } from './obstacles';
import { fitOf, reachesFit } from './person-side';
import { NO_DAY } from './profile-row';
import { NOTHING_16, type ProfileSegment, SOME_WITHOUT_OCCUPATION, SOME_WITHOUT_TITLE } from './profile-segment';

/** The first whole number from `from` on that is true of; what is true of one is true of all above it. `to` when none is. */
function firstWhere(from: number, to: number, isTrue: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const LATEST_DAYS = firstWhere(0, 1 << 16, isTooLate) - 1;
const LAST_DAY = 0x7fff_ffff;
const FLAGS = 256;

/**
 * Lets through, of the people of a block, those who are free of obstacles and may reach a floor: few more than do, and
 * never one less. Each question is asked of all who are left before the next, which costs more: whoever is read has their
 * numbers next to those of others, and processors guess better.
 */
export class Sieve {
  /** Who is left. */
  readonly left = new Uint32Array(BLOCK);
  /** What is known of their side, and how far they live. */
  readonly #sides = new Int32Array(BLOCK);
  readonly #kms = new Int32Array(BLOCK);
  #mission!: CompiledMission;
  /** By flags: 1 for whoever is visible, takes missions and works the way it is done. */
  readonly #open = new Uint8Array(FLAGS);
  /** The most that may be asked, and the latest day to be free, for the two to meet. */
  #dearest = 0;
  #latest = 0;
  /** By skill: how much a person of the best quality, out of 255, adds to the weighted sum of the mission’s side, at most. */
  #worths = new Float64Array(0);
  readonly #met: number[] = [];

  #floor = 0;
  /** Weighted sum and weights of the mission’s side that skills are added to; those of occupation and title apart. */
  #sum = 0;
  #weight = 0;
  #occupation = 0;
  #occupationWeight = 0;
  #hasOccupations = true;
  #title = 0;
  #titleWeight = 0;
  #hasTitles = true;
  /** What preferred skills add to it at most. */
  #preferred = 0;

  compile(mission: CompiledMission): void {
    const { missions, m } = mission;
    this.#mission = mission;
    for (let flags = 0; flags < FLAGS; flags++) this.#open[flags] = blocksWhoever(flags, missions.modes[m]!) ? 0 : 1;
    const budget = missions.budgets[m]!;
    const start = missions.startDays[m]!;
    this.#dearest = firstWhere(0, NOTHING_16, (least) => budget > 0 && rateOutOfReach(budget, least)) - 1;
    this.#latest = start === NO_DAY ? LAST_DAY : Math.min(LAST_DAY, start + LATEST_DAYS);
    this.#layWorths();
  }

  /** Who in a block may reach `floor`, which is not negative: fills `left` and gives their number. */
  read({ segment, aside }: Layer<ProfileSegment>, bounds: BlockBounds, block: number, floor: number): number {
    this.#aim(segment, bounds, block, floor);
    const { needs } = bounds;
    needs.narrow(block, this.#short(FULL) - this.#preferred);
    let count = this.#able(block << BLOCK_BITS, segment.size, needs.low, needs.high);
    if (count > 0) count = this.#free(segment, aside, count);
    if (count === 0) return 0;
    const least = floor === 0 ? 0 : leastFit(floor, bounds.sides[block]!);
    count = this.#wishing(segment, count, least);
    if (count > 0) count = this.#near(segment, bounds, count, least);
    return count;
  }

  /** Lays out what skills must come to in a block for a rank of `floor`. */
  #aim(segment: ProfileSegment, bounds: BlockBounds, block: number, floor: number): void {
    const { requiredWeight, preferredWeight, occupationWeight, titleWeight, rest } = this.#mission;
    const lacks = segment.blockLacks[block]!;
    this.#floor = floor;
    this.#sum = FULL * rest;
    this.#weight = requiredWeight + preferredWeight + rest;
    this.#occupationWeight = occupationWeight;
    this.#occupation = occupationWeight * bounds.occupation(block);
    this.#hasOccupations = (lacks & SOME_WITHOUT_OCCUPATION) === 0;
    this.#titleWeight = titleWeight;
    this.#title = titleWeight * bounds.title(block);
    this.#hasTitles = (lacks & SOME_WITHOUT_TITLE) === 0;
    this.#preferred = FULL * preferredWeight;
  }

  /** What skills must add to the weighted sum, at least, for somebody whose own side comes to `fit`; all else perfect. */
  #short(fit: number): number {
    if (this.#floor === 0) return 0;
    // Half a point less will do: scores are rounded, halves up.
    const least = leastFit(this.#floor, fit) - 0.5;
    let short = this.#weight * least - this.#sum;
    // Somebody without a title or an occupation is not measured by it.
    const byOccupation = this.#occupation - this.#occupationWeight * least;
    if (byOccupation > 0 || this.#hasOccupations) short -= byOccupation;
    const byTitle = this.#title - this.#titleWeight * least;
    if (byTitle > 0 || this.#hasTitles) short -= byTitle;
    // A little less, for sums that are not whole.
    return short - 1;
  }

  /** Those of the bits of a block. */
  #able(from: number, size: number, low: number, high: number): number {
    const { left } = this;
    let count = 0;
    for (let rest = low; rest !== 0; rest &= rest - 1) left[count++] = from + 31 - Math.clz32(rest & -rest);
    for (let rest = high; rest !== 0; rest &= rest - 1) left[count++] = from + 63 - Math.clz32(rest & -rest);
    while (count > 0 && left[count - 1]! >= size) count--;
    return count;
  }

  /** Those whom nothing keeps from the mission, wherever they are. */
  #free(segment: ProfileSegment, aside: Uint8Array, count: number): number {
    const { flags, least, availableDays, exclusions } = segment;
    const { missions, m, languages } = this.#mission;
    const [left, open, dearest, latest] = [this.left, this.#open, this.#dearest, this.#latest];
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const p = left[at]!;
      if (availableDays[p]! > latest) continue;
      if (least[p]! > dearest && least[p] !== NOTHING_16) continue;
      if (open[flags[p]!] === 0) continue;
      if (languages[segment.languages[p]!]! >= LANGUAGE_MISSING) continue;
      if (aside[p] === 1) continue;
      if (exclusions[p] !== 0 && refuses(segment, p, missions, m)) continue;
      left[kept++] = p;
    }
    return kept;
  }

  /** Those who wish for such a mission as much as they must; `least`: the least anybody’s side must come to. */
  #wishing(segment: ProfileSegment, count: number, least: number): number {
    const [left, sides] = [this.left, this.#sides];
    const { person } = this.#mission;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const p = left[at]!;
      const side = person.wishes(segment, p);
      if (!reachesFit(side + person.perfect, least)) continue;
      sides[kept] = side;
      left[kept++] = p;
    }
    return kept;
  }

  /** Those who can get there, and come to enough with what they have of the skills. */
  #near(segment: ProfileSegment, { needs }: BlockBounds, count: number, least: number): number {
    const mission = this.#mission;
    const { missions, m } = mission;
    const [left, sides, kms] = [this.left, this.#sides, this.#kms];
    for (let at = 0; at < count; at++) kms[at] = mission.km(segment.places[left[at]!]!);
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const p = left[at]!;
      if (blocksByPlace(segment, p, missions, m, kms[at]!)) continue;
      const side = mission.person.of(segment, p, kms[at]!, sides[at]!);
      if (!reachesFit(side, least)) continue;
      const short = this.#short(fitOf(side));
      if (short > needs.most(p & (BLOCK - 1)) + this.#preferred) continue;
      if (short > 0 && this.#worth(segment, p) < short) continue;
      left[kept++] = p;
    }
    return kept;
  }

  /** What somebody’s skills add to the weighted sum of the mission’s side, at most. */
  #worth({ skillStarts, skills, masteries }: ProfileSegment, p: number): number {
    const worths = this.#worths;
    let worth = 0;
    for (let at = skillStarts[p]!, end = skillStarts[p + 1]!; at < end; at++)
      worth += worths[skills[at]!]! * QUALITIES[masteries[at]!]!;
    return worth;
  }

  #layWorths(): void {
    for (const skill of this.#met) this.#worths[skill] = 0;
    this.#met.length = 0;
    const { missions, m, requiredWeight, preferredWeight } = this.#mission;
    const { starts, entries } = missions.answers;
    const { size } = missions.dictionaries.skills;
    if (this.#worths.length < size) this.#worths = new Float64Array(size * 2);
    for (let need = missions.needStarts[m]!; need < missions.needStarts[m + 1]!; need++) {
      const isRequired = need < missions.preferredFrom[m]!;
      const weight = FULL * missions.needWeights[need]! * (isRequired ? requiredWeight : preferredWeight);
      const whole = isRequired ? missions.requiredWhole[m]! : missions.preferredWhole[m]!;
      for (let at = starts[need]!; at < starts[need + 1]!; at++) {
        const skill = entries[at]! >> 8;
        this.#worths[skill]! += (weight * (entries[at]! & 255)) / (whole * 255);
        this.#met.push(skill);
      }
    }
  }
}
