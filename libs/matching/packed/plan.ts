type Table = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array | BigUint64Array;

/** Where each thing that lists.wasm names stands, or how many of it there are (libs/matching/wasm/market.ts). */
export type Addresses = Record<string, number>;

/** Addresses below are nobody’s. */
const FIRST = 1_024;
const PAGE = 0x1_0000;
/** Tables begin where four numbers can be read at once, and no two threads write into one line of the cache. */
const ALIGNED = 64;

/** Tables put one after the other, before they are copied into a memory. */
export class Plan {
  readonly #tables: { at: number; table: Table }[] = [];
  #end = FIRST;

  /** The first address that nobody has. */
  get end(): number {
    return this.#end;
  }

  /** Room for so many bytes, whatever stands in them; returns its address. */
  room(bytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(bytes / ALIGNED) * ALIGNED;
    return at;
  }

  /** Room for a table, which is copied at the end; returns its address. */
  put(table: Table): number {
    const at = this.room(table.byteLength);
    this.#tables.push({ at, table });
    return at;
  }

  /** Copies all of it into a memory, which grows where it is too small. Fails when it would be larger than 4 GB. */
  into(memory: WebAssembly.Memory): void {
    const pages = Math.ceil(this.#end / PAGE) - memory.grow(0);
    if (pages > 0) memory.grow(pages);
    const bytes = new Uint8Array(memory.buffer);
    for (const { at, table } of this.#tables)
      bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
  }
}

/** Memories that nobody uses, kept for those to come: a large one that is made anew has everything collected. */
const spare: WebAssembly.Memory[] = [];

/** A memory that nobody else uses, of whatever size: it can be shared with other threads, and grows. */
export const takeMemory = (): WebAssembly.Memory =>
  spare.pop() ?? new WebAssembly.Memory({ initial: 1, maximum: 0x1_0000, shared: true });

/** Keeps a memory that nothing and nobody in any thread will write into any more. */
export function keepMemory(memory: WebAssembly.Memory): void {
  spare.push(memory);
}
