/** Profiles that stand next to one another and are looked at together: as many as two numbers have bits (BlockNeeds). */
export const BLOCK_BITS = 6;
export const BLOCK = 1 << BLOCK_BITS;

/** Tells every (key, person, value) of a segment, person by person; values are 1..255. */
export type BlockVisit = (tell: (key: number, doc: number, value: number) => void) => void;

/** Marks, among those who have a key, the first one of each block. */
export const FIRST = 0x80;

/**
 * For each key (a skill, an occupation, a word) the blocks in which somebody has it, with the most anybody there has of
 * it: what a whole block may be worth is known without reading anybody in it. A block counts once however many there
 * have the key, which makes this several times smaller than a posting for each person.
 */
export class BlockPostings {
  private constructor(
    /** The postings of a key stand from `starts[key]` to `starts[key + 1]`. */
    readonly starts: Uint32Array,
    /** `block << 8 | the most`, blocks ascending. */
    readonly postings: Uint32Array,
    /** Who has a key stands from `holderStarts[key]`, each as their place in their block; both empty unless asked for. */
    readonly holderStarts: Uint32Array,
    readonly holders: Uint8Array,
  ) {}

  /** `keys`: one more than the largest key. `visit` is called twice and must tell the same. */
  static of(keys: number, visit: BlockVisit, withHolders = false): BlockPostings {
    const starts = new Uint32Array(keys + 1);
    const holderStarts = new Uint32Array(withHolders ? keys + 1 : 0);
    const seenIn = new Int32Array(keys).fill(-1);
    visit((key, doc) => {
      if (withHolders) holderStarts[key + 1]!++;
      const block = doc >> BLOCK_BITS;
      if (seenIn[key] === block) return;
      seenIn[key] = block;
      starts[key + 1]!++;
    });
    for (let key = 0; key < keys; key++) {
      starts[key + 1]! += starts[key]!;
      if (withHolders) holderStarts[key + 1]! += holderStarts[key]!;
    }
    const postings = new Uint32Array(starts[keys]!);
    const holders = new Uint8Array(withHolders ? holderStarts[keys]! : 0);
    const ends = starts.slice(0, keys);
    const holderEnds = holderStarts.slice(0, keys);
    seenIn.fill(-1);
    visit((key, doc, value) => {
      const block = doc >> BLOCK_BITS;
      const isFirst = seenIn[key] !== block;
      if (isFirst) {
        seenIn[key] = block;
        ends[key]!++;
      }
      const at = ends[key]! - 1;
      if ((postings[at]! & 255) < value) postings[at] = ((block << 8) | value) >>> 0;
      if (withHolders) holders[holderEnds[key]!++] = (doc & (BLOCK - 1)) | (isFirst ? FIRST : 0);
    });
    return new BlockPostings(starts, postings, holderStarts, holders);
  }

  get bytes(): number {
    return [this.starts, this.postings, this.holderStarts, this.holders].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }
}
