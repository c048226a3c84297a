import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filledTo } from '../top';
import { Comparison } from './comparison';
import { USUAL, worthOf, WORTHS } from './distances';
import type { Dictionaries } from './dictionary';
import { layMissions } from './lay-missions';
import { layPeople } from './lay-people';
import type { Layer } from './layers';
import { SATISFACTIONS } from './mastery';
import type { MissionSegment } from './mission-segment';
import { type Addresses, giveBack, Plan } from './plan';
import type { Listed } from './pools';
import type { ProfileSegment } from './profile-segment';
import { FULL } from '../arithmetic';

/** Bytes of rows kept, of titles and of homes. */
const KEPT = 1 << 24;
/** Places that lists given one after the other share a table of. */
const MANY_PLACES = 1 << 14;
/** Numbers a list begins with, the first being how many it holds. */
const HEAD = 4;
const compiled = new WebAssembly.Module(readFileSync(join(__dirname, '../wasm/lists.wasm')));

/** What lists.wasm does (libs/matching/wasm/lists.ts). */
interface Machine {
  openUp(standing: number): void;
  free(person: number): number;
  blocked(): void;
  begin(): void;
  fill(mission: number): void;
  clear(list: number): void;
  read(list: number): number;
}

/**
 * People and a segment of missions, as lists.wasm finds lists in them: laid once, nothing may change meanwhile. People of
 * several layers are numbered through.
 */
export class Side {
  readonly #machine: Machine;
  readonly #memory: WebAssembly.Memory;
  readonly #heads: Int32Array;
  readonly #outNums: Int32Array;
  readonly #outRanks: Int16Array;
  readonly #own: number;
  /** Lists share tables: a table of its own for each would be more to make and to collect than to fill. */
  #nums = new Int32Array(0);
  #ranks = new Int16Array(0);
  #used = 0;

  constructor(people: readonly Layer<ProfileSegment>[], missions: Layer<MissionSegment>, length: number) {
    const plan = new Plan();
    const comparison = new Comparison(missions.segment);
    const { size } = missions.segment;
    const { dictionaries } = missions.segment.missions;
    const laid = layMissions(plan, comparison, missions);
    const { standing, kinds, ...ofMissions } = laid;
    const at: Addresses = {
      ...ofMissions,
      ...layPeople(plan, comparison, people, dictionaries, ofMissions.words! * 8),
      satisfactions: plan.put(SATISFACTIONS),
      worths: plan.put(WORTHS),
      usual: USUAL,
      length,
      filled: filledTo(length),
      ...listRoom(plan, size + 1, length),
    };
    Object.assign(at, workRoom(plan, { ...at, kinds: kinds! }, people, dictionaries));
    const memory = plan.memory();
    this.#memory = memory;
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory }, pair: { farWorth: worthOf } });
    for (const [name, value] of Object.entries(at)) (exports[name] as WebAssembly.Global).value = value;
    this.#machine = exports as unknown as Machine;
    this.#machine.openUp(standing!);
    this.#own = size;
    this.#heads = new Int32Array(memory.buffer, at.heads, size * HEAD);
    this.#outNums = new Int32Array(memory.buffer, at.outNums, 2 * length);
    this.#outRanks = new Int16Array(memory.buffer, at.outRanks, 2 * length);
    for (let list = 0; list <= size; list++) this.#machine.clear(list);
  }

  /**
   * Takes a person, begins their own list, and offers the pairs that nothing blocks to it and to the missions’; returns how
   * many their own list holds, those included who are to be sorted out.
   */
  free(person: number): number {
    return this.#machine.free(person);
  }

  /** Fills the own list of the person taken last with blocked missions. */
  fillOwn(): void {
    this.#machine.blocked();
  }

  /** How many each mission’s list holds, those included who are to be sorted out. */
  counts(): Int32Array {
    return Int32Array.from({ length: this.#own }, (_, m) => this.#heads[m * HEAD]!);
  }

  /** To be called once every person was taken, before the first list is filled. */
  begin(): void {
    this.#machine.begin();
  }

  /** Fills the list of mission `m` with blocked people. */
  fill(m: number): void {
    this.#machine.fill(m);
  }

  /** Gives the memory back for the next: nothing may be asked any more. */
  end(): void {
    giveBack(this.#memory);
  }

  /** The own list of the person taken last, best first. */
  own(): Listed {
    return this.list(this.#own);
  }

  /** The list of mission `m`, best first. */
  list(m: number): Listed {
    const count = this.#machine.read(m);
    if (this.#used + count > this.#nums.length) {
      const room = Math.max(count, MANY_PLACES);
      this.#nums = new Int32Array(room);
      this.#ranks = new Int16Array(room);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += count;
    this.#nums.set(this.#outNums.subarray(0, count), from);
    this.#ranks.set(this.#outRanks.subarray(0, count), from);
    return { nums: this.#nums.subarray(from, this.#used), ranks: this.#ranks.subarray(from, this.#used) };
  }
}

/** Room for lists, each of which is sorted out when it holds twice its length. */
const listRoom = (plan: Plan, lists: number, length: number): Addresses => ({
  keys: plan.room(lists * 2 * length * 8),
  nums: plan.room(lists * 2 * length * 4),
  heads: plan.room(lists * HEAD * 4),
  outNums: plan.room(2 * length * 4),
  outRanks: plan.room(2 * length * 2),
});

/** Room to work in. */
function workRoom(
  plan: Plan,
  laid: Addresses,
  people: readonly Layer<ProfileSegment>[],
  { titles, occupations, places }: Dictionaries,
): Addresses {
  const missions = laid.missionCount!;
  const persons = laid.personCount!;
  const kinds = laid.kinds!;
  const most = Math.max(missions + 64, persons + 4, kinds);
  const titleBytes = laid.titleClasses! * 2;
  const homeBytes = laid.missionPlaces! * 2;
  let mostTitles = 0;
  for (const { segment } of people)
    for (let p = 0; p < segment.size; p++)
      mostTitles = Math.max(mostTitles, segment.titleStarts[p + 1]! - segment.titleStarts[p]!);
  const titleRowsKept = Math.max(mostTitles, Math.min(titles.size, Math.floor(KEPT / (titleBytes + laid.words! * 8))));
  const homeRowsKept = Math.max(1, Math.min(places.size, Math.floor(KEPT / homeBytes)));
  const nobody = (size: number): Int32Array => new Int32Array(size).fill(-1);
  return {
    titleRows: plan.room(titleRowsKept * titleBytes),
    tellingRows: plan.room(titleRowsKept * laid.words! * 8),
    titleRowsKept,
    titleRowOf: plan.put(nobody(titles.size)),
    homeRows: plan.room(homeRowsKept * homeBytes),
    homeRowsKept,
    homeRowOf: plan.put(nobody(places.size)),
    best: plan.room(most),
    met: plan.room(most * 4),
    musts: plan.room(most * 2),
    denseChange: plan.room(occupations.size * 4),
    denseWish: plan.room(occupations.size * 4),
    wishKeys: occupations.size,
    products: plan.room(Math.max(laid.titleClasses!, titles.size) * 4),
    touched: plan.room(Math.max(laid.titleClasses!, titles.size) * 4),
    titleBest: plan.room(titleBytes),
    required: plan.room(most * 4),
    preferred: plan.room(most * 4),
    occupation: plan.room(most * 4),
    title: plan.room(most * 4),
    others: plan.room(most * 4),
    othersBounds: plan.room(most * 4),
    inOrder: plan.room(most * 4),
    boundsInOrder: plan.room(most * 4),
    boundCounts: plan.room((FULL + 1) * 4),
    fromMission: plan.room(places.size * 2),
  };
}
