import {
  D_HOME,
  D_NEEDS,
  D_OCCUPATIONS,
  D_PREFERRED,
  D_REQUIRED,
  DETAIL_BYTES,
  HAS_OCCUPATIONS,
  HAS_TITLES,
  M_LEAST,
  M_NUM,
  M_OCCUPATION_COUNT,
  M_WEIGHTS,
  LANE_AVAILABILITY,
  LANE_DISTANCE,
  LANE_DURATION,
  LANE_EXPERIENCE,
  LANE_LANGUAGES,
  LANE_PAY,
  LANE_PLACE,
  LANE_RATE,
  LANE_REMOTE,
  LANE_SECTOR,
  LANE_SECTOR_WISH,
  LANE_WISH,
  LANES,
  MISSION_BYTES,
  NEED_BYTES,
  P_HAS,
  P_HOME,
  P_NUM,
  P_ROWS,
  P_WISH,
  PERSON_BYTES,
  STANDS,
} from '../packed/layout';
import {
  answers,
  answerStarts,
  asked,
  best,
  ceilings,
  denseWish,
  details,
  filled,
  fromMission,
  met,
  missions,
  musts,
  occupation,
  pay,
  people,
  peopleByOccupation,
  peopleByOccupationStarts,
  peopleBySkill,
  peopleBySkillStarts,
  peopleByTitle,
  peopleByTitleStarts,
  peopleOccupationKeys,
  peopleSkillKeys,
  peopleWordKeys,
  personCount,
  placeCount,
  preferred,
  products,
  required,
  satisfactions,
  tables,
  title,
  titleEntries,
  titlesByWord,
  titlesByWordStarts,
  titleStarts,
  titleWeights,
  touched,
  wholes,
  wishKeys,
  wishEntries,
  wishStarts,
  missionWordStarts,
  missionWords,
} from './market';
import {
  BLOCKED_BELOW,
  cosineOf,
  FULL,
  isBlocked,
  kmFromMission,
  LANGUAGE_MISSING,
  LEAST_PRODUCT,
  NO_DATA,
  NOT_KNOWN,
  potential,
  refuses,
  TABLE,
  TELLING_TITLE,
  worthOf,
} from './pair';
import { floorOf, narrow, offer, settledFloor, tieBreak } from './pools';
import { boundAt, boundOf, forgetPromising, isPromising, next, otherAt, promising, put } from './promising';
import { MUST_FLOOR } from './person';

const PER_MASTERY = 5 << 8;
/** How much wider each look is than the one before. */
const WIDER = 4;

let mission: usize = 0;
let detail: usize = 0;
let weights: usize = 0;

function weightOf(lane: i32): i32 {
  return <i32>load<i16>(weights + ((<usize>lane) << 1));
}

/** Adds up what the mission and each person have in common. */
function addUp(m: i32): void {
  const bytes = (<usize>((personCount + 3) & ~3)) << 2;
  memory.fill(required, 0, bytes);
  memory.fill(preferred, 0, bytes);
  memory.fill(occupation, 0, bytes);
  memory.fill(title, 0, bytes);
  memory.fill(musts, 0, (<usize>personCount) << 1);
  const needs = <usize>load<u32>(detail, D_NEEDS);
  const requiredCount = <i32>load<u16>(detail, D_REQUIRED);
  const count = requiredCount + <i32>load<u16>(detail, D_PREFERRED);
  for (let at = 0; at < count; at++)
    addNeed(needs + <usize>(at * NEED_BYTES), at < requiredCount ? required : preferred);
  addOccupations();
  addTitles(m);
}

function addNeed(need: usize, sums: usize): void {
  const kind = <usize>(load<u32>(need) >> 1);
  const isMust = (load<u32>(need) & 1) != 0;
  const weight = load<i32>(need, 4);
  const level = (<i32>load<u8>(asked + kind)) << 8;
  let count = 0;
  const to = load<i32>(answerStarts + (kind << 2), 4);
  for (let at = load<i32>(answerStarts + (kind << 2)); at < to; at++) {
    const answer = load<i32>(answers + ((<usize>at) << 2));
    const skill = answer >> 8;
    if (skill + 1 > peopleSkillKeys) continue;
    const table = satisfactions + <usize>(level | (answer & 255));
    const end = load<i32>(peopleBySkillStarts + ((<usize>skill) << 2), 4);
    for (let by = load<i32>(peopleBySkillStarts + ((<usize>skill) << 2)); by < end; by++) {
      const value = load<u32>(peopleBySkill + ((<usize>by) << 2));
      const satisfaction = load<u8>(table + <usize>((value & 63) * PER_MASTERY));
      const known = best + <usize>(value >> 6);
      if (satisfaction <= load<u8>(known)) continue;
      if (load<u8>(known) == 0) {
        store<u32>(met + ((<usize>count) << 2), value >> 6);
        count++;
      }
      store<u8>(known, satisfaction);
    }
  }
  for (let at = 0; at < count; at++) {
    const p = <usize>load<u32>(met + ((<usize>at) << 2));
    const satisfaction = load<u8>(best + p);
    store<u8>(best + p, 0);
    store<i32>(sums + (p << 2), load<i32>(sums + (p << 2)) + weight * <i32>satisfaction);
    if (isMust && <i32>satisfaction >= MUST_FLOOR) store<u16>(musts + (p << 1), load<u16>(musts + (p << 1)) + 1);
  }
}

function addOccupations(): void {
  const entries = <usize>load<u32>(detail, D_OCCUPATIONS);
  const count = load<i32>(mission, M_OCCUPATION_COUNT);
  for (let at = 0; at < count; at++) {
    const entry = load<i32>(entries + ((<usize>at) << 2));
    if ((entry >> 8) + 1 > peopleOccupationKeys) continue;
    const starts = peopleByOccupationStarts + ((<usize>(entry >> 8)) << 2);
    const end = load<i32>(starts, 4);
    for (let by = load<i32>(starts); by < end; by++) {
      const value = load<u32>(peopleByOccupation + ((<usize>by) << 2));
      const sum = occupation + ((<usize>(value >> 8)) << 2);
      store<i32>(sum, load<i32>(sum) + (entry & 255) * <i32>(value & 255));
    }
  }
}

function addTitles(m: i32): void {
  let count = 0;
  const to = load<i32>(missionWordStarts + ((<usize>m) << 2), 4);
  for (let at = load<i32>(missionWordStarts + ((<usize>m) << 2)); at < to; at++) {
    const entry = load<i32>(missionWords + ((<usize>at) << 2));
    if ((entry >> 8) + 1 > peopleWordKeys) continue;
    const starts = titlesByWordStarts + ((<usize>(entry >> 8)) << 2);
    const end = load<i32>(starts, 4);
    for (let by = load<i32>(starts); by < end; by++) {
      const own = load<u32>(titlesByWord + ((<usize>by) << 2));
      const sum = products + ((<usize>own) << 2);
      const known = load<i32>(sum);
      if (known == 0) {
        store<u32>(touched + ((<usize>count) << 2), own);
        count++;
      }
      store<i32>(sum, known + (entry & 255) * load<i32>(titleWeights + ((<usize>by) << 2)));
    }
  }
  for (let at = 0; at < count; at++) {
    const own = <usize>load<u32>(touched + ((<usize>at) << 2));
    const counts = load<i32>(titleEntries + ((<usize>load<i32>(titleStarts + (own << 2))) << 2));
    const like = (cosineOf(load<i32>(products + (own << 2))) * counts) / 255;
    store<i32>(products + (own << 2), 0);
    const end = load<i32>(peopleByTitleStarts + (own << 2), 4);
    for (let by = load<i32>(peopleByTitleStarts + (own << 2)); by < end; by++) {
      const sum = title + ((<usize>load<u32>(peopleByTitle + ((<usize>by) << 2))) << 2);
      if (like > load<i32>(sum)) store<i32>(sum, like);
    }
  }
}

/** Puts down whoever there is evidence for, with what the mission’s side comes to at most. */
function putPeople(m: i32): void {
  forgetPromising();
  const least = i32x4.splat(load<i32>(mission, M_LEAST));
  const near = i32x4.splat(LEAST_PRODUCT);
  const telling = i32x4.splat(TELLING_TITLE);
  for (let first = 0; first < personCount; first += 4) {
    const at = (<usize>first) << 2;
    const evident = v128.or(
      v128.or(i32x4.ge_s(v128.load(required + at), least), i32x4.ge_s(v128.load(occupation + at), near)),
      i32x4.ge_s(v128.load(title + at), telling),
    );
    let bits = i32x4.bitmask(evident);
    while (bits != 0) {
      const p = first + ctz(bits);
      bits &= bits - 1;
      const by = (<usize>p) << 2;
      const has = load<i32>(people + <usize>p * PERSON_BYTES, P_HAS);
      put(
        p,
        boundOf(
          m,
          load<i32>(required + by),
          load<i32>(preferred + by),
          load<i32>(occupation + by),
          load<i32>(title + by),
          has,
        ),
      );
    }
  }
}

/** What people may come to at most, as Ceiling: nine tables by row of answers, then what is not in a table. */
let wishCounts: i32 = 0;
let wayCounts: i32 = 0;
let placeCounts: f64 = 0;
const COUNTED = 10;
const SIXTEEN = 16;

/** Where the table of a kind stands; those of the mission’s side come first, then those of the person’s. */
function ceiling(side: i32, kind: i32): usize {
  return <usize>load<u32>(ceilings + ((<usize>(side * 8 + kind)) << 2));
}

function readCeiling(m: i32): void {
  const whole = max(1.0, load<f64>(wholes + ((<usize>m) << 3)));
  fillTheirs(0, LANE_RATE, whole);
  fillTheirs(1, LANE_AVAILABILITY, whole);
  fillTheirs(2, LANE_LANGUAGES, whole);
  fillTheirs(3, LANE_SECTOR, whole);
  fillTheirs(4, LANE_EXPERIENCE, whole);
  fillMine(0, LANE_PAY, pay);
  fillMine(3, LANE_SECTOR_WISH, 0);
  fillMine(5, LANE_DURATION, 0);
  fillMine(6, LANE_REMOTE, 0);
  wishCounts = load<i32>(mission, M_OCCUPATION_COUNT) == 0 ? 0 : weightOf(LANES + LANE_WISH);
  wayCounts = weightOf(LANES + LANE_DISTANCE);
  placeCounts = <f64>weightOf(LANE_PLACE) / whole;
}

function fillTheirs(kind: i32, lane: i32, whole: f64): void {
  const counts = (<f64>weightOf(lane) * SIXTEEN) / whole;
  const table = tables + <usize>(kind * TABLE);
  const stride = <usize>load<u32>(table, 4);
  const rows = load<i32>(table, 8);
  const to = ceiling(0, kind);
  let from = <usize>load<u32>(table) + ((<usize>load<u16>(mission + ((<usize>kind) << 1))) << 1);
  for (let row = 0; row < rows; row++, from += stride) {
    const value = <i32>load<i16>(from);
    store<i32>(
      to + ((<usize>row) << 2),
      value < 0 ? 0 : <i32>(counts * <f64>(FULL - (value & (LANGUAGE_MISSING - 1)))),
    );
  }
}

function fillMine(kind: i32, lane: i32, after: usize): void {
  const counts = weightOf(LANES + lane);
  const table = tables + <usize>(kind * TABLE);
  const stride = <usize>load<u32>(table, 4);
  const rows = load<i32>(table, 8);
  const to = ceiling(1, kind);
  let from = <usize>load<u32>(table) + ((<usize>load<u16>(mission + ((<usize>kind) << 1))) << 1) + after;
  for (let row = 0; row < rows; row++, from += stride) {
    const value = <i32>load<i16>(from);
    store<i32>(to + ((<usize>row) << 2), value < 0 ? 0 : ((counts * (FULL - value)) << COUNTED) | counts);
  }
}

function inTable(side: i32, kind: i32, person: usize): i32 {
  return load<i32>(ceiling(side, kind) + ((<usize>load<u32>(person + P_ROWS + ((<usize>kind) << 2))) << 2));
}

/** False when the person is certain to stay under a potential of `needed`. */
function reaches(needed: i32, bound: i32, person: usize, km: i32): bool {
  const packed = <u32>(inTable(1, 0, person) + inTable(1, 3, person) + inTable(1, 5, person) + inTable(1, 6, person));
  let counted = <i32>(packed & ((1 << COUNTED) - 1)) + (load<i32>(person, P_WISH) != 0 ? wishCounts : 0);
  let missing = <i32>(packed >> COUNTED);
  let theirs =
    <f64>(bound + 1) -
    <f64>(
      (inTable(0, 0, person) +
        inTable(0, 1, person) +
        inTable(0, 2, person) +
        inTable(0, 3, person) +
        inTable(0, 4, person))
    ) /
      SIXTEEN;
  if (km >= 0) {
    const worth = worthOf(km, person, mission);
    counted += wayCounts;
    missing += wayCounts * (FULL - (worth & 1023));
    theirs -= placeCounts * <f64>(FULL - (worth >> 10));
  }
  // Scores are rounded, halves up: half a point less will do, on every side.
  const least = <f64>needed - 0.5;
  const sum = (FULL + 0.5) * <f64>counted - <f64>missing;
  return counted == 0 ? theirs >= least : 2 * theirs * sum >= least * (theirs * <f64>counted + sum);
}

/** How near the mission is to what a person wishes; NO_DATA without either. */
function wishOf(person: usize): i32 {
  const wish = load<i32>(person, P_WISH);
  if (wish == 0 || load<i32>(mission, M_OCCUPATION_COUNT) == 0) return NO_DATA;
  let sum = 0;
  const to = load<i32>(wishStarts + ((<usize>wish) << 2), 4);
  for (let at = load<i32>(wishStarts + ((<usize>wish) << 2)); at < to; at++) {
    const entry = load<i32>(wishEntries + ((<usize>at) << 2));
    sum += load<i32>(denseWish + ((<usize>(entry >> 8)) << 2)) * (entry & 255);
  }
  return cosineOf(sum);
}

/** Writes the mission’s occupations into the table, or takes them out (`times` 0). */
function lay(times: i32): void {
  const entries = <usize>load<u32>(detail, D_OCCUPATIONS);
  const count = load<i32>(mission, M_OCCUPATION_COUNT);
  for (let at = 0; at < count; at++) {
    const entry = load<i32>(entries + ((<usize>at) << 2));
    store<i32>(denseWish + ((<usize>(entry >> 8)) << 2), (entry & 255) * times);
  }
}

/** Makes ready for missions once every person was taken. */
export function begin(): void {
  memory.fill(denseWish, 0, (<usize>wishKeys) << 2);
  memory.fill(best, 0, <usize>personCount);
}

let lastHome: i32 = -1;

/** Fills the list of mission `m`, to which all free people have been offered, with blocked ones, the most promising first. */
export function fill(m: i32): void {
  mission = missions + <usize>m * MISSION_BYTES;
  detail = details + <usize>m * DETAIL_BYTES;
  weights = <usize>load<u32>(mission, M_WEIGHTS);
  narrow(m);
  addUp(m);
  putPeople(m);
  readCeiling(m);
  lay(1);
  if (load<i32>(detail, D_HOME) != lastHome) {
    lastHome = load<i32>(detail, D_HOME);
    for (let place = 0; place < placeCount; place++) store<i16>(fromMission + ((<usize>place) << 1), NOT_KNOWN);
  }
  for (let many = 2 * filled; next(many, settledFloor(m)); many *= WIDER) look(m);
  lay(0);
}

/** Offers those who are to be looked at now. */
function look(m: i32): void {
  const num = load<i32>(mission, M_NUM);
  for (let at = 0; at < promising(); at++) {
    if (!isPromising(at)) continue;
    const p = otherAt(at);
    const person = people + <usize>p * PERSON_BYTES;
    const by = (<usize>p) << 2;
    const floor = floorOf(m);
    const km = kmFromMission(fromMission, load<i32>(person, P_HOME), mission);
    if (!reaches(floor + BLOCKED_BELOW, boundAt(at), person, km)) continue;
    const has = load<i32>(person, P_HAS);
    const rank =
      potential(
        person,
        mission,
        load<i32>(required + by),
        load<i32>(preferred + by),
        (has & HAS_OCCUPATIONS) == 0 ? NO_DATA : cosineOf(load<i32>(occupation + by)),
        (has & HAS_TITLES) == 0 ? NO_DATA : load<i32>(title + by),
        wishOf(person),
        km,
      ) - BLOCKED_BELOW;
    if (rank < floor || (has & STANDS) == 0) continue;
    // The free are listed already.
    if (!isBlocked(person, mission, load<u16>(musts + ((<usize>p) << 1)), km) || refuses(person, m)) continue;
    offer(m, load<i32>(person, P_NUM), rank, tieBreak(num, load<i32>(person, P_NUM)));
  }
}
