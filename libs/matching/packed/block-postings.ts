/** Profiles that stand next to one another and are looked at together. */
export const BLOCK_BITS = 6;
export const BLOCK = 1 << BLOCK_BITS;

/** Tells every (key, block, value) of a segment, block by block; values are 1..255. */
export type BlockVisit = (tell: (key: number, block: number, value: number) => void) => void;

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
  ) {}

  /** `keys`: one more than the largest key. `visit` is called twice and must tell the same. */
  static of(keys: number, visit: BlockVisit): BlockPostings {
    const starts = new Uint32Array(keys + 1);
    const seenIn = new Int32Array(keys).fill(-1);
    visit((key, block) => {
      if (seenIn[key] === block) return;
      seenIn[key] = block;
      starts[key + 1]!++;
    });
    for (let key = 0; key < keys; key++) starts[key + 1]! += starts[key]!;
    const postings = new Uint32Array(starts[keys]!);
    const ends = starts.slice(0, keys);
    seenIn.fill(-1);
    visit((key, block, value) => {
      if (seenIn[key] !== block) {
        seenIn[key] = block;
        postings[ends[key]!++] = ((block << 8) | value) >>> 0;
        return;
      }
      const at = ends[key]! - 1;
      if ((postings[at]! & 255) < value) postings[at] = ((block << 8) | value) >>> 0;
    });
    return new BlockPostings(starts, postings);
  }

  get bytes(): number {
    return this.starts.byteLength + this.postings.byteLength;
  }
}
