import { BOUND_BYTES, HAS_OCCUPATIONS, HAS_TITLES } from '../packed/layout';
import {
  boundCounts,
  bounds,
  boundsInOrder,
  inOrder,
  occupation,
  others,
  othersBounds,
  preferred,
  required,
  title,
  whoHas,
} from './market';
import { BLOCKED_BELOW, FULL, mutualOf } from './pair';

/** What a product of occupations is worth at most, as cosineOf; a hair more, so that no bound falls short. */
const PER_PRODUCT: f64 = 1000.0 / (255 * 255) + 1e-12;

/** Pairs and their bounds, so that the most promising are looked at first; as Promising in blocked-pairs, but in order. */
let count: i32 = 0;

export function forgetPromising(): void {
  memory.fill(boundCounts, 0, (FULL + 1) << 2);
  count = 0;
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

/** More than what is lost where bounds are reckoned in 32-bit floats. */
const LOST: f32 = 0.01;
const PER_PRODUCT_32: f32 = 1000.0 / (255 * 255);

/** As boundOf, of four people who stand beside one another (`p` the first of them) for a mission. */
export function boundsOf(m: i32, p: i32): v128 {
  const bound = bounds + <usize>m * BOUND_BYTES;
  const at = (<usize>p) << 2;
  const full = f32x4.splat(<f32>FULL);
  const zero = i32x4.splat(0);
  const has = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(whoHas + <usize>p)));
  const product = f32x4.mul(f32x4.convert_i32x4_s(v128.load(occupation + at)), f32x4.splat(PER_PRODUCT_32));
  const near = v128.bitselect(
    full,
    f32x4.min(full, product),
    i32x4.eq(v128.and(has, i32x4.splat(HAS_OCCUPATIONS)), zero),
  );
  const like = v128.bitselect(
    full,
    f32x4.convert_i32x4_s(v128.load(title + at)),
    i32x4.eq(v128.and(has, i32x4.splat(HAS_TITLES)), zero),
  );
  let sum = f32x4.splat(<f32>load<f64>(bound) + LOST);
  sum = f32x4.add(sum, times(bound + 8, f32x4.convert_i32x4_s(v128.load(required + at))));
  sum = f32x4.add(sum, times(bound + 16, f32x4.convert_i32x4_s(v128.load(preferred + at))));
  sum = f32x4.add(sum, times(bound + 24, near));
  sum = f32x4.add(sum, times(bound + 32, like));
  return i32x4.min_s(i32x4.splat(FULL), i32x4.trunc_sat_f32x4_s(sum));
}

function times(factor: usize, values: v128): v128 {
  return f32x4.mul(f32x4.splat(<f32>load<f64>(factor)), values);
}

export function put(other: i32, bound: i32): void {
  store<i32>(others + ((<usize>count) << 2), other);
  store<i32>(othersBounds + ((<usize>count) << 2), bound);
  const tally = boundCounts + ((<usize>bound) << 2);
  store<i32>(tally, load<i32>(tally) + 1);
  count++;
}

/** Puts them in order, the highest bound first (counting sort); returns how many there are. */
export function sortPromising(): i32 {
  let before = 0;
  for (let bound = FULL; bound >= 0; bound--) {
    const tally = boundCounts + ((<usize>bound) << 2);
    const here = load<i32>(tally);
    store<i32>(tally, before);
    before += here;
  }
  for (let at = 0; at < count; at++) {
    const bound = load<i32>(othersBounds + ((<usize>at) << 2));
    const tally = boundCounts + ((<usize>bound) << 2);
    const to = load<i32>(tally);
    store<i32>(tally, to + 1);
    store<i32>(inOrder + ((<usize>to) << 2), load<i32>(others + ((<usize>at) << 2)));
    store<i32>(boundsInOrder + ((<usize>to) << 2), bound);
  }
  return count;
}

export function otherAt(at: i32): i32 {
  return load<i32>(inOrder + ((<usize>at) << 2));
}

export function boundAt(at: i32): i32 {
  return load<i32>(boundsInOrder + ((<usize>at) << 2));
}

/** True when neither this one nor any behind it can reach the floor of a list. */
export function isHopeless(at: i32, floor: i32): bool {
  return mutualOf(boundAt(at), FULL) < floor + BLOCKED_BELOW;
}

/** So many are looked at before the floor of a list is brought up to date. */
export const MANY = 8;
