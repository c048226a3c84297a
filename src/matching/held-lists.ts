import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import { entersFrom } from '#libs/matching/served';
import { LIST_LENGTH, type Ranked } from '#libs/matching/top';
import { CHANGED, inParts } from './corpus-rows';
import { type Edition, type ListKind, kinds, type NewList, numbersIn, numsOf, ranksOf, writeLists } from './lists';

type Db = Pick<EntityManager, 'query'>;

/** Who was ranked anew, and the best of their new ranks for each owner they can be listed with. */
export interface RankedAnew {
  changed: readonly number[];
  best: ReadonlyMap<number, number>;
}

interface Row {
  num: number;
  rev: number;
  nums: string;
  ranks: string;
}

/** Rows fetched at a time. */
const FETCHED = 500;

/** What a transaction from `$1` on wrote, none of `$2`. The bound from above is always so: it tells the planner that few are meant. */
const WRITTEN = `${CHANGED} and changed_xid < pg_snapshot_xmax(pg_current_snapshot())`;

/** The oldest transaction still open, whether others wrote lists, and whether one of those that wrote what is held came to nothing. */
const momentOf = (table: string): string => `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
    exists (select from ${table} where ${WRITTEN}) as written,
    exists (select from unnest($2::xid8[]) as x
      where pg_xact_status(x) is distinct from 'committed' and x is distinct from pg_current_xact_id_if_assigned()) as undone`;

interface Moment {
  horizon: string;
  written: boolean;
  undone: boolean;
}

const nameOf = ({ engineVersion, asOf }: Edition): string => `${engineVersion} ${asOf}`;

/**
 * The lists of one kind in the memory of the worker, by the number of their owner: which of them a change touches is asked
 * of each list some times a second. Whoever writes lists holds the lock of matching until it commits; what other workers
 * wrote is read as the corpus reads facts. To be used under that lock, caught up first.
 */
export class HeldLists {
  /** The place of each list in the tables below. */
  readonly #places = new Map<number, number>();
  /** How many places were given away, and those that came back. */
  #given = 0;
  readonly #free: number[] = [];
  #revs = new Int32Array(0);
  #lengths = new Int32Array(0);
  /** Every list has LIST_LENGTH numbers’ room: they are looked through many times a second, one after the other. */
  #nums = new Int32Array(0);
  #ranks = new Int16Array(0);
  #edition: string | undefined;
  #horizon = '0';
  /** Transactions from there on whose lists were put here by whoever wrote them: they need not be read. */
  readonly #known = new Set<string>();

  constructor(private readonly kind: ListKind) {}

  /** Forgets everything: what is held may belong to a transaction that rolls back. */
  forget(): void {
    this.#places.clear();
    this.#given = 0;
    this.#free.length = 0;
    this.#edition = undefined;
    this.#horizon = '0';
    this.#known.clear();
  }

  /** Reads the lists of this edition that others wrote since the last call; all of them on the first. */
  async catchUp(tx: Db, edition: Edition): Promise<void> {
    const named = nameOf(edition);
    const { table } = kinds[this.kind];
    const [now] = await tx.query<[Moment]>(momentOf(table), [this.#horizon, [...this.#known]]);
    const isAnew = this.#edition !== named || now.undone;
    if (isAnew) this.forget();
    this.#edition = named;
    if (isAnew || now.written) await this.#read(tx, edition);
    this.#horizon = now.horizon;
    for (const xid of this.#known) if (BigInt(xid) < BigInt(now.horizon)) this.#known.delete(xid);
  }

  async #read(tx: Db, edition: Edition): Promise<void> {
    const { table, num, nums, rev } = kinds[this.kind];
    const breath = new Breath();
    const sql = `select ${num} as num, ${rev} as rev, ${nums}::text as nums, ranks::text as ranks from ${table}
      where ${WRITTEN} and engine_version = $3 and as_of = $4`;
    const values = [this.#horizon, [...this.#known], edition.engineVersion, edition.asOf];
    for await (const rows of inParts<Row>(tx, sql, values, FETCHED)) {
      for (const row of rows) this.#keep(row, numbersIn(row.nums), numbersIn(row.ranks));
      await breath.taken();
    }
  }

  /** Catches up, and reads everything anew when lists vanished without a trace. `owners`: who has lists. */
  async catchUpWholly(tx: Db, edition: Edition, owners: ReadonlyMap<number, unknown>): Promise<void> {
    await this.catchUp(tx, edition);
    for (const [num, place] of this.#places)
      if (!owners.has(num)) {
        this.#places.delete(num);
        this.#free.push(place);
      }
    const [{ count }] = await tx.query<[{ count: number }]>(
      `select count(*)::int as count from ${kinds[this.kind].table} where engine_version = $1 and as_of = $2`,
      [edition.engineVersion, edition.asOf],
    );
    if (count === this.#places.size) return;
    this.forget();
    await this.catchUp(tx, edition);
  }

  /** The owner’s revision when the list was computed; −1: said to answer no longer; undefined: there is none. */
  revOf(num: number): number | undefined {
    const place = this.#places.get(num);
    return place === undefined ? undefined : this.#revs[place];
  }

  /** What stands in a list. */
  entriesOf(num: number): Ranked[] {
    const place = this.#places.get(num);
    const entries: Ranked[] = [];
    if (place === undefined) return entries;
    const from = place * LIST_LENGTH;
    for (let at = from; at < from + this.#lengths[place]!; at++)
      entries.push({ num: this.#nums[at]!, rank: this.#ranks[at]! });
    return entries;
  }

  /** Whose lists a change touches: somebody ranked anew stands there, or would enter. */
  touched({ changed, best }: RankedAnew): Set<number> {
    const touched = new Set<number>();
    if (changed.length === 0) return touched;
    const isChanged = new Uint8Array(changed.reduce((most, num) => Math.max(most, num), 0) + 1);
    for (const num of changed) isChanged[num] = 1;
    for (const [owner, place] of this.#places) {
      const rank = best.get(owner);
      if (rank !== undefined && rank >= this.#entersFrom(place)) touched.add(owner);
      else if (this.#holdsAny(place, isChanged)) touched.add(owner);
    }
    return touched;
  }

  #entersFrom(place: number): number {
    const length = this.#lengths[place]!;
    return entersFrom(length, length === 0 ? 0 : this.#ranks[place * LIST_LENGTH + length - 1]!);
  }

  /** True when one of the marked stands in the list. */
  #holdsAny(place: number, marked: Uint8Array): boolean {
    const nums = this.#nums;
    const from = place * LIST_LENGTH;
    const to = from + this.#lengths[place]!;
    for (let at = from; at < to; at++) if (marked[nums[at]!] === 1) return true;
    return false;
  }

  /** Writes lists, as `writeLists`, and keeps what was written. */
  async write(tx: Db, edition: Edition, lists: readonly NewList[]): Promise<void> {
    const written = await writeLists(tx, this.kind, edition, lists);
    if (this.#edition !== nameOf(edition) || !written) return;
    this.#known.add(written.xid);
    for (const list of lists) if (written.nums.has(list.num)) this.#keep(list, numsOf(list), ranksOf(list));
  }

  #keep({ num, rev }: { num: number; rev: number }, nums: ArrayLike<number>, ranks: ArrayLike<number>): void {
    const place = this.#places.get(num) ?? this.#free.pop() ?? this.#given++;
    this.#places.set(num, place);
    if (place >= this.#revs.length) this.#grow();
    this.#revs[place] = rev;
    this.#lengths[place] = nums.length;
    this.#nums.set(nums, place * LIST_LENGTH);
    this.#ranks.set(ranks, place * LIST_LENGTH);
  }

  #grow(): void {
    const room = Math.max(64, Math.ceil(this.#revs.length * 1.5));
    const grown = <Table extends Int32Array | Int16Array>(table: Table, old: Table): Table => {
      table.set(old);
      return table;
    };
    this.#revs = grown(new Int32Array(room), this.#revs);
    this.#lengths = grown(new Int32Array(room), this.#lengths);
    this.#nums = grown(new Int32Array(room * LIST_LENGTH), this.#nums);
    this.#ranks = grown(new Int16Array(room * LIST_LENGTH), this.#ranks);
  }
}
