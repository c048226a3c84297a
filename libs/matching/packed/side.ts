import type { Laid } from './laid';
import { HERE, M_NUM, MISSION_BYTES, P_HAS, P_NUM, PERSON_BYTES, VISIBLE } from './layout';
import { type LaidSide, type Machine, machineOf } from './machine';
import type { Listed } from './pools';

/** Places that lists given one after the other share a table of. */
const MANY_PLACES = 1 << 14;

/** People and a segment of missions, as one thread finds lists in them: in a room that is its own. */
export class Side {
  readonly persons: number;
  readonly missions: number;
  readonly #machine: Machine;
  readonly #people: Int32Array;
  readonly #missions: Int32Array;
  readonly #standing: Uint32Array;
  readonly #outNums: Int32Array;
  readonly #outRanks: Int16Array;
  /** Lists share tables: a table of its own for each would be more to make and to collect than to fill. */
  #nums = new Int32Array(0);
  #ranks = new Int16Array(0);
  #used = 0;

  constructor({ memory, length }: Laid, side: LaidSide, room: number) {
    const { at } = side;
    const { buffer } = memory;
    this.persons = at.personCount!;
    this.missions = at.missionCount!;
    this.#people = new Int32Array(buffer, at.people, (this.persons * PERSON_BYTES) / 4);
    this.#missions = new Int32Array(buffer, at.missions, (this.missions * MISSION_BYTES) / 4);
    this.#standing = new Uint32Array(buffer, at.standing, at.words! * 2);
    this.#outNums = new Int32Array(buffer, side.room.outNums! + room * at.apart!, length);
    this.#outRanks = new Int16Array(buffer, side.room.outRanks! + room * at.apart!, length);
    this.#machine = machineOf(memory, side, room);
    this.#machine.begin();
  }

  /** The number of person `p`; undefined of whoever has left and has no list. */
  profileNum(p: number): number | undefined {
    return this.#has(p, HERE) ? this.#people[(p * PERSON_BYTES + P_NUM) / 4] : undefined;
  }

  /** The number of mission `m`; undefined of one that has left and has no list. */
  missionNum(m: number): number | undefined {
    return (this.#standing[m >> 5]! >> (m & 31)) & 1 ? this.#missions[(m * MISSION_BYTES + M_NUM) / 4] : undefined;
  }

  /** False of whoever’s list is empty. */
  isVisible(p: number): boolean {
    return this.#has(p, VISIBLE);
  }

  /**
   * Takes a person, begins their own list, and offers the pairs that nothing blocks to it and to the missions’; returns how
   * many their own list holds, those included who are to be sorted out.
   */
  free(p: number): number {
    return this.#machine.free(p);
  }

  /** Fills the own list of the person taken last with blocked missions. */
  fillOwn(): void {
    this.#machine.blocked();
  }

  /** The own list of the person taken last, best first. */
  own(): Listed {
    return this.#listed(this.#machine.own());
  }

  /** The list of mission `m`, best first: to be asked for by one thread, once every thread has taken its last person. */
  list(m: number): Listed {
    return this.#listed(this.#machine.list(m));
  }

  #has(p: number, what: number): boolean {
    return (this.#people[(p * PERSON_BYTES + P_HAS) / 4]! & what) !== 0;
  }

  /** The list that was put in order last. */
  #listed(count: number): Listed {
    if (this.#used + count > this.#nums.length) {
      const room = Math.max(count, MANY_PLACES);
      this.#nums = new Int32Array(room);
      this.#ranks = new Int16Array(room);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += count;
    // One by one: `set` wants a view of each, which is more to make than a hundred places are to copy.
    for (let at = 0; at < count; at++) {
      this.#nums[from + at] = this.#outNums[at]!;
      this.#ranks[from + at] = this.#outRanks[at]!;
    }
    return { nums: this.#nums.subarray(from, this.#used), ranks: this.#ranks.subarray(from, this.#used) };
  }
}
