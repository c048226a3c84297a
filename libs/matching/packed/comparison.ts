import { FULL, mutualOf, NO_DATA, perMille } from '../arithmetic';
import { BLOCKED, FREE } from '../blockers';
import { cosineOf } from '../criteria/occupation';
import { NOT_LISTED, TELLING_TITLE } from '../score';
import {
  BLOCKED_BELOW,
  distanceOf,
  durationOf,
  experienceOf,
  kmBetween,
  LANGUAGE_MISSING,
  languagesValue,
  lesser,
  payOf,
  placeOf,
  rateOf,
  remoteOf,
  rhythmOf,
  sectorValue,
  Tally,
  timeOf,
} from './kernel';
import { CRITERION, WEIGHTS } from './mission-columns';
import {
  BUDGET,
  EXPERIENCE,
  KINDS,
  LANGUAGES,
  type MissionSegment,
  PLACE,
  RHYTHM,
  SECTOR,
  START,
  WEEKS,
} from './mission-segment';
import { blocksByDates, blocksByMode, blocksByPlace, blocksByRate, refuses } from './obstacles';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';
import { MUSTS, OCCUPATION, PREFERRED, REQUIRED, SharedSums, STRIDE, TITLE } from './shared-sums';

/** Nothing in common, or the person does not want to be there: the pair stands in no list. */
export const APART = -1;

/** Ways of working as MODE_BIT: a table by them is this long. */
const MODES = 8;

const mine = new Tally();
const theirs = new Tally();

/**
 * Compares one person with the missions of a segment: `take` reads what they share, and what the person comes to for
 * each class of missions; `standing` and `potential` then put a pair together from tables. Keeps its tables between
 * people; one per segment and thread.
 */
export class Comparison {
  readonly shared: SharedSums;
  /** By class of missions: the values of criteria, NO_DATA where a side is silent, and what blocks. */
  readonly #rate: Int16Array;
  readonly #pay: Int16Array;
  readonly #rateBlocks: Uint8Array;
  readonly #time: Int16Array;
  readonly #rhythm: Int16Array;
  readonly #datesBlock: Uint8Array;
  readonly #languages: Int16Array;
  readonly #sector: Int16Array;
  readonly #experience: Int16Array;
  readonly #duration: Int16Array;
  readonly #place: Int16Array;
  readonly #distance: Int16Array;
  readonly #placeBlocks: Uint8Array;
  /** For whom each place was reckoned last, people counted from 1. */
  readonly #reckoned: Int32Array;
  #person = 0;
  readonly #remote = new Int16Array(MODES);
  readonly #modeBlocks = new Uint8Array(MODES);
  /** What the person wishes, by occupation. */
  #wish = new Int32Array(0);
  #profiles: ProfileSegment | undefined;
  #p = 0;
  #hasOccupations = false;
  #hasTitles = false;
  #hasExclusions = false;

  constructor(readonly segment: MissionSegment) {
    this.shared = new SharedSums(segment);
    const classes = segment.examples.map(({ length }) => length);
    this.#rate = new Int16Array(classes[BUDGET]!);
    this.#pay = new Int16Array(classes[BUDGET]!);
    this.#rateBlocks = new Uint8Array(classes[BUDGET]!);
    this.#time = new Int16Array(classes[START]!);
    this.#rhythm = new Int16Array(classes[RHYTHM]!);
    this.#datesBlock = new Uint8Array(classes[START]!);
    this.#languages = new Int16Array(classes[LANGUAGES]!);
    this.#sector = new Int16Array(classes[SECTOR]!);
    this.#experience = new Int16Array(classes[EXPERIENCE]!);
    this.#duration = new Int16Array(classes[WEEKS]!);
    this.#place = new Int16Array(classes[PLACE]!);
    this.#distance = new Int16Array(classes[PLACE]!);
    this.#placeBlocks = new Uint8Array(classes[PLACE]!);
    this.#reckoned = new Int32Array(classes[PLACE]!);
  }

  /** Reads what person `p` shares with every mission; false when nobody may be shown them. */
  take(profiles: ProfileSegment, p: number): boolean {
    this.#forget();
    if (!flagsOfRow.isVisible(profiles.flags[p]!)) return false;
    this.#profiles = profiles;
    this.#p = p;
    this.#hasOccupations = profiles.occupationStarts[p] !== profiles.occupationStarts[p + 1];
    this.#hasTitles = profiles.titleStarts[p] !== profiles.titleStarts[p + 1];
    this.#hasExclusions = profiles.exclusions[p] !== 0;
    this.shared.read(profiles, p);
    this.#layWish(profiles, p);
    this.#layClasses(profiles, p);
    return true;
  }

  /** How the pair stands: FREE, BLOCKED by what an adviser may lift, or APART. */
  standing(m: number): number {
    const { sums } = this.shared;
    const { missions, classOf } = this.segment;
    const s = m * STRIDE;
    const required = sums[s + REQUIRED]!;
    // As perMille(…) > 0: a thousandth at least.
    const evidence =
      (required > 0 && required * FULL >= missions.requiredWhole[m]!) ||
      cosineOf(sums[s + OCCUPATION]!) > 0 ||
      sums[s + TITLE]! >= TELLING_TITLE;
    if (!evidence) return APART;
    if (this.#hasExclusions && refuses(this.#profiles!, this.#p, missions, m)) return APART;
    const c = m * KINDS;
    const blocked =
      sums[s + MUSTS]! < missions.musts[m]! ||
      this.#rateBlocks[classOf[c + BUDGET]!] === 1 ||
      this.#datesBlock[classOf[c + START]!] === 1 ||
      this.#modeBlocks[missions.modes[m]!] === 1 ||
      this.#languages[classOf[c + LANGUAGES]!]! >= LANGUAGE_MISSING ||
      this.#placeBlocks[this.#placeOf(m)] === 1;
    return blocked ? BLOCKED : FREE;
  }

  /** What the pair, not APART, would score if nothing blocked it. */
  potential(m: number): number {
    const { sums } = this.shared;
    const { missions, classOf } = this.segment;
    const { weights } = missions;
    const s = m * STRIDE;
    const w = m * WEIGHTS;
    const c = m * KINDS;
    const hasOccupations = missions.occupations.starts[m] !== missions.occupations.starts[m + 1];
    const hasWords = missions.words.starts[m] !== missions.words.starts[m + 1];
    const place = this.#placeOf(m);
    const sector = this.#sector[classOf[c + SECTOR]!]!;
    const languages = this.#languages[classOf[c + LANGUAGES]!]!;
    theirs.sum = theirs.weight = 0;
    if (missions.requiredWhole[m]! > 0)
      theirs.add(weights[w + CRITERION['required-skills']]!, perMille(sums[s + REQUIRED]!, missions.requiredWhole[m]!));
    if (missions.preferredWhole[m]! > 0)
      theirs.add(
        weights[w + CRITERION['preferred-skills']]!,
        perMille(sums[s + PREFERRED]!, missions.preferredWhole[m]!),
      );
    if (hasOccupations && this.#hasOccupations)
      theirs.add(weights[w + CRITERION.occupation]!, cosineOf(sums[s + OCCUPATION]!));
    if (hasWords && this.#hasTitles) theirs.add(weights[w + CRITERION['title-words']]!, sums[s + TITLE]!);
    theirs.add(weights[w + CRITERION.rate]!, this.#rate[classOf[c + BUDGET]!]!);
    theirs.add(
      weights[w + CRITERION.availability]!,
      lesser(this.#time[classOf[c + START]!]!, this.#rhythm[classOf[c + RHYTHM]!]!),
    );
    theirs.add(weights[w + CRITERION.experience]!, this.#experience[classOf[c + EXPERIENCE]!]!);
    theirs.add(weights[w + CRITERION.place]!, this.#place[place]!);
    if (languages !== NO_DATA) theirs.add(weights[w + CRITERION.languages]!, languages & (LANGUAGE_MISSING - 1));
    theirs.add(weights[w + CRITERION.sector]!, sector);

    mine.sum = mine.weight = 0;
    mine.add(weights[w + CRITERION.pay]!, this.#pay[classOf[c + BUDGET]!]!);
    mine.add(weights[w + CRITERION['remote-wish']]!, this.#remote[missions.modes[m]!]!);
    if (hasOccupations && this.#profiles!.wishes[this.#p] !== 0)
      mine.add(weights[w + CRITERION['wished-occupation']]!, this.#wishFor(m));
    mine.add(weights[w + CRITERION.distance]!, this.#distance[place]!);
    mine.add(weights[w + CRITERION.duration]!, this.#duration[classOf[c + WEEKS]!]!);
    mine.add(weights[w + CRITERION['sector-wish']]!, sector);
    return mutualOf(theirs.score(), mine.score());
  }

  /** The rank of the pair, as rankOf. */
  rank(m: number): number {
    const standing = this.standing(m);
    if (standing === APART) return NOT_LISTED;
    return standing === FREE ? this.potential(m) : this.potential(m) - BLOCKED_BELOW;
  }

  #forget(): void {
    this.shared.clear();
    if (this.#profiles) this.#eachWish(this.#profiles, this.#p, (occupation) => (this.#wish[occupation] = 0));
    this.#profiles = undefined;
  }

  /** What the person comes to for each class of missions; places only when they are asked for. */
  #layClasses(profiles: ProfileSegment, p: number): void {
    const { missions, examples } = this.segment;
    const each = (kind: number, lay: (m: number, at: number) => void): void => {
      const those = examples[kind]!;
      for (let at = 0; at < those.length; at++) lay(those[at]!, at);
    };
    each(BUDGET, (m, at) => {
      this.#rate[at] = rateOf(profiles, p, missions, m);
      this.#pay[at] = payOf(profiles, p, missions, m);
      this.#rateBlocks[at] = Number(blocksByRate(profiles, p, missions, m));
    });
    each(START, (m, at) => {
      this.#time[at] = timeOf(profiles, p, missions, m);
      this.#datesBlock[at] = Number(blocksByDates(profiles, p, missions, m));
    });
    each(RHYTHM, (m, at) => (this.#rhythm[at] = rhythmOf(profiles, p, missions, m)));
    each(LANGUAGES, (m, at) => {
      this.#languages[at] = languagesValue(missions, missions.languages[m]!, profiles.languages[p]!);
    });
    each(SECTOR, (m, at) => {
      this.#sector[at] = sectorValue(missions, missions.sectorsCompared[m]!, profiles.sectors[p]!);
    });
    each(EXPERIENCE, (m, at) => (this.#experience[at] = experienceOf(profiles, p, missions, m)));
    each(WEEKS, (m, at) => (this.#duration[at] = durationOf(profiles, p, missions, m)));
    for (let mode = 0; mode < MODES; mode++) {
      this.#remote[mode] = remoteOf(profiles, p, mode);
      this.#modeBlocks[mode] = Number(blocksByMode(profiles, p, mode));
    }
    this.#person++;
  }

  /** The place class of a mission, reckoned for the person who is compared. */
  #placeOf(m: number): number {
    const place = this.segment.classOf[m * KINDS + PLACE]!;
    if (this.#reckoned[place] === this.#person) return place;
    this.#reckoned[place] = this.#person;
    const [profiles, p, { missions }] = [this.#profiles!, this.#p, this.segment];
    const km = kmBetween(profiles, p, missions, m);
    this.#place[place] = placeOf(profiles, p, missions, m, km);
    this.#distance[place] = distanceOf(profiles, p, missions, m, km);
    this.#placeBlocks[place] = Number(blocksByPlace(profiles, p, missions, m, km));
    return place;
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
