import { BLOCK, BLOCK_BITS, BlockPostings } from './block-postings';
import type { Dictionaries } from './dictionary';
import { QUALITIES } from './mastery';
import { AT, flagsOfRow, listsOfRow, NOT_SAID, type ProfileNumbers } from './profile-row';
import { readingOrder, rowStarts } from './reading-order';

/** Numbers of a dictionary in as few bytes as they need. */
export type Ids = Uint16Array | Uint32Array;
const idsFor = (dictionary: { size: number }, length: number): Ids =>
  dictionary.size <= 0x1_0000 ? new Uint16Array(length) : new Uint32Array(length);

/** Two or one bytes full of ones: NOT_SAID inside a column. */
export const NOTHING_16 = 0xffff;
export const NOTHING_8 = 0xff;

/** What a block lacks somewhere: somebody there has no occupation, or no title. */
export const SOME_WITHOUT_OCCUPATION = 1;
export const SOME_WITHOUT_TITLE = 2;

/**
 * Many profiles as columns, in reading order, with the postings of their blocks. Never changed once built: who changed
 * stands in a newer segment and is struck out here (Layers).
 */
export class ProfileSegment {
  readonly nums: Uint32Array;
  /** flagsOfRow tells them apart. */
  readonly flags: Uint8Array;
  readonly least: Uint16Array;
  readonly wished: Uint16Array;
  readonly availableDays: Int32Array;
  readonly halfDays: Uint8Array;
  readonly mobilityKm: Uint16Array;
  readonly weeksMin: Uint16Array;
  readonly weeksMax: Uint16Array;
  readonly experience: Uint8Array;
  readonly places: Ids;
  readonly languages: Ids;
  readonly sectors: Ids;
  readonly exclusions: Ids;
  readonly wishes: Ids;
  readonly titleStarts: Uint32Array;
  readonly titles: Uint32Array;
  readonly skillStarts: Uint32Array;
  readonly skills: Ids;
  readonly masteries: Uint8Array;
  readonly occupationStarts: Uint32Array;
  readonly occupations: Ids;
  readonly occupationWeights: Uint8Array;

  readonly blocks: number;
  readonly blockLacks: Uint8Array;
  readonly skillBlocks: BlockPostings;
  readonly occupationBlocks: BlockPostings;
  readonly wordBlocks: BlockPostings;

  /** `rows`: profile rows one after the other, packed with these dictionaries, in any order. */
  constructor(
    rows: Uint8Array,
    readonly dictionaries: Dictionaries,
  ) {
    const starts = rowStarts(rows);
    const order = readingOrder(rows, starts, dictionaries.occupations.size, dictionaries.skills.size);
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    const size = order.length;
    const count = (field: number): number => starts.reduce((sum, row) => sum + view.getUint16(row + field, true), 0);
    this.nums = new Uint32Array(size);
    this.flags = new Uint8Array(size);
    this.least = new Uint16Array(size);
    this.wished = new Uint16Array(size);
    this.availableDays = new Int32Array(size);
    this.halfDays = new Uint8Array(size);
    this.mobilityKm = new Uint16Array(size);
    this.weeksMin = new Uint16Array(size);
    this.weeksMax = new Uint16Array(size);
    this.experience = new Uint8Array(size);
    this.places = idsFor(dictionaries.places, size);
    this.languages = idsFor(dictionaries.languageSets, size);
    this.sectors = idsFor(dictionaries.sectorSets, size);
    this.exclusions = idsFor(dictionaries.exclusions, size);
    this.wishes = idsFor(dictionaries.wishes, size);
    this.titleStarts = new Uint32Array(size + 1);
    this.titles = new Uint32Array(count(AT.titleCount));
    this.skillStarts = new Uint32Array(size + 1);
    const skills = count(AT.skillCount);
    this.skills = idsFor(dictionaries.skills, skills);
    this.masteries = new Uint8Array(skills);
    this.occupationStarts = new Uint32Array(size + 1);
    const occupations = count(AT.occupationCount);
    this.occupations = idsFor(dictionaries.occupations, occupations);
    this.occupationWeights = new Uint8Array(occupations);
    for (let doc = 0; doc < size; doc++) this.#read(doc, view, starts[order[doc]!]!);

    this.blocks = (size + BLOCK - 1) >> BLOCK_BITS;
    this.blockLacks = this.#lacks();
    this.skillBlocks = BlockPostings.of(
      dictionaries.skills.size,
      (tell) => {
        for (let doc = 0; doc < size; doc++)
          for (let at = this.skillStarts[doc]!; at < this.skillStarts[doc + 1]!; at++)
            tell(this.skills[at]!, doc, QUALITIES[this.masteries[at]!]!);
      },
      true,
    );
    this.occupationBlocks = BlockPostings.of(dictionaries.occupations.size, (tell) => {
      for (let doc = 0; doc < size; doc++)
        for (let at = this.occupationStarts[doc]!; at < this.occupationStarts[doc + 1]!; at++)
          tell(this.occupations[at]!, doc, this.occupationWeights[at]!);
    });
    const { starts: titleStarts, entries } = dictionaries.titles;
    this.wordBlocks = BlockPostings.of(dictionaries.words.size, (tell) => {
      for (let doc = 0; doc < size; doc++)
        for (let at = this.titleStarts[doc]!; at < this.titleStarts[doc + 1]!; at++) {
          const title = titleStarts[this.titles[at]!]!;
          const counts = entries[title]!;
          // What the word adds to a cosine at most, once lowered by what the title counts.
          for (let word = title + 1; word < titleStarts[this.titles[at]! + 1]!; word++)
            tell(entries[word]! >> 8, doc, Math.ceil(((entries[word]! & 255) * counts) / 255));
        }
    });
  }

  get size(): number {
    return this.nums.length;
  }

  /** What all this takes in memory, dictionaries left out. */
  get bytes(): number {
    const tables = Object.values(this).filter((table) => ArrayBuffer.isView(table));
    const indexes = [this.skillBlocks, this.occupationBlocks, this.wordBlocks];
    return [...tables.map(({ byteLength }) => byteLength), ...indexes.map(({ bytes }) => bytes)].reduce(
      (a, b) => a + b,
    );
  }

  #read(doc: number, view: DataView, row: number): void {
    this.nums[doc] = view.getUint32(row + AT.num, true);
    this.flags[doc] = view.getUint8(row + AT.flags);
    this.least[doc] = view.getUint16(row + AT.least, true);
    this.wished[doc] = view.getUint16(row + AT.wished, true);
    this.availableDays[doc] = view.getInt32(row + AT.availableDay, true);
    this.halfDays[doc] = view.getUint8(row + AT.halfDays);
    this.mobilityKm[doc] = view.getUint16(row + AT.mobilityKm, true);
    this.weeksMin[doc] = view.getUint16(row + AT.weeksMin, true);
    this.weeksMax[doc] = view.getUint16(row + AT.weeksMax, true);
    this.experience[doc] = view.getUint8(row + AT.experience);
    this.places[doc] = view.getUint32(row + AT.place, true);
    this.languages[doc] = view.getUint32(row + AT.languages, true);
    this.sectors[doc] = view.getUint32(row + AT.sectors, true);
    this.exclusions[doc] = view.getUint32(row + AT.exclusions, true);
    this.wishes[doc] = view.getUint32(row + AT.wishes, true);
    let entry = listsOfRow(row);
    let to = this.titleStarts[doc]!;
    for (let left = view.getUint16(row + AT.titleCount, true); left > 0; left--, entry += 4)
      this.titles[to++] = view.getUint32(entry, true);
    this.titleStarts[doc + 1] = to;
    to = this.skillStarts[doc]!;
    for (let left = view.getUint16(row + AT.skillCount, true); left > 0; left--, entry += 4) {
      const skill = view.getUint32(entry, true);
      this.skills[to] = skill >>> 6;
      this.masteries[to++] = skill & 63;
    }
    this.skillStarts[doc + 1] = to;
    to = this.occupationStarts[doc]!;
    for (let left = view.getUint16(row + AT.occupationCount, true); left > 0; left--, entry += 4) {
      const occupation = view.getUint32(entry, true);
      this.occupations[to] = occupation >>> 8;
      this.occupationWeights[to++] = occupation & 255;
    }
    this.occupationStarts[doc + 1] = to;
  }

  #lacks(): Uint8Array {
    const lacks = new Uint8Array(this.blocks);
    for (let doc = 0; doc < this.size; doc++) {
      if (this.occupationStarts[doc] === this.occupationStarts[doc + 1])
        lacks[doc >> BLOCK_BITS]! |= SOME_WITHOUT_OCCUPATION;
      if (this.titleStarts[doc] === this.titleStarts[doc + 1]) lacks[doc >> BLOCK_BITS]! |= SOME_WITHOUT_TITLE;
    }
    return lacks;
  }

  /** The numbers of one profile, as they were packed. */
  numbersOf(doc: number): ProfileNumbers {
    const said = (column: Uint16Array | Uint8Array, none: number): number =>
      column[doc] === none ? NOT_SAID : column[doc]!;
    const list = (starts: Uint32Array, entry: (at: number) => number): number[] =>
      Array.from({ length: starts[doc + 1]! - starts[doc]! }, (_, at) => entry(starts[doc]! + at));
    const flags = this.flags[doc]!;
    return {
      num: this.nums[doc]!,
      visible: flagsOfRow.isVisible(flags),
      unavailable: flagsOfRow.isUnavailable(flags),
      modes: flagsOfRow.modesIn(flags),
      least: said(this.least, NOTHING_16),
      wished: said(this.wished, NOTHING_16),
      availableDay: this.availableDays[doc]!,
      halfDays: this.halfDays[doc]!,
      mobilityKm: said(this.mobilityKm, NOTHING_16),
      weeksMin: said(this.weeksMin, NOTHING_16),
      weeksMax: said(this.weeksMax, NOTHING_16),
      experience: said(this.experience, NOTHING_8),
      place: this.places[doc]!,
      languages: this.languages[doc]!,
      sectors: this.sectors[doc]!,
      exclusions: this.exclusions[doc]!,
      wishes: this.wishes[doc]!,
      titles: list(this.titleStarts, (at) => this.titles[at]!),
      skills: list(this.skillStarts, (at) => (this.skills[at]! << 6) | this.masteries[at]!),
      occupations: list(this.occupationStarts, (at) => (this.occupations[at]! << 8) | this.occupationWeights[at]!),
    };
  }
}
