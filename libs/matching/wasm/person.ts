import {
  D_OCCUPATIONS,
  DETAIL_BYTES,
  HAS_OCCUPATIONS,
  HAS_TITLES,
  M_LEAST,
  M_MUSTS,
  M_NUM,
  M_OCCUPATION_COUNT,
  M_TITLE,
  MISSION_BYTES,
  P_HAS,
  P_HOME,
  P_NUM,
  P_ROWS,
  P_WISH,
  PERSON_BYTES,
  STANDS,
} from '../packed/layout';
import {
  able,
  aside,
  best,
  filled,
  classes,
  denseWish,
  details,
  homeRowOf,
  homeRows,
  homeRowsKept,
  leasts,
  kindStarts,
  kindStrengths,
  kindValues,
  met,
  missionCount,
  missionPlaces,
  missions,
  musts,
  needStarts,
  needValues,
  occupation,
  occupationKeys,
  occupationStarts,
  occupationValues,
  open,
  ownMasteries,
  ownOccupations,
  ownOccupationStarts,
  ownSkills,
  ownSkillStarts,
  ownTitles,
  ownTitleStarts,
  people,
  placeCount,
  preferred,
  products,
  required,
  satisfactions,
  skillKeys,
  tables,
  titleBest,
  titleClasses,
  titleCount,
  titleOf,
  titleEntries,
  titleRowOf,
  titleRows,
  titleRowsKept,
  titleStarts,
  touched,
  undemanding,
  wishEntries,
  wishStarts,
  wordKeys,
  words,
  wordStarts,
  wordValues,
} from './market';
import {
  BLOCKS_AFTER,
  blocksByPlace,
  cosineOf,
  FULL,
  isBlocked,
  kmFromHome,
  LANGUAGE_MISSING,
  LEAST_PRODUCT,
  NO_DATA,
  NOT_KNOWN,
  potential,
  refuses,
  TABLE,
  TELLING_TITLE,
  BLOCKED_BELOW,
} from './pair';
import { clear, floorOf, narrow, offer, settledFloor, sizeOf, tieBreak } from './pools';
import { boundOf, forgetPromising, isPromising, next, otherAt, promising, put } from './promising';

/** How well an indispensable need must be answered, as in blockers. */
export const MUST_FLOOR = 64;
/** Of a need, as in mission-segment. */
const NEED_REQUIRED = 1;
const NEED_MUST = 2;
/** As in mastery. */
const PER_MASTERY = 5 << 8;
/** Bytes a row of what a mission’s title is like: 16 bits a class. */
const START = 1;
const LANGUAGES = 2;
const MODE = 6;
const KINDS = 8;

/** Of the person taken. */
let person: usize = 0;
let p: i32 = 0;
let homeRow: usize = 0;
let home: i32 = 0;
let has: i32 = 0;
let homesKept: i32 = 0;
let titlesKept: i32 = 0;
let isTaken: bool = false;

/** Adds what the person wishes to the table, or takes it out (`times` 0). */
function layWish(times: i32): void {
  const wish = load<i32>(person, P_WISH);
  for (
    let at = load<i32>(wishStarts + ((<usize>wish) << 2));
    at < load<i32>(wishStarts + ((<usize>wish) << 2), 4);
    at++
  ) {
    const entry = load<i32>(wishEntries + ((<usize>at) << 2));
    const to = denseWish + ((<usize>(entry >> 8)) << 2);
    store<i32>(to, (load<i32>(to) + (entry & 255)) * times);
  }
}

/** Reads the skills of the person: how well they answer each kind of need, and which missions they are able to do. */
function readSkills(): void {
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
      const sum = ((need & NEED_REQUIRED) != 0 ? required : preferred) + (m << 2);
      store<i32>(sum, load<i32>(sum) + load<i32>(needValues + ((<usize>by) << 2), 4) * satisfaction);
      if ((need & NEED_MUST) == 0 || satisfaction < MUST_FLOOR) continue;
      const answered = load<u16>(musts + (m << 1)) + 1;
      store<u16>(musts + (m << 1), answered);
      if (answered != load<u16>(missions + m * MISSION_BYTES, M_MUSTS)) continue;
      const word = able + ((m >> 6) << 3);
      store<u64>(word, load<u64>(word) | ((<u64>1) << (m & 63)));
    }
  }
}

/** Adds up the products of the person’s occupations and the missions’. */
function readOccupations(): void {
  memory.fill(occupation, 0, (<usize>missionCount) << 2);
  const to = load<i32>(ownOccupationStarts + ((<usize>p) << 2), 4);
  for (let at = load<i32>(ownOccupationStarts + ((<usize>p) << 2)); at < to; at++) {
    const entry = load<i32>(ownOccupations + ((<usize>at) << 2));
    if ((entry >> 8) + 1 > occupationKeys) continue;
    const starts = occupationStarts + ((<usize>(entry >> 8)) << 2);
    const weight = entry & 255;
    const end = occupationValues + ((<usize>load<i32>(starts, 4)) << 2);
    for (let by = occupationValues + ((<usize>load<i32>(starts)) << 2); by < end; by += 4) {
      const value = load<i32>(by);
      const sum = occupation + ((<usize>(value >> 8)) << 2);
      store<i32>(sum, load<i32>(sum) + weight * (value & 255));
    }
  }
}

/** Where the row of a title stands: how like it the titles of missions are, 16 bits a class. Kept for people to come. */
function titleRow(title: i32): usize {
  const kept = load<i32>(titleRowOf + ((<usize>title) << 2));
  const bytes = (<usize>titleClasses) << 1;
  if (kept >= 0) return titleRows + <usize>kept * bytes;
  const slot = titlesKept++;
  store<i32>(titleRowOf + ((<usize>title) << 2), slot);
  const row = titleRows + <usize>slot * bytes;
  memory.fill(row, 0, bytes);
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
    const like = <usize>load<u32>(touched + ((<usize>at) << 2));
    store<i16>(row + (like << 1), <i16>((cosineOf(load<i32>(products + (like << 2))) * counts) / 255));
    store<i32>(products + (like << 2), 0);
  }
  return row;
}

/** The likest of the person’s titles, by title of missions. */
function readTitles(): void {
  const from = load<i32>(ownTitleStarts + ((<usize>p) << 2));
  const to = load<i32>(ownTitleStarts + ((<usize>p) << 2), 4);
  const bytes = (<usize>titleClasses) << 1;
  memory.fill(titleBest, 0, bytes);
  if (titlesKept + to - from > titleRowsKept) {
    memory.fill(titleRowOf, 255, (<usize>titleCount) << 2);
    titlesKept = 0;
  }
  for (let at = from; at < to; at++) {
    const row = titleRow(load<i32>(ownTitles + ((<usize>at) << 2)));
    for (let by: usize = 0; by < bytes; by += 16)
      v128.store(titleBest + by, i16x8.max_s(v128.load(titleBest + by), v128.load(row + by)));
  }
}

/** Finds the row of kilometres from home, 0 from nowhere. */
function readHome(): void {
  home = load<i32>(person, P_HOME);
  homeRow = 0;
  if (home == 0) return;
  const bytes = (<usize>missionPlaces) << 1;
  let slot = load<i32>(homeRowOf + ((<usize>home) << 2));
  if (slot < 0) {
    if (homesKept == homeRowsKept) {
      memory.fill(homeRowOf, 255, (<usize>placeCount) << 2);
      homesKept = 0;
    }
    slot = homesKept++;
    store<i32>(homeRowOf + ((<usize>home) << 2), slot);
    const row = homeRows + <usize>slot * bytes;
    for (let at: usize = 0; at < bytes; at += 2) store<i16>(row + at, NOT_KNOWN);
  }
  homeRow = homeRows + <usize>slot * bytes;
}

/** The bits of the missions that answers of a kind do not block. */
function openTo(kind: i32): usize {
  const row = load<u32>(person + P_ROWS + ((<usize>kind) << 2));
  return <usize>load<u32>(open + ((<usize>kind) << 2)) + <usize>row * ((<usize>words) << 3);
}

/** What the person wishes and what a mission is, as a cosine; NO_DATA without either. */
function wishFor(m: i32, mission: usize): i32 {
  const count = load<i32>(mission, M_OCCUPATION_COUNT);
  if (load<i32>(person, P_WISH) == 0 || count == 0) return NO_DATA;
  let at = <usize>load<u32>(details + <usize>m * DETAIL_BYTES, D_OCCUPATIONS);
  let sum = 0;
  for (let left = count; left > 0; left--, at += 4) {
    const entry = load<i32>(at);
    sum += load<i32>(denseWish + ((<usize>(entry >> 8)) << 2)) * (entry & 255);
  }
  return cosineOf(sum);
}

/**
 * Takes person `who`, begins their own list, and offers the pairs that nothing blocks to it and, where they stand in lists,
 * to the missions’. Returns how many their own list holds.
 */
export function free(who: i32): i32 {
  if (isTaken) layWish(0);
  isTaken = true;
  p = who;
  person = people + <usize>who * PERSON_BYTES;
  has = load<i32>(person, P_HAS);
  layWish(1);
  readSkills();
  readOccupations();
  readTitles();
  readHome();
  const own = missionCount;
  clear(own);
  const stands = (has & STANDS) != 0;
  const num = load<i32>(person, P_NUM);
  const byRate = openTo(0);
  const byStart = openTo(START);
  const byMode = openTo(MODE);
  const byLanguages = openTo(LANGUAGES);
  // Read once: they stand still meanwhile, which the compiler cannot know.
  const all = missions;
  const sums = required;
  const nears = occupation;
  const likes = titleBest;
  for (let word = 0; word < words; word++) {
    const at = (<usize>word) << 3;
    let bits =
      load<u64>(able + at) &
      load<u64>(byRate + at) &
      load<u64>(byStart + at) &
      load<u64>(byMode + at) &
      load<u64>(byLanguages + at);
    while (bits != 0) {
      const m = (word << 6) | (<i32>ctz(bits));
      bits &= bits - 1;
      const mission = all + <usize>m * MISSION_BYTES;
      const by = (<usize>m) << 2;
      const sum = load<i32>(sums + by);
      const near = load<i32>(nears + by);
      const like = <i32>load<i16>(likes + ((<usize>load<u32>(mission, M_TITLE)) << 1));
      if (near < LEAST_PRODUCT && like < TELLING_TITLE && sum < load<i32>(mission, M_LEAST)) continue;
      const km = kmFromHome(homeRow, home, mission);
      if (blocksByPlace(person, mission, km)) continue;
      const ownFloor = load<u8>(aside + <usize>m) == 0 ? floorOf(own) : FULL + 1;
      const listFloor = stands ? floorOf(m) : FULL + 1;
      const rank = potential(
        person,
        mission,
        sum,
        load<i32>(preferred + by),
        (has & HAS_OCCUPATIONS) == 0 ? NO_DATA : cosineOf(near),
        (has & HAS_TITLES) == 0 ? NO_DATA : like,
        wishFor(m, mission),
        km,
      );
      if ((rank < ownFloor && rank < listFloor) || refuses(person, m)) continue;
      const tie = tieBreak(load<i32>(mission, M_NUM), num);
      if (rank >= ownFloor) offer(own, load<i32>(mission, M_NUM), rank, tie);
      if (rank >= listFloor) offer(m, num, rank, tie);
    }
  }
  return sizeOf(own);
}

/** Fills the own list of the person taken, to which all free missions were offered, with blocked ones, the most promising first. */
export function blocked(): void {
  const own = missionCount;
  const num = load<i32>(person, P_NUM);
  narrow(own);
  forgetPromising();
  for (let m = 0; m < missionCount; m++) {
    const by = (<usize>m) << 2;
    const sum = load<i32>(required + by);
    const near = load<i32>(occupation + by);
    const like = <i32>load<i16>(titleBest + ((<usize>load<u32>(titleOf + by)) << 1));
    if (near < LEAST_PRODUCT && like < TELLING_TITLE && sum < load<i32>(leasts + by)) continue;
    if (load<u8>(aside + <usize>m) == 0) put(m, boundOf(m, sum, load<i32>(preferred + by), near, like, has));
  }
  for (let many = 2 * filled; next(many, settledFloor(own)); many *= 4)
    for (let at = 0; at < promising(); at++) {
      if (!isPromising(at)) continue;
      const m = otherAt(at);
      const mission = missions + <usize>m * MISSION_BYTES;
      const km = kmFromHome(homeRow, home, mission);
      const rank =
        potential(
          person,
          mission,
          load<i32>(required + ((<usize>m) << 2)),
          load<i32>(preferred + ((<usize>m) << 2)),
          (has & HAS_OCCUPATIONS) == 0 ? NO_DATA : cosineOf(load<i32>(occupation + ((<usize>m) << 2))),
          (has & HAS_TITLES) == 0 ? NO_DATA : <i32>load<i16>(titleBest + ((<usize>load<u32>(mission, M_TITLE)) << 1)),
          wishFor(m, mission),
          km,
        ) - BLOCKED_BELOW;
      if (rank < floorOf(own)) continue;
      if (!isBlocked(person, mission, load<u16>(musts + ((<usize>m) << 1)), km) || refuses(person, m)) continue;
      offer(own, load<i32>(mission, M_NUM), rank, tieBreak(load<i32>(mission, M_NUM), num));
    }
}

/** Reckons the bits of the missions that each row of answers of a kind does not block; `standing`: bits of those that stand. */
export function openUp(standing: usize): void {
  for (let kind = 0; kind < KINDS; kind++) {
    const bits = load<u32>(open + ((<usize>kind) << 2));
    if (bits == 0) continue;
    const table = tables + <usize>(kind * TABLE);
    const rows = load<i32>(table, 8);
    const column = <usize>load<u32>(classes + ((<usize>kind) << 2));
    for (let row = 0; row < rows; row++) {
      const to = <usize>bits + <usize>row * ((<usize>words) << 3);
      const from = <usize>load<u32>(table) + <usize>row * <usize>load<u32>(table, 4);
      const after = from + <usize>load<u32>(table, BLOCKS_AFTER);
      for (let first = 0; first < missionCount; first += 64) {
        let blocking: u64 = 0;
        const last = min(missionCount, first + 64);
        for (let m = first; m < last; m++) {
          const at = (<usize>load<u16>(column + ((<usize>m) << 1))) << 1;
          const isBlocking =
            kind == LANGUAGES ? <i32>load<i16>(from + at) >= LANGUAGE_MISSING : <i32>load<i16>(after + at) == 1;
          blocking |= (<u64>isBlocking) << (m & 63);
        }
        const word = (<usize>(first >> 6)) << 3;
        store<u64>(to + word, load<u64>(standing + word) & ~blocking);
      }
    }
  }
}
