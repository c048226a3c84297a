import { BOUND_BYTES, HAS_OCCUPATIONS, HAS_TITLES } from '../packed/layout';
import { boundCounts, bounds, others, othersBounds } from './market';
import { BLOCKED_BELOW, FULL, mutualOf } from './pair';

/** What a product of occupations is worth at most, as cosineOf; a hair more, so that no bound falls short. */
const PER_PRODUCT: f64 = 1000.0 / (255 * 255) + 1e-12;

/** The bounds of many pairs, so that the more promising are looked at first; as Promising in blocked-pairs. */
let count: i32 = 0;
/** Bounds from `from` (included) to `to` (left out) are to be looked at now. */
let from: i32 = 0;
let to: i32 = 0;

export function forgetPromising(): void {
  memory.fill(boundCounts, 0, (FULL + 1) << 2);
  count = 0;
  to = from = FULL + 1;
}

/** What the mission’s side comes to at most by what a pair has in common, everything else being perfect. */
export function boundOf(m: i32, required: i32, preferred: i32, product: i32, title: i32, has: i32): i32 {
  const bound = bounds + <usize>m * BOUND_BYTES;
  const occupation = (has & HAS_OCCUPATIONS) == 0 ? <f64>FULL : min(<f64>FULL, <f64>product * PER_PRODUCT);
  return <i32>(
    (load<f64>(bound) +
      load<f64>(bound, 8) * <f64>required +
      load<f64>(bound, 16) * <f64>preferred +
      load<f64>(bound, 24) * occupation +
      load<f64>(bound, 32) * <f64>((has & HAS_TITLES) == 0 ? FULL : title))
  );
}

export function put(other: i32, bound: i32): void {
  store<i32>(others + ((<usize>count) << 2), other);
  store<i32>(othersBounds + ((<usize>count) << 2), bound);
  const tally = boundCounts + ((<usize>bound) << 2);
  store<i32>(tally, load<i32>(tally) + 1);
  count++;
}

/** How many were put down. */
export function promising(): i32 {
  return count;
}

export function otherAt(at: i32): i32 {
  return load<i32>(others + ((<usize>at) << 2));
}

export function boundAt(at: i32): i32 {
  return load<i32>(othersBounds + ((<usize>at) << 2));
}

/** True when it is to be looked at now. */
export function isPromising(at: i32): bool {
  const bound = boundAt(at);
  return bound >= from && bound < to;
}

/** Moves on to the next `many` or so, those left out that cannot reach the floor of a list; false when there are none left. */
export function next(many: i32, floor: i32): bool {
  const needed = floor + BLOCKED_BELOW;
  to = from;
  let found = 0;
  while (from > 0 && found < many && mutualOf(from - 1, FULL) >= needed) {
    from--;
    found += load<i32>(boundCounts + ((<usize>from) << 2));
  }
  return from < to;
}
