import { rankOfLevel } from '../criteria/languages';
import { leastAsked, rateWished } from '../criteria/rate';
import type { MatchContext, OccupationWeight, ProfileFacts } from '../model';
import { prepareProfile, yearOf } from '../prepare';
import type { Dictionaries } from './dictionary';
import { MASTERIES, masteryOf } from './mastery';

/** Raised when the bytes below mean something else. */
const VERSION = 1;

/** No day, as a day number. */
export const NO_DAY = -0x8000_0000;
/** No value, in a field that cannot be negative. */
export const NOT_SAID = -1;

/**
 * A profile as whole numbers: all that a rank reads, nothing that only sentences need. NOT_SAID stands for a missing
 * rate, reach, length or experience, NO_DAY for a missing day, 0 for any other missing thing.
 */
export interface ProfileNumbers {
  num: number;
  visible: boolean;
  unavailable: boolean;
  /** MODE_BIT of every way of working accepted. */
  modes: number;
  least: number;
  wished: number;
  availableDay: number;
  /** Days a week, in halves. */
  halfDays: number;
  mobilityKm: number;
  weeksMin: number;
  weeksMax: number;
  experience: number;
  /** Numbers of Dictionaries’ lists. */
  place: number;
  languages: number;
  sectors: number;
  exclusions: number;
  wishes: number;
  /** Numbers of titles that have words. */
  titles: readonly number[];
  /** `skill << 6 | mastery`. */
  skills: readonly number[];
  /** `occupation << 8 | weight`. */
  occupations: readonly number[];
}

const U8 = 0xff;
const U16 = 0xffff;
const U32 = 0xffff_ffff;

/** The value, when it is a whole number from `low` to `high`; throws a RangeError naming the field otherwise. */
export function whole(value: number, low: number, high: number, field: string): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(`${field} must be a whole number from ${low} to ${high}, not ${value}`);
}

/** `id << bits | low`, for an id of a dictionary. */
export const joined = (id: number, bits: number, low: number): number =>
  (whole(id, 0, 0x7fff_ffff >> bits, 'An id') << bits) | low;

export const occupationsOf = (dictionaries: Dictionaries, weights: readonly OccupationWeight[] = []): number[] =>
  weights.map(({ occupation, weight }) =>
    joined(dictionaries.occupations.idOf(occupation), 8, whole(weight, 1, U8, 'weight')),
  );

/** The profile in numbers, as it stands on the context’s day; throws a RangeError for a value no row can hold. */
export function profileNumbers(facts: ProfileFacts, context: MatchContext, dictionaries: Dictionaries): ProfileNumbers {
  const year = yearOf(context.today);
  const least = leastAsked(facts);
  const { titles, modes } = prepareProfile(facts, context);
  const exclusions = [
    ...(facts.excludedOrganisations ?? []).map((key) => joined(dictionaries.organisations.idOf(key), 1, 0)),
    ...(facts.excludedSectors ?? []).map((key) => joined(dictionaries.sectors.idOf(key), 1, 1)),
  ];
  return {
    num: whole(facts.num, 0, U32 >>> 1, 'num'),
    visible: facts.visible !== false,
    unavailable: facts.unavailable === true,
    modes,
    least: least ?? NOT_SAID,
    wished: least === undefined ? NOT_SAID : rateWished(facts, least),
    availableDay: facts.availableFromDay ?? NO_DAY,
    halfDays: whole((facts.daysPerWeek ?? 0) * 2, 0, U8, 'twice daysPerWeek'),
    mobilityKm: facts.mobilityKm ?? NOT_SAID,
    weeksMin: facts.missionWeeksMin ?? NOT_SAID,
    weeksMax: facts.missionWeeksMax ?? NOT_SAID,
    experience: facts.experienceYears ?? NOT_SAID,
    place: facts.place ? dictionaries.places.idOf([facts.place.x, facts.place.y, facts.place.z]) : 0,
    languages: languagesOf(dictionaries, facts.languages),
    sectors: dictionaries.sectorSets.idOf((facts.sectors ?? []).map((key) => dictionaries.sectors.idOf(key))),
    exclusions: dictionaries.exclusions.idOf(exclusions),
    wishes: dictionaries.wishes.idOf(occupationsOf(dictionaries, facts.wishes)),
    titles: titles
      .filter(({ keys }) => keys.length > 0)
      .map(({ keys, weights, weight }) =>
        dictionaries.titles.idOf([
          whole(weight, 1, U8, 'weight'),
          ...keys.map((key, at) => joined(dictionaries.words.idOf(key), 8, whole(weights[at]!, 1, U8, 'weight'))),
        ]),
      ),
    skills: (facts.skills ?? []).map((skill) => joined(dictionaries.skills.idOf(skill.id), 6, masteryOf(skill, year))),
    occupations: occupationsOf(dictionaries, facts.occupations),
  };
}

/** The number of a set of languages. */
export const languagesOf = (dictionaries: Dictionaries, languages: ProfileFacts['languages'] = []): number =>
  dictionaries.languageSets.idOf(
    languages.map((fact) => joined(dictionaries.languages.idOf(fact.code), 3, rankOfLevel(fact))),
  );

const VISIBLE = 1;
const UNAVAILABLE = 2;
const MODES_AT = 2;
/** Bytes before the lists. */
const HEAD = 48;

/** Where each field of a row stands. Two bytes too many for a value mean NOT_SAID; all little-endian. */
export const AT = {
  version: 0,
  flags: 1,
  halfDays: 2,
  experience: 3,
  num: 4,
  least: 8,
  wished: 10,
  availableDay: 12,
  mobilityKm: 16,
  weeksMin: 18,
  weeksMax: 20,
  titleCount: 22,
  skillCount: 24,
  occupationCount: 26,
  place: 28,
  languages: 32,
  sectors: 36,
  exclusions: 40,
  wishes: 44,
} as const;

const said16 = (value: number, field: string): number => (value === NOT_SAID ? U16 : whole(value, 0, U16 - 1, field));

/** The row of a profile: what is stored, copied between machines and loaded by the million. */
export function encodeProfile(n: ProfileNumbers): Uint8Array {
  const row = new Uint8Array(HEAD + 4 * (n.titles.length + n.skills.length + n.occupations.length));
  const view = new DataView(row.buffer);
  view.setUint8(AT.version, VERSION);
  view.setUint8(
    AT.flags,
    (n.visible ? VISIBLE : 0) | (n.unavailable ? UNAVAILABLE : 0) | (whole(n.modes, 0, 7, 'modes') << MODES_AT),
  );
  view.setUint8(AT.halfDays, whole(n.halfDays, 0, U8, 'halfDays'));
  view.setUint8(AT.experience, n.experience === NOT_SAID ? U8 : whole(n.experience, 0, U8 - 1, 'experience'));
  view.setUint32(AT.num, n.num, true);
  view.setUint16(AT.least, said16(n.least, 'dailyRateMin'), true);
  view.setUint16(AT.wished, said16(n.wished, 'dailyRateTarget'), true);
  view.setInt32(AT.availableDay, whole(n.availableDay, NO_DAY, 0x7fff_ffff, 'availableDay'), true);
  view.setUint16(AT.mobilityKm, said16(n.mobilityKm, 'mobilityKm'), true);
  view.setUint16(AT.weeksMin, said16(n.weeksMin, 'missionWeeksMin'), true);
  view.setUint16(AT.weeksMax, said16(n.weeksMax, 'missionWeeksMax'), true);
  const lists = [n.titles, n.skills, n.occupations];
  [AT.titleCount, AT.skillCount, AT.occupationCount].forEach((at, which) =>
    view.setUint16(at, whole(lists[which]!.length, 0, U16, 'A list’s length'), true),
  );
  [n.place, n.languages, n.sectors, n.exclusions, n.wishes].forEach((id, which) =>
    view.setUint32(AT.place + 4 * which, id, true),
  );
  lists.flat().forEach((entry, at) => view.setUint32(HEAD + 4 * at, entry, true));
  return row;
}

/** The first byte after the row that begins at `from`; throws when the row is of another version. */
export function endOfRow(view: DataView, from: number): number {
  if (view.getUint8(from + AT.version) !== VERSION)
    throw new RangeError(`Profile row of version ${view.getUint8(from + AT.version)}, not ${VERSION}`);
  const entries =
    view.getUint16(from + AT.titleCount, true) +
    view.getUint16(from + AT.skillCount, true) +
    view.getUint16(from + AT.occupationCount, true);
  return from + HEAD + 4 * entries;
}

/** Where the titles of a row begin; its skills and its occupations follow. */
export const listsOfRow = (from: number): number => from + HEAD;

const isVisible = (flags: number): boolean => (flags & VISIBLE) !== 0;
const isUnavailable = (flags: number): boolean => (flags & UNAVAILABLE) !== 0;
const modesIn = (flags: number): number => flags >> MODES_AT;
/** How the flags of a row are read. */
export const flagsOfRow = { isVisible, isUnavailable, modesIn };

const back = (value: number, none: number): number => (value === none ? NOT_SAID : value);

/** The numbers of a row. */
export function decodeProfile(row: Uint8Array): ProfileNumbers {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  if (endOfRow(view, 0) !== row.byteLength) throw new RangeError('A profile row of the wrong length');
  const flags = view.getUint8(AT.flags);
  let at = HEAD;
  const list = (count: number): number[] =>
    Array.from({ length: count }, () => {
      at += 4;
      return view.getUint32(at - 4, true);
    });
  return {
    num: view.getUint32(AT.num, true),
    visible: isVisible(flags),
    unavailable: isUnavailable(flags),
    modes: modesIn(flags),
    least: back(view.getUint16(AT.least, true), U16),
    wished: back(view.getUint16(AT.wished, true), U16),
    availableDay: view.getInt32(AT.availableDay, true),
    halfDays: view.getUint8(AT.halfDays),
    mobilityKm: back(view.getUint16(AT.mobilityKm, true), U16),
    weeksMin: back(view.getUint16(AT.weeksMin, true), U16),
    weeksMax: back(view.getUint16(AT.weeksMax, true), U16),
    experience: back(view.getUint8(AT.experience), U8),
    place: view.getUint32(AT.place, true),
    languages: view.getUint32(AT.languages, true),
    sectors: view.getUint32(AT.sectors, true),
    exclusions: view.getUint32(AT.exclusions, true),
    wishes: view.getUint32(AT.wishes, true),
    titles: list(view.getUint16(AT.titleCount, true)),
    skills: list(view.getUint16(AT.skillCount, true)),
    occupations: list(view.getUint16(AT.occupationCount, true)),
  };
}

/** Masteries must leave room in six bits. */
if (MASTERIES > 64) throw new RangeError('A mastery takes more than six bits');
