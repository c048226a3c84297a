import {
  BUDGET,
  DETAIL_BYTES,
  D_ORGANISATION,
  D_SECTOR,
  EXPERIENCE,
  HAS_OCCUPATIONS,
  HAS_TITLES,
  LANES,
  LANE_AVAILABILITY,
  LANE_DISTANCE,
  LANE_DURATION,
  LANE_EXPERIENCE,
  LANE_LANGUAGES,
  LANE_OCCUPATION,
  LANE_PAY,
  LANE_PLACE,
  LANE_PREFERRED,
  LANE_RATE,
  LANE_REMOTE,
  LANE_REQUIRED,
  LANE_SECTOR,
  LANE_SECTOR_WISH,
  LANE_TITLE,
  LANE_WISH,
  LANGUAGES,
  MODE,
  M_MODE,
  M_MUSTS,
  M_PLACE,
  M_PREFERRED_WHOLE,
  M_RADIUS,
  M_REQUIRED_WHOLE,
  M_WEIGHTS,
  P_EXCLUSIONS,
  P_HAS,
  P_MOBILITY,
  RHYTHM,
  SECTOR,
  START,
  WEEKS,
} from '../packed/layout';
import {
  details,
  exclusionEntries,
  exclusionStarts,
  missionPlaces,
  missionPoints,
  pay,
  points,
  tables,
  usual,
  worths,
} from './market';

/** What Distances.worth gives for a reach beyond the usual. */
declare function farWorth(km: i32, reach: i32): i32;

export const FULL = 1_000;
export const NO_DATA = -1;
export const NOWHERE = -1;
export const BLOCKED_BELOW = FULL + 1;
/** As criteria/place. */
const USUAL_REACH_KM = 50;
const ONSITE = 1;
const REMOTE = 4;
/** As in cosineOf. */
const LENGTH_SQUARED = 255 * 255;
/** The least product of occupations that is evidence, and the least likeness of a title. */
export const LEAST_PRODUCT = (LENGTH_SQUARED + FULL - 1) / FULL;
export const TELLING_TITLE = 500;
export const LANGUAGE_MISSING = 1 << 12;

/** Where the answer of a kind stands for the two. */
function answerAt(person: usize, mission: usize, kind: i32): usize {
  return <usize>load<u32>(person + ((<usize>kind) << 2)) + ((<usize>load<u16>(mission + ((<usize>kind) << 1))) << 1);
}

/** As cosineOf. */
export function cosineOf(product: i32): i32 {
  return product >= LENGTH_SQUARED ? FULL : <i32>((<u32>product * FULL) / LENGTH_SQUARED);
}

function meanOf(sum: i32, weight: i32): i32 {
  return weight == 0 ? NO_DATA : <i32>(<u32>(2 * sum + weight) / <u32>(2 * weight));
}

export function mutualOf(fitMission: i32, fitFreelancer: i32): i32 {
  if (fitMission == NO_DATA) return fitFreelancer == NO_DATA ? 0 : fitFreelancer;
  if (fitFreelancer == NO_DATA) return fitMission;
  const sum = fitMission + fitFreelancer;
  return sum == 0 ? 0 : <i32>(<u32>(4 * fitMission * fitFreelancer + sum) / <u32>(2 * sum));
}

const POINT = 12;
const X = 0;
const Y = 4;
const Z = 8;

/** Kilometres from a home to where missions are done, two places at a time, 16 bits each, as kilometresApart. */
export function readKilometres(row: usize, home: i32): void {
  const from = points + <usize>(home * POINT);
  const x = f64x2.splat(<f64>load<i32>(from, X));
  const y = f64x2.splat(<f64>load<i32>(from, Y));
  const z = f64x2.splat(<f64>load<i32>(from, Z));
  const column = (<usize>missionPlaces) << 3;
  for (let at: usize = 0; at < column; at += 16) {
    const dx = f64x2.sub(x, v128.load(missionPoints + at));
    const dy = f64x2.sub(y, v128.load(missionPoints + column + at));
    const dz = f64x2.sub(z, v128.load(missionPoints + 2 * column + at));
    const squared = f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
    const km = f64x2.div(f64x2.floor(f64x2.sqrt(squared)), f64x2.splat(10));
    const whole = i32x4.trunc_sat_f64x2_s_zero(km);
    store<i16>(row + (at >> 2), <i16>i32x4.extract_lane(whole, 0));
    store<i16>(row + (at >> 2), <i16>i32x4.extract_lane(whole, 1), 2);
  }
  store<i16>(row, NOWHERE);
}

/** Kilometres from where a person lives to where a mission is done, `row` being those from there; NOWHERE without both. */
export function kmFromHome(row: usize, mission: usize): i32 {
  return load<i16>(row + (load<i32>(mission, M_PLACE) << 1));
}

/** The same where the person is not read. */
export function kilometres(home: i32, mission: usize): i32 {
  const place = load<i32>(mission, M_PLACE);
  if (home == 0 || place == 0) return NOWHERE;
  const from = points + <usize>(home * POINT);
  const to = missionPoints + ((<usize>place) << 3);
  const column = (<usize>missionPlaces) << 3;
  const dx = <f64>load<i32>(from, X) - load<f64>(to);
  const dy = <f64>load<i32>(from, Y) - load<f64>(to + column);
  const dz = <f64>load<i32>(from, Z) - load<f64>(to + 2 * column);
  return <i32>(floor(sqrt(dx * dx + dy * dy + dz * dz)) / 10);
}

/** As Comparison.worthOf. */
export function worthOf(km: i32, person: usize, mission: usize): i32 {
  const mobility = load<i32>(person, P_MOBILITY);
  const radius = load<i32>(mission, M_RADIUS);
  const reach = max(1, mobility >= 0 ? mobility : radius < 0 ? USUAL_REACH_KM : radius);
  if (km > 2 * reach) return 0;
  return reach > usual ? farWorth(km, reach) : load<i32>(worths + ((<usize>(reach * reach + km)) << 2));
}

export function blocksByPlace(person: usize, mission: usize, km: i32): bool {
  const mobility = load<i32>(person, P_MOBILITY);
  return load<u16>(mission, M_MODE) == ONSITE && mobility >= 0 && km > max(1, mobility);
}

/** True when the answer of a kind (of BUDGET, START and MODE) blocks; TABLE numbers a kind in `tables`. */
function blocksBy(person: usize, mission: usize, kind: i32): bool {
  return load<i16>(answerAt(person, mission, kind) + load<u32>(tables + <usize>(kind * TABLE), BLOCKS_AFTER)) == 1;
}
export const TABLE = 16;
export const BLOCKS_AFTER = 12;

/** As isBlocked in blocked-pairs. */
export function isBlocked(person: usize, mission: usize, musts: i32, km: i32): bool {
  return (
    musts < <i32>load<u16>(mission, M_MUSTS) ||
    blocksBy(person, mission, BUDGET) ||
    blocksBy(person, mission, START) ||
    blocksBy(person, mission, MODE) ||
    <i32>load<i16>(answerAt(person, mission, LANGUAGES)) >= LANGUAGE_MISSING ||
    blocksByPlace(person, mission, km)
  );
}

/** As refuses in obstacles, of somebody visible; `m`: the mission’s number. */
export function refuses(person: usize, m: i32): bool {
  const exclusions = load<i32>(person, P_EXCLUSIONS);
  if (exclusions == 0) return false;
  const organisation = load<i32>(details + <usize>m * DETAIL_BYTES, D_ORGANISATION) << 1;
  const sector = (load<i32>(details + <usize>m * DETAIL_BYTES, D_SECTOR) << 1) | 1;
  const starts = exclusionStarts + ((<usize>exclusions) << 2);
  for (let at = load<i32>(starts); at < load<i32>(starts, 4); at++) {
    const entry = load<i32>(exclusionEntries + ((<usize>at) << 2));
    if ((organisation != 0 && entry == organisation) || (sector != 1 && entry == sector)) return true;
  }
  return false;
}

/** The value of needs, 0..1000: their sum in proportion to the whole of them. */
function needsMet(sum: i32, whole: f64): i32 {
  return sum > 0 ? <i32>((<f64>sum * FULL) / whole) : 0;
}

/** What the kilometres are worth to the pair, as Distances.worth; NO_DATA where there are none. */
function worthAt(km: i32, person: usize, mission: usize): i32 {
  return km < 0 ? NO_DATA : worthOf(km, person, mission);
}

/** The person’s side. `wish`: NO_DATA where there is none; `km`: as kmFromHome. */
export function fitFreelancer(person: usize, mission: usize, wish: i32, km: i32): i32 {
  const zero = i16x8.splat(0);
  const worth = worthAt(km, person, mission);
  let mine = zero;
  mine = v128.load_lane<i16>(answerAt(person, mission, BUDGET) + pay, mine, <u8>LANE_PAY);
  mine = v128.load_lane<i16>(answerAt(person, mission, MODE), mine, <u8>LANE_REMOTE);
  mine = i16x8.replace_lane(mine, <u8>LANE_WISH, <i16>wish);
  mine = i16x8.replace_lane(mine, <u8>LANE_DISTANCE, <i16>(worth < 0 ? worth : worth & 1023));
  mine = v128.load_lane<i16>(answerAt(person, mission, WEEKS), mine, <u8>LANE_DURATION);
  mine = v128.load_lane<i16>(answerAt(person, mission, SECTOR), mine, <u8>LANE_SECTOR_WISH);
  const counts = v128.and(v128.load(<usize>load<u32>(mission, M_WEIGHTS), 16), i16x8.ge_s(mine, zero));
  const sums = i32x4.dot_i16x8_s(counts, mine);
  const weights = i32x4.dot_i16x8_s(counts, i16x8.splat(1));
  // The last two lanes are the needs’, whose values are 0 here.
  return meanOf(firstThree(sums), firstThree(weights));
}

/**
 * What the two would score if nothing blocked them, as Comparison.settle and potential. `required`, `preferred`: sums;
 * `near`: the product of occupations; `like`: the value of the likest title; `km`: as kmFromHome; `fit`: the person’s side.
 */
export function potential(
  person: usize,
  mission: usize,
  required: i32,
  preferred: i32,
  near: i32,
  like: i32,
  km: i32,
  fit: i32,
): i32 {
  const zero = i16x8.splat(0);
  const ones = i16x8.splat(1);
  // The lesser of the two, and the other one where one has NO_DATA: that is the greatest of all once unsigned.
  const time = <i32>load<i16>(answerAt(person, mission, START));
  const rhythm = <i32>load<i16>(answerAt(person, mission, RHYTHM));
  const spoken = <i32>load<i16>(answerAt(person, mission, LANGUAGES));
  const worth = worthAt(km, person, mission);
  const place = load<u16>(mission, M_MODE) == REMOTE ? FULL : worth < 0 ? worth : worth >> 10;
  let theirs = zero;
  theirs = v128.load_lane<i16>(answerAt(person, mission, BUDGET), theirs, <u8>LANE_RATE);
  theirs = i16x8.replace_lane(theirs, <u8>LANE_AVAILABILITY, <i16>(<u32>time < <u32>rhythm ? time : rhythm));
  theirs = v128.load_lane<i16>(answerAt(person, mission, EXPERIENCE), theirs, <u8>LANE_EXPERIENCE);
  theirs = i16x8.replace_lane(theirs, <u8>LANE_LANGUAGES, <i16>(spoken < 0 ? spoken : spoken & (LANGUAGE_MISSING - 1)));
  theirs = v128.load_lane<i16>(answerAt(person, mission, SECTOR), theirs, <u8>LANE_SECTOR);
  theirs = i16x8.replace_lane(theirs, <u8>LANE_PLACE, <i16>place);
  const has = load<i32>(person, P_HAS);
  theirs = i16x8.replace_lane(
    theirs,
    <u8>LANE_OCCUPATION,
    <i16>((has & HAS_OCCUPATIONS) == 0 ? NO_DATA : cosineOf(near)),
  );
  theirs = i16x8.replace_lane(theirs, <u8>LANE_TITLE, <i16>((has & HAS_TITLES) == 0 ? NO_DATA : like));
  const weights = <usize>load<u32>(mission, M_WEIGHTS);
  const counts = v128.and(v128.load(weights), i16x8.ge_s(theirs, zero));
  const sums = i32x4.dot_i16x8_s(counts, theirs);
  const counted = i32x4.dot_i16x8_s(counts, ones);
  const ofRequired = <i32>load<i16>(weights, NEEDS_REQUIRED);
  const ofPreferred = <i32>load<i16>(weights, NEEDS_PREFERRED);
  const sum =
    firstThree(sums) +
    i32x4.extract_lane(sums, 3) +
    ofRequired * needsMet(required, load<f64>(mission, M_REQUIRED_WHOLE)) +
    ofPreferred * needsMet(preferred, load<f64>(mission, M_PREFERRED_WHOLE));
  return mutualOf(meanOf(sum, firstThree(counted) + i32x4.extract_lane(counted, 3) + ofRequired + ofPreferred), fit);
}

/** Where the weights of needs stand among the sixteen, in bytes. */
const NEEDS_REQUIRED = 2 * (LANES + LANE_REQUIRED);
const NEEDS_PREFERRED = 2 * (LANES + LANE_PREFERRED);

function firstThree(lanes: v128): i32 {
  return i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2);
}
