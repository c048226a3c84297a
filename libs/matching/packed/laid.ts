import { FULL } from '../arithmetic';
import { filledTo } from '../top';
import { Comparison } from './comparison';
import type { Dictionaries } from './dictionary';
import { USUAL, WORTHS } from './distances';
import type { Part } from './handed-over';
import { layMissions } from './lay-missions';
import { layPeople } from './lay-people';
import type { Layer } from './layers';
import { type LaidSide, machineOf } from './machine';
import { SATISFACTIONS } from './mastery';
import type { MissionSegment } from './mission-segment';
import { type Addresses, Plan } from './plan';
import type { ProfileSegment } from './profile-segment';

/** Bytes of rows kept by each thread, of titles and of homes. */
const KEPT = 1 << 24;
/** Bytes a list begins with, as in libs/matching/wasm/pools.ts. */
const HEAD = 16;
/** Ranks there are: of the free, of blocked ones below them, and none. */
const RANKS = 2 * (FULL + 1);

/** A market as lists.wasm reads it, in a memory that several threads may find lists in. */
export interface Laid {
  memory: WebAssembly.Memory;
  /** How many places a list has. */
  length: number;
  /** How many threads may find lists: each has a room of its own for what it writes. */
  rooms: number;
  /** People with each segment of the missions. */
  sides: readonly LaidSide[];
  /** Where the threads count what they do together (COUNTS numbers, at first 0). */
  counts: number;
}

/** What threads count: blocks of people and of missions that were taken, and threads that have taken their last person. */
export const COUNTS = 3;

/** Lays people and missions into a memory that nobody is using. Nothing may change meanwhile. */
export function lay(memory: WebAssembly.Memory, { profiles, missions }: Part, length: number, rooms: number): Laid {
  const plan = new Plan();
  const counts = plan.put(new Int32Array(COUNTS));
  const sides = missions.map((layer) => laySide(plan, profiles, layer, length, rooms));
  plan.into(memory);
  for (const side of sides) machineOf(memory, side, 0).openUp();
  return { memory, length, rooms, sides, counts };
}

function laySide(
  plan: Plan,
  people: readonly Layer<ProfileSegment>[],
  missions: Layer<MissionSegment>,
  length: number,
  rooms: number,
): LaidSide {
  const comparison = new Comparison(missions.segment);
  const { dictionaries } = missions.segment.missions;
  const { kinds, ...ofMissions } = layMissions(plan, comparison, missions);
  const { ceilingBytes, ...ofPeople } = layPeople(plan, comparison, people, dictionaries, ofMissions.words! * 8);
  const shared: Addresses = {
    ...ofMissions,
    ...ofPeople,
    ...rowsKept(people, dictionaries, ofMissions),
    satisfactions: plan.put(SATISFACTIONS),
    worths: plan.put(WORTHS),
    usual: USUAL,
    length,
    filled: filledTo(length),
    rooms,
  };
  const from = plan.end;
  const room = {
    clean: from,
    ...workRoom(plan, shared, dictionaries, kinds!),
    ...rowRoom(plan, shared, dictionaries),
    ceilings: plan.room(ceilingBytes!),
    ...listRoom(plan, shared.missionCount! + 1, length),
  };
  const apart = plan.end - from;
  plan.room((rooms - 1) * apart);
  return { at: { ...shared, apart, cleanBytes: room.titleRows - from }, room };
}

/** How many rows each thread keeps, of titles (those of one person at least) and of homes. */
function rowsKept(
  people: readonly Layer<ProfileSegment>[],
  { titles, places }: Dictionaries,
  { titleClasses, words, missionPlaces }: Addresses,
): Addresses {
  let mostTitles = 0;
  for (const { segment } of people) {
    const { titleStarts } = segment;
    for (let p = 1; p < titleStarts.length; p++)
      mostTitles = Math.max(mostTitles, titleStarts[p]! - titleStarts[p - 1]!);
  }
  return {
    titleRowsKept: Math.max(mostTitles, Math.min(titles.size, Math.floor(KEPT / (titleClasses! * 2 + words! * 8)))),
    homeRowsKept: Math.max(1, Math.min(places.size, Math.floor(KEPT / (missionPlaces! * 2)))),
  };
}

/** Room to add up in, and for pairs to be put in order. */
function workRoom(plan: Plan, shared: Addresses, { titles, occupations }: Dictionaries, kinds: number) {
  const most = Math.max(shared.missionCount! + 64, shared.personCount! + 4, kinds);
  const mostTitles = Math.max(shared.titleClasses!, titles.size);
  return {
    able: plan.room(shared.words! * 8),
    telling: plan.room(shared.words! * 8),
    evident: plan.room(shared.words! * 8),
    best: plan.room(most),
    met: plan.room(most * 4),
    musts: plan.room(most * 2),
    denseChange: plan.room(occupations.size * 4),
    products: plan.room(mostTitles * 4),
    touched: plan.room(mostTitles * 4),
    titleBest: plan.room(shared.titleClasses! * 2),
    required: plan.room(most * 4),
    preferred: plan.room(most * 4),
    occupation: plan.room(most * 4),
    wished: plan.room(most * 4),
    title: plan.room(most * 4),
    others: plan.room(most * 4),
    othersBounds: plan.room(most * 4),
    inOrder: plan.room(most * 4),
    boundsInOrder: plan.room(most * 4),
    boundCounts: plan.room((FULL + 1) * 4),
    four: plan.room(16),
  };
}

/** Room for rows, which are made ready when something is kept in them. */
const rowRoom = (plan: Plan, shared: Addresses, { titles, places }: Dictionaries) => ({
  titleRows: plan.room(shared.titleRowsKept! * shared.titleClasses! * 2),
  tellingRows: plan.room(shared.titleRowsKept! * shared.words! * 8),
  titleRowOf: plan.room(titles.size * 4),
  homeRows: plan.room(shared.homeRowsKept! * shared.missionPlaces! * 2),
  homeRowOf: plan.room(places.size * 4),
});

/** Room for lists, each of which is sorted out when it holds twice its length. */
const listRoom = (plan: Plan, lists: number, length: number) => ({
  keys: plan.room(lists * 2 * length * 8),
  heads: plan.room(lists * HEAD),
  outNums: plan.room(length * 4),
  outRanks: plan.room(length * 2),
  ordered: plan.room(2 * length * 8),
  rankCounts: plan.room(RANKS * 4),
});
