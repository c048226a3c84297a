/** A segment that is never changed, and who in it counts no longer. */
export interface Layer<Segment> {
  readonly segment: Segment;
  /** 1: stands in a newer layer, or left. */
  readonly gone: Uint8Array;
  /** 1: stands in nobody’s list, though they may have one of their own. Whoever is gone is aside too. */
  readonly aside: Uint8Array;
}

/** What a layer is made of: numbered items, and a segment of them. */
interface Kind<Item, Segment> {
  build(items: readonly Item[]): Segment;
  /** An item again, as the segment was built of it. */
  itemAt(segment: Segment, at: number): Item;
}

interface Member<Item> {
  num: number;
  item: Item;
  aside: boolean;
}

/** Fewer changes than this stay apart however small the segment is. */
const FEW = 256;
/** Changes of more than one in so many are worth a new segment. */
const SHARE = 16;

/**
 * A large segment and a small one of what changed since: a change strikes its item out of the large one and puts it into
 * the small one, which is built when next read. When the small one has grown, both become one large segment.
 */
export class Layers<Item, Segment extends { readonly nums: ArrayLike<number> }> {
  readonly #changed = new Map<number, Member<Item>>();
  #base: Layer<Segment>;
  #delta: Layer<Segment> | undefined;
  /** Where each number stands in the large segment, one more than that; 0 for nowhere. */
  #places: Int32Array;
  #left = 0;

  /** `base`: the segment to begin with; `isAside` of its numbers. */
  constructor(
    readonly kind: Kind<Item, Segment>,
    base: Segment = kind.build([]),
    isAside: (num: number) => boolean = () => false,
  ) {
    this.#base = layerOf(base, isAside);
    this.#places = placesOf(base.nums);
  }

  /** How many there are. */
  get size(): number {
    return this.#base.gone.length - this.#left + this.#changed.size;
  }

  /** Puts an item in, or in the place of the one with its number. */
  put(num: number, item: Item, aside: boolean): void {
    this.#strike(num);
    this.#changed.set(num, { num, item, aside });
    this.#delta = undefined;
  }

  remove(num: number): void {
    this.#strike(num);
    if (this.#changed.delete(num)) this.#delta = undefined;
  }

  /** The layers as they are now; valid until the next change. */
  get layers(): readonly Layer<Segment>[] {
    if (this.#changed.size > Math.max(FEW, this.#base.gone.length / SHARE)) this.#merge();
    if (this.#changed.size === 0) return [this.#base];
    this.#delta ??= this.#layerOf([...this.#changed.values()]);
    return [this.#base, this.#delta];
  }

  /** The layer in which a number stands, and where; undefined for a number that is not here. */
  find(num: number): { layer: Layer<Segment>; at: number } | undefined {
    const [base, delta] = this.layers;
    const at = (this.#places[num] ?? 0) - 1;
    if (at >= 0 && base!.gone[at] === 0) return { layer: base!, at };
    if (!delta || !this.#changed.has(num)) return undefined;
    return { layer: delta, at: Array.prototype.indexOf.call(delta.segment.nums, num) };
  }

  #strike(num: number): void {
    const at = (this.#places[num] ?? 0) - 1;
    if (at < 0 || this.#base.gone[at] === 1) return;
    this.#base.gone[at] = this.#base.aside[at] = 1;
    this.#left++;
  }

  #merge(): void {
    const { segment, gone, aside } = this.#base;
    const members = [...this.#changed.values()];
    for (let at = 0; at < gone.length; at++)
      if (gone[at] === 0)
        members.push({ num: segment.nums[at]!, item: this.kind.itemAt(segment, at), aside: aside[at] === 1 });
    this.#base = this.#layerOf(members);
    this.#places = placesOf(this.#base.segment.nums);
    this.#left = 0;
    this.#changed.clear();
    this.#delta = undefined;
  }

  #layerOf(members: readonly Member<Item>[]): Layer<Segment> {
    const segment = this.kind.build(members.map(({ item }) => item));
    const aside = new Set(members.filter((member) => member.aside).map(({ num }) => num));
    return layerOf(segment, (num) => aside.has(num));
  }
}

/** A segment in which everybody counts, `isAside` left out. */
export const layerOf = <Segment extends { readonly nums: ArrayLike<number> }>(
  segment: Segment,
  isAside: (num: number) => boolean = () => false,
): Layer<Segment> => ({
  segment,
  gone: new Uint8Array(segment.nums.length),
  aside: Uint8Array.from(segment.nums, (num) => (isAside(num) ? 1 : 0)),
});

function placesOf(nums: ArrayLike<number>): Int32Array {
  let most = 0;
  for (let at = 0; at < nums.length; at++) most = Math.max(most, nums[at]!);
  const places = new Int32Array(nums.length === 0 ? 0 : most + 1);
  for (let at = 0; at < nums.length; at++) places[nums[at]!] = at + 1;
  return places;
}
