import {
  BUDGET,
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
  wished,
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
  potential,
  readKilometres,
  refuses,
} from './pair';
import { readEvidence, readOccupations, readSkills, readTitles, readWish } from './person-sums';
import { clear, floorOf, narrow, offer, read, settledFloor, sizeOf, tieBreak } from './pools';
import { boundAt, boundOf, forgetPromising, isHopeless, MANY, otherAt, put, sortPromising } from './promising';

/** Of the person taken. */
let person: usize = 0;
let p: i32 = 0;
let homeRow: usize = 0;
let has: i32 = 0;
let homesKept: i32 = 0;

/** Finds the row of kilometres from home. */
function readHome(): void {
  const home = load<i32>(person, P_HOME);
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
    readKilometres(homeRows + <usize>slot * bytes, home);
  }
  homeRow = homeRows + <usize>slot * bytes;
}

/** What the person wishes and what a mission is, as a cosine; NO_DATA without either. */
function wishFor(m: i32, mission: usize): i32 {
  return load<i32>(person, P_WISH) == 0 || load<i32>(mission, M_OCCUPATION_COUNT) == 0
    ? NO_DATA
    : cosineOf(load<i32>(wished + ((<usize>m) << 2)));
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
  p = who;
  person = people + <usize>who * PERSON_BYTES;
  has = load<i32>(person, P_HAS);
  readSkills(p);
  readOccupations(p);
  readTitles(p);
  readWish(load<i32>(person, P_WISH));
  readEvidence();
  readHome();
  const list = missionCount;
  clear(list);
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
      const km = kmFromHome(homeRow, mission);
      if (blocksByPlace(person, mission, km)) continue;
      const ownFloor = load<u8>(aside + <usize>m) == 0 ? floorOf(list) : FULL + 1;
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
      if (rank >= ownFloor) offer(list, rank, tie);
      if (rank >= listFloor) offer(m, rank, tie);
    }
  }
  return sizeOf(list);
}

/** Fills the own list of the person taken, to which all free missions were offered, with blocked ones, the most promising first. */
export function blocked(): void {
  const list = missionCount;
  const num = load<i32>(person, P_NUM);
  narrow(list);
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
  for (let first = 0; first < count && !isHopeless(first, settledFloor(list)); first += MANY)
    for (let at = first; at < min(count, first + MANY); at++) {
      const m = otherAt(at);
      const mission = missions + <usize>m * MISSION_BYTES;
      const km = kmFromHome(homeRow, mission);
      const fit = fitFreelancer(person, mission, wishFor(m, mission), km);
      if (mutualOf(boundAt(at), fit) - BLOCKED_BELOW < floorOf(list)) continue;
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
      if (rank < floorOf(list)) continue;
      if (!isBlocked(person, mission, load<u16>(musts + ((<usize>m) << 1)), km) || refuses(person, m)) continue;
      offer(list, rank, tieBreak(load<i32>(mission, M_NUM), num));
    }
}

/** Puts the own list of the person taken in order where it is read; returns how many stand in it. */
export function own(): i32 {
  return read(missionCount, load<i32>(person, P_NUM));
}
