import { filled, heads, keys, length, nums, outNums, outRanks } from './market';

/** Ranks begin at −1001: this far above, none is negative. */
const LIFT = 1_001;
/** Below every rank. */
const NOT_LISTED = -32_768;
/** Of a list: how many it holds, how many places it has, and what a rank must reach to be worth offering. */
const HEAD = 16;
const PLACES = 4;
const FLOOR = 8;

function headOf(list: i32): usize {
  return heads + <usize>(list * HEAD);
}

/** The order among equal scores, as tieBreak. */
export function tieBreak(missionNum: i32, profileNum: i32): u32 {
  let h: u32 = (missionNum * 0x9e3779b1) ^ (profileNum * 0x85ebca77);
  h ^= h >>> 16;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >>> 16);
}

export function floorOf(list: i32): i32 {
  return load<i32>(headOf(list), FLOOR);
}

export function sizeOf(list: i32): i32 {
  return load<i32>(headOf(list));
}

/** As Pools.offer: puts one down, and sorts out who no longer stands in a list when its pool is full. */
export function offer(list: i32, num: i32, rank: i32, tie: u32): void {
  const head = headOf(list);
  const size = load<i32>(head);
  const to = <usize>(list * 2 * length + size);
  store<i64>(keys + (to << 3), ((<i64>(rank + LIFT)) << 32) | (<i64>tie));
  store<i32>(nums + (to << 2), num);
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
  const base = <usize>(list * 2 * length);
  for (let place = 0; place < size; place++) {
    const from = base + <usize>place;
    const key = load<i64>(keys + behind + (from << 3));
    const rank = <i32>(key >> 32) - LIFT;
    if (rank >= floorOf(list)) offer(list, load<i32>(nums + behind + (from << 2)), rank, <u32>key);
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

/** Puts a list in order, best first, where it is read; returns how many stand in it. */
export function read(list: i32): i32 {
  const head = headOf(list);
  if (load<i32>(head) > load<i32>(head, PLACES)) sift(list);
  const size = load<i32>(head);
  const base = <usize>(list * 2 * length);
  order(keys + (base << 3), nums + (base << 2), size);
  for (let place = 0; place < size; place++) {
    const from = base + <usize>place;
    store<i32>(outNums + ((<usize>place) << 2), load<i32>(nums + (from << 2)));
    store<i16>(outRanks + ((<usize>place) << 1), <i16>(<i32>(load<i64>(keys + (from << 3)) >> 32) - LIFT));
  }
  return size;
}

function swap(k: usize, n: usize, a: i32, b: i32): void {
  const ka = k + ((<usize>a) << 3);
  const kb = k + ((<usize>b) << 3);
  const key = load<i64>(ka);
  store<i64>(ka, load<i64>(kb));
  store<i64>(kb, key);
  const na = n + ((<usize>a) << 2);
  const nb = n + ((<usize>b) << 2);
  const num = load<i32>(na);
  store<i32>(na, load<i32>(nb));
  store<i32>(nb, num);
}

/** Of the keys parted last: those up to `upTo` are no smaller than one of their midst, those from `onFrom` on no larger. */
let upTo: i32 = 0;
let onFrom: i32 = 0;

/** Parts `low` to `high` (included). */
function part(k: usize, n: usize, low: i32, high: i32): void {
  const pivot = load<i64>(k + ((<usize>((low + high) >> 1)) << 3));
  let i = low;
  let j = high;
  while (i <= j) {
    while (load<i64>(k + ((<usize>i) << 3)) > pivot) i++;
    while (load<i64>(k + ((<usize>j) << 3)) < pivot) j--;
    if (i > j) break;
    swap(k, n, i, j);
    i++;
    j--;
  }
  upTo = j;
  onFrom = i;
}

/** Leaves the best in a pool that holds as many as the list has places, or more (Hoare’s Find). */
function sift(list: i32): void {
  const head = headOf(list);
  const places = load<i32>(head, PLACES);
  if (places == 0) {
    store<i32>(head, 0);
    return;
  }
  const base = <usize>(list * 2 * length);
  const k = keys + (base << 3);
  const n = nums + (base << 2);
  const place = places - 1;
  let low = 0;
  let high = load<i32>(head) - 1;
  while (low < high) {
    part(k, n, low, high);
    if (place <= upTo) high = upTo;
    else if (place >= onFrom) low = onFrom;
    else break;
  }
  store<i32>(head, places);
  store<i32>(head, <i32>(load<i64>(k + ((<usize>place) << 3)) >> 32) - LIFT, FLOOR);
}

/** Few enough to be put in order by insertion. */
const FEW = 12;

/** Puts `size` keys in order, the largest first, and the numbers with them (quicksort, then insertion). */
function order(k: usize, n: usize, size: i32): void {
  sortParts(k, n, 0, size - 1);
  for (let at = 1; at < size; at++) {
    const key = load<i64>(k + ((<usize>at) << 3));
    const num = load<i32>(n + ((<usize>at) << 2));
    let to = at;
    while (to > 0 && load<i64>(k + ((<usize>(to - 1)) << 3)) < key) {
      store<i64>(k + ((<usize>to) << 3), load<i64>(k + ((<usize>(to - 1)) << 3)));
      store<i32>(n + ((<usize>to) << 2), load<i32>(n + ((<usize>(to - 1)) << 2)));
      to--;
    }
    store<i64>(k + ((<usize>to) << 3), key);
    store<i32>(n + ((<usize>to) << 2), num);
  }
}

/** Sorts roughly, by parts that are smaller each time, until few are left to put in order. */
function sortParts(k: usize, n: usize, low: i32, high: i32): void {
  while (high - low > FEW) {
    part(k, n, low, high);
    const next = onFrom;
    sortParts(k, n, low, upTo);
    low = next;
  }
}
