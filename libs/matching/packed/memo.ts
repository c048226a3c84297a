/** The value of a number nobody asked for yet. */
export const UNKNOWN = -0x8000_0000;

/** Values by number, each kept from when it is first computed until `forget`. Values fit 32 bits. */
export class Memo {
  values = new Int32Array(0);
  readonly #known: number[] = [];

  /** Forgets all values and makes room for numbers below `size`. */
  forget(size: number): void {
    if (this.values.length < size) this.values = new Int32Array(size * 2).fill(UNKNOWN);
    else for (const id of this.#known) this.values[id] = UNKNOWN;
    this.#known.length = 0;
  }

  keep(id: number, value: number): number {
    this.values[id] = value;
    this.#known.push(id);
    return value;
  }
}
