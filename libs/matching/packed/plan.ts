type Table = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array | BigUint64Array;

/** Where each thing that lists.wasm names stands, or how many of it there are (libs/matching/wasm/market.ts). */
export type Addresses = Record<string, number>;

/** Addresses below are nobody’s. */
const FIRST = 1_024;
const PAGE = 0x1_0000;
/** Tables begin where four numbers can be read at once. */
const ALIGNED = 16;

/** Tables put one after the other, before there is a memory that holds them. */
export class Plan {
  readonly #tables: { at: number; table: Table }[] = [];
  #end = FIRST;

  /** Room for so many bytes, all 0; returns its address. */
  room(bytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(bytes / ALIGNED) * ALIGNED;
    return at;
  }

  /** Room for a table, which is copied when the memory is made; returns its address. */
  put(table: Table): number {
    const at = this.room(table.byteLength);
    this.#tables.push({ at, table });
    return at;
  }

  /** A memory that holds all of it. */
  memory(): WebAssembly.Memory {
    const memory = take(this.#end);
    const bytes = new Uint8Array(memory.buffer);
    for (const { at, table } of this.#tables)
      bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    return memory;
  }
}

/** A memory that nobody uses, kept for the next: making a large one has everything collected. */
let spare: WebAssembly.Memory | undefined;

function take(bytes: number): WebAssembly.Memory {
  const kept = spare;
  spare = undefined;
  if (!kept || kept.buffer.byteLength < bytes) return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  new Uint8Array(kept.buffer, 0, bytes).fill(0);
  return kept;
}

/** Leaves a memory to whoever needs one next. */
export function giveBack(memory: WebAssembly.Memory): void {
  spare = memory;
}
