import {
  BUDGET,
  EXPERIENCE,
  KINDS,
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
  LANGUAGES,
  M_OCCUPATION_COUNT,
  M_WEIGHTS,
  MODE,
  P_ROWS,
  P_WISH,
  SECTOR,
  START,
  WEEKS,
} from '../packed/layout';
import { ceilings, ceilingStarts, pay, tables, wholes } from './market';
import { FULL, LANGUAGE_MISSING, TABLE, worthOf } from './pair';

/** Of the mission read last: where its weights stand, and what is not in a table. */
let weights: usize = 0;
const THEIRS = 0;
const MINE = 1;

let wishCounts: i32 = 0;
let wayCounts: i32 = 0;
let placeCounts: f64 = 0;
/** Bits of the weights of a person’s side, which come to 1000 at most. */
const COUNTED = 10;
/** Shortfalls of a mission’s side are reckoned in sixteenths. */
const SIXTEEN = 16;

function weightOf(lane: i32): i32 {
  return <i32>load<i16>(weights + ((<usize>lane) << 1));
}

/** Where the table of a kind stands; those of the mission’s side come first, then those of the person’s. */
function ceiling(side: i32, kind: i32): usize {
  return ceilings + <usize>load<u32>(ceilingStarts + ((<usize>(side * KINDS + kind)) << 2));
}

/** Makes the tables of mission `m`, for every row of answers: how far each keeps a side from perfect. */
export function readCeiling(m: i32, mission: usize): void {
  weights = <usize>load<u32>(mission, M_WEIGHTS);
  const whole = max(1.0, load<f64>(wholes + ((<usize>m) << 3)));
  fillTheirs(mission, BUDGET, LANE_RATE, whole);
  fillTheirs(mission, START, LANE_AVAILABILITY, whole);
  fillTheirs(mission, LANGUAGES, LANE_LANGUAGES, whole);
  fillTheirs(mission, SECTOR, LANE_SECTOR, whole);
  fillTheirs(mission, EXPERIENCE, LANE_EXPERIENCE, whole);
  fillMine(mission, BUDGET, LANE_PAY, pay);
  fillMine(mission, SECTOR, LANE_SECTOR_WISH, 0);
  fillMine(mission, WEEKS, LANE_DURATION, 0);
  fillMine(mission, MODE, LANE_REMOTE, 0);
  wishCounts = load<i32>(mission, M_OCCUPATION_COUNT) == 0 ? 0 : weightOf(LANES + LANE_WISH);
  wayCounts = weightOf(LANES + LANE_DISTANCE);
  placeCounts = <f64>weightOf(LANE_PLACE) / whole;
}

function fillTheirs(mission: usize, kind: i32, lane: i32, whole: f64): void {
  const counts = (<f64>weightOf(lane) * SIXTEEN) / whole;
  const table = tables + <usize>(kind * TABLE);
  const stride = <usize>load<u32>(table, 4);
  const rows = load<i32>(table, 8);
  const to = ceiling(THEIRS, kind);
  let from = <usize>load<u32>(table) + ((<usize>load<u16>(mission + ((<usize>kind) << 1))) << 1);
  for (let row = 0; row < rows; row++, from += stride) {
    const value = <i32>load<i16>(from);
    store<i32>(
      to + ((<usize>row) << 2),
      value < 0 ? 0 : <i32>(counts * <f64>(FULL - (value & (LANGUAGE_MISSING - 1)))),
    );
  }
}

function fillMine(mission: usize, kind: i32, lane: i32, after: usize): void {
  const counts = weightOf(LANES + lane);
  const table = tables + <usize>(kind * TABLE);
  const stride = <usize>load<u32>(table, 4);
  const rows = load<i32>(table, 8);
  const to = ceiling(MINE, kind);
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
export function reaches(needed: i32, bound: i32, person: usize, mission: usize, km: i32): bool {
  const packed = <u32>(
    (inTable(MINE, BUDGET, person) +
      inTable(MINE, SECTOR, person) +
      inTable(MINE, WEEKS, person) +
      inTable(MINE, MODE, person))
  );
  let counted = <i32>(packed & ((1 << COUNTED) - 1)) + (load<i32>(person, P_WISH) != 0 ? wishCounts : 0);
  let missing = <i32>(packed >> COUNTED);
  let theirs =
    <f64>(bound + 1) -
    <f64>(
      (inTable(THEIRS, BUDGET, person) +
        inTable(THEIRS, START, person) +
        inTable(THEIRS, LANGUAGES, person) +
        inTable(THEIRS, SECTOR, person) +
        inTable(THEIRS, EXPERIENCE, person))
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
