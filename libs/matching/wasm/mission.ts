import {
  D_OCCUPATIONS,
  DETAIL_BYTES,
  M_NUM,
  M_OCCUPATION_COUNT,
  MISSION_BYTES,
  P_HAS,
  P_HOME,
  P_NUM,
  P_WISH,
  PERSON_BYTES,
  STANDS,
} from '../packed/layout';
import { reaches, readCeiling } from './ceiling';
import {
  apart,
  denseChange,
  details,
  filled,
  four,
  leasts,
  missions,
  musts,
  occupation,
  people,
  personCount,
  preferred,
  required,
  room,
  rooms,
  title,
  wishEntries,
  wishStarts,
} from './market';
import {
  BLOCKED_BELOW,
  cosineOf,
  fitFreelancer,
  isBlocked,
  kilometres,
  LEAST_PRODUCT,
  NO_DATA,
  potential,
  refuses,
  TELLING_TITLE,
} from './pair';
import { addUp } from './people-sums';
import { floorOf, join, narrow, offer, read, settledFloor, sizeOf, tieBreak } from './pools';
import { boundAt, boundsOf, forgetPromising, isHopeless, MANY, otherAt, put, sortPromising } from './promising';

let mission: usize = 0;
let detail: usize = 0;

/** Puts down whoever there is evidence for, with what the mission’s side comes to at most. */
function putPeople(m: i32): void {
  forgetPromising();
  const least = i32x4.splat(load<i32>(leasts + ((<usize>m) << 2)));
  const near = i32x4.splat(LEAST_PRODUCT);
  const telling = i32x4.splat(TELLING_TITLE);
  for (let first = 0; first < personCount; first += 4) {
    const at = (<usize>first) << 2;
    const evident = v128.or(
      v128.or(i32x4.ge_s(v128.load(required + at), least), i32x4.ge_s(v128.load(occupation + at), near)),
      i32x4.ge_s(v128.load(title + at), telling),
    );
    let bits = i32x4.bitmask(evident);
    if (bits == 0) continue;
    v128.store(four, boundsOf(m, first));
    while (bits != 0) {
      const which = ctz(bits);
      bits &= bits - 1;
      put(first + which, load<i32>(four + ((<usize>which) << 2)));
    }
  }
}

/** How near the mission is to what a person wishes; NO_DATA without either. */
function wishOf(person: usize): i32 {
  const wish = load<i32>(person, P_WISH);
  if (wish == 0 || load<i32>(mission, M_OCCUPATION_COUNT) == 0) return NO_DATA;
  let sum = 0;
  const to = load<i32>(wishStarts + ((<usize>wish) << 2), 4);
  for (let at = load<i32>(wishStarts + ((<usize>wish) << 2)); at < to; at++) {
    const entry = load<i32>(wishEntries + ((<usize>at) << 2));
    sum += load<i32>(denseChange + ((<usize>(entry >> 8)) << 2)) * (entry & 255);
  }
  return cosineOf(sum);
}

/** Writes the mission’s occupations into the table, or takes them out (`times` 0). */
function lay(times: i32): void {
  const entries = <usize>load<u32>(detail, D_OCCUPATIONS);
  const count = load<i32>(mission, M_OCCUPATION_COUNT);
  for (let at = 0; at < count; at++) {
    const entry = load<i32>(entries + ((<usize>at) << 2));
    store<i32>(denseChange + ((<usize>(entry >> 8)) << 2), (entry & 255) * times);
  }
}

/**
 * Puts the list of mission `m` in order where it is read, once every thread has taken its last person: the free that each
 * found, and blocked ones where these are few. Returns how many stand in it.
 */
export function list(m: i32): i32 {
  for (let other = 0; other < rooms; other++) if (other != room) join(m, <usize>(other - room) * apart);
  if (sizeOf(m) < filled) fill(m);
  return read(m, load<i32>(missions + <usize>m * MISSION_BYTES, M_NUM));
}

/** Fills the list of mission `m` with blocked people, the most promising first. */
function fill(m: i32): void {
  mission = missions + <usize>m * MISSION_BYTES;
  detail = details + <usize>m * DETAIL_BYTES;
  narrow(m);
  addUp(m, mission, detail);
  putPeople(m);
  readCeiling(m, mission);
  lay(1);
  const count = sortPromising();
  for (let first = 0; first < count && !isHopeless(first, settledFloor(m)); first += MANY)
    look(m, first, min(count, first + MANY));
  lay(0);
}

/** Offers some of those put in order. */
function look(m: i32, from: i32, to: i32): void {
  const num = load<i32>(mission, M_NUM);
  for (let at = from; at < to; at++) {
    const p = otherAt(at);
    const person = people + <usize>p * PERSON_BYTES;
    const by = (<usize>p) << 2;
    const floor = floorOf(m);
    const km = kilometres(load<i32>(person, P_HOME), mission);
    if (!reaches(floor + BLOCKED_BELOW, boundAt(at), person, mission, km)) continue;
    const rank =
      potential(
        person,
        mission,
        load<i32>(required + by),
        load<i32>(preferred + by),
        load<i32>(occupation + by),
        load<i32>(title + by),
        km,
        fitFreelancer(person, mission, wishOf(person), km),
      ) - BLOCKED_BELOW;
    if (rank < floor || (load<i32>(person, P_HAS) & STANDS) == 0) continue;
    // The free are listed already.
    if (!isBlocked(person, mission, load<u16>(musts + ((<usize>p) << 1)), km) || refuses(person, m)) continue;
    offer(m, rank, tieBreak(num, load<i32>(person, P_NUM)));
  }
}
