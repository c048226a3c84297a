import {
  BUDGET,
  D_OCCUPATIONS,
  DETAIL_BYTES,
  LANGUAGES,
  M_NUM,
  M_OCCUPATION_COUNT,
  M_TITLE,
  MISSION_BYTES,
  MODE,
  P_HAS,
  P_HOME,
  P_NUM,
  P_WISH,
  PERSON_BYTES,
  STANDS,
  START,
} from '../packed/layout';
import {
  able,
  aside,
  denseWish,
  details,
  evident,
  homeRowOf,
  homeRows,
  homeRowsKept,
  missionCount,
  missionPlaces,
  missions,
  musts,
  nowhere,
  occupation,
  people,
  placeCount,
  preferred,
  required,
  titleBest,
  wishEntries,
  wishStarts,
  words,
} from './market';
import { openTo } from './open';
import {
  BLOCKED_BELOW,
  blocksByPlace,
  cosineOf,
  fitFreelancer,
  FULL,
  isBlocked,
  kmFromHome,
  mutualOf,
  NO_DATA,
  NOT_KNOWN,
  NOWHERE,
  potential,
  refuses,
} from './pair';
import { readEvidence, readOccupations, readSkills, readTitles } from './person-sums';
import { clear, floorOf, narrow, offer, settledFloor, sizeOf, tieBreak } from './pools';
import { boundAt, boundOf, forgetPromising, isHopeless, MANY, otherAt, put, sortPromising } from './promising';

/** Of the person taken. */
let person: usize = 0;
let p: i32 = 0;
let homeRow: usize = 0;
let home: i32 = 0;
let has: i32 = 0;
let homesKept: i32 = 0;
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

/** Finds the row of kilometres from home. */
function readHome(): void {
  home = load<i32>(person, P_HOME);
  homeRow = nowhere;
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
    store<i16>(row, NOWHERE);
  }
  homeRow = homeRows + <usize>slot * bytes;
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

/** How like the person’s titles that of a mission is. */
function likeOf(mission: usize): i32 {
  return load<i16>(titleBest + ((<usize>load<u32>(mission, M_TITLE)) << 1));
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
  readSkills(p);
  readOccupations(p);
  readTitles(p);
  readEvidence();
  readHome();
  const own = missionCount;
  clear(own);
  const stands = (has & STANDS) != 0;
  const num = load<i32>(person, P_NUM);
  const byRate = openTo(person, BUDGET);
  const byStart = openTo(person, START);
  const byMode = openTo(person, MODE);
  const byLanguages = openTo(person, LANGUAGES);
  // Read once: they stand still meanwhile, which the compiler cannot know.
  const all = missions;
  const sums = required;
  const nears = occupation;
  for (let word = 0; word < words; word++) {
    const at = (<usize>word) << 3;
    let bits =
      load<u64>(evident + at) &
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
      const like = likeOf(mission);
      const km = kmFromHome(homeRow, home, mission);
      if (blocksByPlace(person, mission, km)) continue;
      const ownFloor = load<u8>(aside + <usize>m) == 0 ? floorOf(own) : FULL + 1;
      const listFloor = stands ? floorOf(m) : FULL + 1;
      const rank = potential(
        person,
        mission,
        sum,
        load<i32>(preferred + by),
        near,
        like,
        km,
        fitFreelancer(person, mission, wishFor(m, mission), km),
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
  for (let word = 0; word < words; word++)
    for (let bits = load<u64>(evident + ((<usize>word) << 3)); bits != 0; bits &= bits - 1) {
      const m = (word << 6) | (<i32>ctz(bits));
      if (load<u8>(aside + <usize>m) != 0) continue;
      const by = (<usize>m) << 2;
      const like = likeOf(missions + <usize>m * MISSION_BYTES);
      put(m, boundOf(m, load<i32>(required + by), load<i32>(preferred + by), load<i32>(occupation + by), like, has));
    }
  const count = sortPromising();
  for (let first = 0; first < count && !isHopeless(first, settledFloor(own)); first += MANY)
    for (let at = first; at < min(count, first + MANY); at++) {
      const m = otherAt(at);
      const mission = missions + <usize>m * MISSION_BYTES;
      const km = kmFromHome(homeRow, home, mission);
      const fit = fitFreelancer(person, mission, wishFor(m, mission), km);
      if (mutualOf(boundAt(at), fit) - BLOCKED_BELOW < floorOf(own)) continue;
      const rank =
        potential(
          person,
          mission,
          load<i32>(required + ((<usize>m) << 2)),
          load<i32>(preferred + ((<usize>m) << 2)),
          load<i32>(occupation + ((<usize>m) << 2)),
          likeOf(mission),
          km,
          fit,
        ) - BLOCKED_BELOW;
      if (rank < floorOf(own)) continue;
      if (!isBlocked(person, mission, load<u16>(musts + ((<usize>m) << 1)), km) || refuses(person, m)) continue;
      offer(own, load<i32>(mission, M_NUM), rank, tieBreak(load<i32>(mission, M_NUM), num));
    }
}
