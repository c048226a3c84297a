import { filled, heads, keys, length, missionCount, ordered, outNums, outRanks, rankCounts } from './market';

/** Ranks begin at −1001: this far above, none is negative. */
const LIFT = 1_001;
/** Below every rank. */
const NOT_LISTED = -32_768;
/** Of a list: how many it holds, how many places it has, and what a rank must reach to be worth offering. */
const HEAD = 16;
const PLACES = 4;
const FLOOR = 8;
/** Where the rank stands in a key. */
const RANK = 4;

function headOf(list: i32): usize {
  return heads + <usize>(list * HEAD);
}

/** What numbers are multiplied by before they are mixed, as in tieBreak, and by what that is undone (modulo 2³²). */
const OF_MISSION: u32 = 0x9e3779b1;
const MISSION_OF: u32 = 0x0e8b2f51;
const OF_PROFILE: u32 = 0x85ebca77;
const PROFILE_OF: u32 = 0xb6c92f47;

/** The order among equal scores, as tieBreak. */
export function tieBreak(missionNum: i32, profileNum: i32): u32 {
  let h: u32 = (missionNum * OF_MISSION) ^ (profileNum * OF_PROFILE);
  h ^= h >>> 16;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** What was mixed into a tie-break: every step of it has a way back, so that lists need not hold the numbers beside it. */
function unmixed(tie: u32): u32 {
  let h = tie ^ (tie >>> 16);
  h *= 0x7ed1b41d;
  h ^= (h >>> 13) ^ (h >>> 26);
  h *= 0xa5cb9243;
  return h ^ (h >>> 16);
}

export function floorOf(list: i32): i32 {
  return load<i32>(headOf(list), FLOOR);
}

export function sizeOf(list: i32): i32 {
  return load<i32>(headOf(list));
}

function keysOf(list: i32): usize {
  return keys + ((<usize>(list * 2 * length)) << 3);
}

/** As Pools.offer: puts one down, and sorts out who no longer stands in a list when its pool is full. */
export function offer(list: i32, rank: i32, tie: u32): void {
  const head = headOf(list);
  const size = load<i32>(head);
  store<i64>(keysOf(list) + ((<usize>size) << 3), ((<i64>(rank + LIFT)) << 32) | (<i64>tie));
  store<i32>(head, size + 1);
  if (size + 1 >= 2 * load<i32>(head, PLACES)) sift(list);
}

/** Forgets a list. */
export function clear(list: i32): void {
  const head = headOf(list);
  store<i32>(head, 0);
  store<i32>(head, length, PLACES);
  store<i32>(head, NOT_LISTED, FLOOR);
}

/** Offers a list what another thread has found for it, whose room stands `behind` bytes behind this one. */
export function join(list: i32, behind: usize): void {
  const size = load<i32>(headOf(list) + behind);
  const from = keysOf(list) + behind;
  for (let at = 0; at < size; at++) {
    const key = load<i64>(from + ((<usize>at) << 3));
    const rank = <i32>(key >> 32) - LIFT;
    if (rank >= floorOf(list)) offer(list, rank, <u32>key);
  }
}

/** Leaves a list only the places that blocked ones fill. */
export function narrow(list: i32): void {
  store<i32>(headOf(list), filled, PLACES);
}

/** The floor of a list, brought up to date. */
export function settledFloor(list: i32): i32 {
  const head = headOf(list);
  if (load<i32>(head) >= load<i32>(head, PLACES)) sift(list);
  return load<i32>(head, FLOOR);
}

/** Puts the list of `owner` in order where it is read, best first; returns how many stand in it. */
export function read(list: i32, owner: i32): i32 {
  const head = headOf(list);
  order(keysOf(list), load<i32>(head));
  const size = min(load<i32>(head), load<i32>(head, PLACES));
  const isOwn = list == missionCount;
  const ofOwner: u32 = owner * (isOwn ? OF_PROFILE : OF_MISSION);
  const other: u32 = isOwn ? MISSION_OF : PROFILE_OF;
  for (let place = 0; place < size; place++) {
    const key = load<i64>(ordered + ((<usize>place) << 3));
    store<u32>(outNums + ((<usize>place) << 2), (unmixed(<u32>key) ^ ofOwner) * other);
    store<i16>(outRanks + ((<usize>place) << 1), <i16>(<i32>(key >> 32) - LIFT));
  }
  return size;
}

function swap(k: usize, a: i32, b: i32): void {
  const ka = k + ((<usize>a) << 3);
  const kb = k + ((<usize>b) << 3);
  const key = load<i64>(ka);
  store<i64>(ka, load<i64>(kb));
  store<i64>(kb, key);
}

/** Leaves the best in a pool that holds as many as the list has places, or more (Hoare’s Find). */
function sift(list: i32): void {
  const head = headOf(list);
  const places = load<i32>(head, PLACES);
  if (places == 0) {
    store<i32>(head, 0);
    return;
  }
  const k = keysOf(list);
  const place = places - 1;
  let low = 0;
  let high = load<i32>(head) - 1;
  while (low < high) {
    const pivot = load<i64>(k + ((<usize>((low + high) >> 1)) << 3));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<i64>(k + ((<usize>i) << 3)) > pivot) i++;
      while (load<i64>(k + ((<usize>j) << 3)) < pivot) j--;
      if (i > j) break;
      swap(k, i, j);
      i++;
      j--;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  store<i32>(head, places);
  store<i32>(head, load<i32>(k + ((<usize>place) << 3), RANK) - LIFT, FLOOR);
}

/** Copies `size` keys in order, the largest first: by rank, counted out, and then by tie-break, by insertion. */
function order(k: usize, size: i32): void {
  let least = i32.MAX_VALUE;
  let most = 0;
  for (let at = 0; at < size; at++) {
    const rank = load<i32>(k + ((<usize>at) << 3), RANK);
    least = min(least, rank);
    most = max(most, rank);
  }
  if (size == 0) return;
  memory.fill(rankCounts, 0, (<usize>(most - least + 1)) << 2);
  for (let at = 0; at < size; at++) {
    const tally = rankCounts + ((<usize>(most - load<i32>(k + ((<usize>at) << 3), RANK))) << 2);
    store<i32>(tally, load<i32>(tally) + 1);
  }
  let before = 0;
  for (let rank = 0; rank <= most - least; rank++) {
    const tally = rankCounts + ((<usize>rank) << 2);
    const here = load<i32>(tally);
    store<i32>(tally, before);
    before += here;
  }
  for (let at = 0; at < size; at++) {
    const from = k + ((<usize>at) << 3);
    const tally = rankCounts + ((<usize>(most - load<i32>(from, RANK))) << 2);
    const to = load<i32>(tally);
    store<i32>(tally, to + 1);
    store<i64>(ordered + ((<usize>to) << 3), load<i64>(from));
  }
  for (let at: usize = 8; at < (<usize>size) << 3; at += 8) {
    const key = load<i64>(ordered + at);
    let to = ordered + at;
    while (to > ordered && load<i64>(to - 8) < key) {
      store<i64>(to, load<i64>(to - 8));
      to -= 8;
    }
    store<i64>(to, key);
  }
}
