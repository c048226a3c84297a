import { M_MUSTS, MISSION_BYTES, MUST, REQUIRED } from '../packed/layout';
import {
  able,
  best,
  denseChange,
  evident,
  kindStarts,
  kindStrengths,
  kindValues,
  leasts,
  met,
  missionCount,
  missions,
  musts,
  needStarts,
  needValues,
  occupation,
  occupationKeys,
  occupationStarts,
  occupationValues,
  ownMasteries,
  ownOccupations,
  ownOccupationStarts,
  ownSkills,
  ownSkillStarts,
  ownTitles,
  ownTitleStarts,
  preferred,
  products,
  required,
  satisfactions,
  skillKeys,
  telling,
  tellingRows,
  titleBest,
  titleClasses,
  titleCount,
  titledStarts,
  titledValues,
  titleEntries,
  titleRowOf,
  titleRows,
  titleRowsKept,
  titleStarts,
  touched,
  undemanding,
  wished,
  wishEntries,
  wishStarts,
  wordKeys,
  words,
  wordStarts,
  wordValues,
} from './market';
import { cosineOf, LEAST_PRODUCT, TELLING_TITLE } from './pair';

/** How well an indispensable need must be answered, as in blockers. */
export const MUST_FLOOR = 64;
/** As in mastery. */
export const PER_MASTERY = 5 << 8;

let titlesKept: i32 = 0;

/** Reads the skills of the person: how well they answer each kind of need, and which missions they are able to do. */
export function readSkills(p: i32): void {
  let count = 0;
  const to = load<i32>(ownSkillStarts + ((<usize>p) << 2), 4);
  for (let at = load<i32>(ownSkillStarts + ((<usize>p) << 2)); at < to; at++) {
    const skill = load<i32>(ownSkills + ((<usize>at) << 2));
    // A skill met after the segment was built answers nothing in it.
    if (skill + 1 > skillKeys) continue;
    const table = satisfactions + <usize>(<i32>load<u8>(ownMasteries + <usize>at) * PER_MASTERY);
    const end = load<i32>(kindStarts + ((<usize>skill) << 2), 4);
    for (let by = load<i32>(kindStarts + ((<usize>skill) << 2)); by < end; by++) {
      const satisfaction = load<u8>(table + <usize>load<u16>(kindStrengths + ((<usize>by) << 1)));
      const kind = load<u32>(kindValues + ((<usize>by) << 2));
      const known = load<u8>(best + kind);
      if (satisfaction <= known) continue;
      if (known == 0) {
        store<u32>(met + ((<usize>count) << 2), kind);
        count++;
      }
      store<u8>(best + kind, satisfaction);
    }
  }
  memory.copy(able, undemanding, (<usize>words) << 3);
  memory.fill(musts, 0, (<usize>missionCount) << 1);
  memory.fill(required, 0, (<usize>missionCount) << 2);
  memory.fill(preferred, 0, (<usize>missionCount) << 2);
  for (let at = 0; at < count; at++) {
    const kind = <usize>load<u32>(met + ((<usize>at) << 2));
    const satisfaction = <i32>load<u8>(best + kind);
    store<u8>(best + kind, 0);
    const end = load<i32>(needStarts + (kind << 2), 4);
    for (let by = load<i32>(needStarts + (kind << 2)); by < end; by += 2) {
      const need = load<u32>(needValues + ((<usize>by) << 2));
      const m = <usize>(need >> 2);
      const sum = ((need & REQUIRED) != 0 ? required : preferred) + (m << 2);
      store<i32>(sum, load<i32>(sum) + load<i32>(needValues + ((<usize>by) << 2), 4) * satisfaction);
      if ((need & MUST) == 0 || satisfaction < MUST_FLOOR) continue;
      const answered = load<u16>(musts + (m << 1)) + 1;
      store<u16>(musts + (m << 1), answered);
      if (answered != load<u16>(missions + m * MISSION_BYTES, M_MUSTS)) continue;
      const word = able + ((m >> 6) << 3);
      store<u64>(word, load<u64>(word) | ((<u64>1) << (m & 63)));
    }
  }
}

/** Whose occupations the sums hold; nobody’s at first. */
let summed: i32 = -1;

/**
 * Adds up the products of the person’s occupations and the missions’: only what differs from the person before, who often
 * does the same.
 */
export function readOccupations(p: i32): void {
  if (summed >= 0) noteOccupations(summed, -1);
  noteOccupations(p, 1);
  if (summed >= 0) pushOccupations(summed);
  pushOccupations(p);
  summed = p;
}

function noteOccupations(p: i32, times: i32): void {
  const to = load<i32>(ownOccupationStarts + ((<usize>p) << 2), 4);
  for (let at = load<i32>(ownOccupationStarts + ((<usize>p) << 2)); at < to; at++) {
    const entry = load<i32>(ownOccupations + ((<usize>at) << 2));
    const change = denseChange + ((<usize>(entry >> 8)) << 2);
    store<i32>(change, load<i32>(change) + times * (entry & 255));
  }
}

function pushOccupations(p: i32): void {
  const to = load<i32>(ownOccupationStarts + ((<usize>p) << 2), 4);
  for (let at = load<i32>(ownOccupationStarts + ((<usize>p) << 2)); at < to; at++) {
    const key = load<i32>(ownOccupations + ((<usize>at) << 2)) >> 8;
    const change = denseChange + ((<usize>key) << 2);
    const weight = load<i32>(change);
    if (weight == 0) continue;
    store<i32>(change, 0);
    push(occupation, key, weight);
  }
}

/** Adds an occupation with a weight to the sums of the missions that have it. */
function push(sums: usize, key: i32, weight: i32): void {
  if (key + 1 > occupationKeys) return;
  const starts = occupationStarts + ((<usize>key) << 2);
  const end = occupationValues + ((<usize>load<i32>(starts, 4)) << 2);
  for (let by = occupationValues + ((<usize>load<i32>(starts)) << 2); by < end; by += 4) {
    const value = load<i32>(by);
    const sum = sums + ((<usize>(value >> 8)) << 2);
    store<i32>(sum, load<i32>(sum) + weight * (value & 255));
  }
}

/** The wish of which the products with the missions’ occupations stand in `wished`. */
let readLast: i32 = 0;

/** Adds up the products of a wish and the missions’ occupations, if there is one. */
export function readWish(wish: i32): void {
  if (wish == 0 || wish == readLast) return;
  readLast = wish;
  memory.fill(wished, 0, (<usize>missionCount) << 2);
  const starts = wishStarts + ((<usize>wish) << 2);
  for (let at = load<i32>(starts); at < load<i32>(starts, 4); at++) {
    const entry = load<i32>(wishEntries + ((<usize>at) << 2));
    push(wished, entry >> 8, entry & 255);
  }
}

/** The number of the row of a title: how like it the titles of missions are, 16 bits a class. Kept for people to come. */
function titleRow(title: i32): i32 {
  const kept = load<i32>(titleRowOf + ((<usize>title) << 2));
  if (kept >= 0) return kept;
  const slot = titlesKept++;
  store<i32>(titleRowOf + ((<usize>title) << 2), slot);
  const bytes = (<usize>titleClasses) << 1;
  const row = titleRows + <usize>slot * bytes;
  const bits = tellingRows + ((<usize>(slot * words)) << 3);
  memory.fill(row, 0, bytes);
  memory.fill(bits, 0, (<usize>words) << 3);
  const from = load<i32>(titleStarts + ((<usize>title) << 2));
  const to = load<i32>(titleStarts + ((<usize>title) << 2), 4);
  const counts = load<i32>(titleEntries + ((<usize>from) << 2));
  let count = 0;
  for (let word = from + 1; word < to; word++) {
    const entry = load<i32>(titleEntries + ((<usize>word) << 2));
    const key = entry >> 8;
    if (key + 1 > wordKeys) continue;
    const end = load<i32>(wordStarts + ((<usize>key) << 2), 4);
    for (let by = load<i32>(wordStarts + ((<usize>key) << 2)); by < end; by++) {
      const value = load<i32>(wordValues + ((<usize>by) << 2));
      const sum = products + ((<usize>(value >> 8)) << 2);
      const known = load<i32>(sum);
      if (known == 0) {
        store<u32>(touched + ((<usize>count) << 2), value >> 8);
        count++;
      }
      store<i32>(sum, known + (entry & 255) * (value & 255));
    }
  }
  for (let at = 0; at < count; at++) {
    const title = <usize>load<u32>(touched + ((<usize>at) << 2));
    const like = (cosineOf(load<i32>(products + (title << 2))) * counts) / 255;
    store<i32>(products + (title << 2), 0);
    store<i16>(row + (title << 1), <i16>like);
    if (like >= TELLING_TITLE) setTitled(bits, title);
  }
  return slot;
}

/** Sets the bits of the missions that have a title. */
function setTitled(bits: usize, title: usize): void {
  const end = load<i32>(titledStarts + (title << 2), 4);
  for (let by = load<i32>(titledStarts + (title << 2)); by < end; by++) {
    const m = <usize>load<u32>(titledValues + ((<usize>by) << 2));
    const word = bits + ((m >> 6) << 3);
    store<u64>(word, load<u64>(word) | ((<u64>1) << (m & 63)));
  }
}

/** The likest of the person’s titles, by title of missions, and the missions that one of them says enough of. */
export function readTitles(p: i32): void {
  const from = load<i32>(ownTitleStarts + ((<usize>p) << 2));
  const to = load<i32>(ownTitleStarts + ((<usize>p) << 2), 4);
  const bytes = (<usize>titleClasses) << 1;
  const bitBytes = (<usize>words) << 3;
  memory.fill(titleBest, 0, bytes);
  memory.fill(telling, 0, bitBytes);
  if (titlesKept + to - from > titleRowsKept) {
    memory.fill(titleRowOf, 255, (<usize>titleCount) << 2);
    titlesKept = 0;
  }
  for (let at = from; at < to; at++) {
    const slot = <usize>titleRow(load<i32>(ownTitles + ((<usize>at) << 2)));
    const row = titleRows + slot * bytes;
    for (let by: usize = 0; by < bytes; by += 16)
      v128.store(titleBest + by, i16x8.max_s(v128.load(titleBest + by), v128.load(row + by)));
    const bits = tellingRows + slot * bitBytes;
    for (let by: usize = 0; by < bitBytes; by += 8)
      store<u64>(telling + by, load<u64>(telling + by) | load<u64>(bits + by));
  }
}

/** Finds the missions for which there is evidence, once skills, occupations and titles are read: four at a time. */
export function readEvidence(): void {
  const near = i32x4.splat(LEAST_PRODUCT);
  for (let word = 0; word < words; word++) {
    const from = (<usize>word) << 8;
    let bits = load<u64>(telling + ((<usize>word) << 3));
    for (let by: usize = 0; by < 256; by += 16) {
      const at = from + by;
      const enough = v128.or(
        i32x4.ge_s(v128.load(required + at), v128.load(leasts + at)),
        i32x4.ge_s(v128.load(occupation + at), near),
      );
      const four: u64 = i32x4.bitmask(enough);
      const place: u64 = by >> 2;
      bits |= four << place;
    }
    store<u64>(evident + ((<usize>word) << 3), bits);
  }
}
