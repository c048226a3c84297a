/** Numbers as they are stored and read back without a loop. */
export type Numbers = Int32Array | Float32Array | Uint8Array;

interface Header {
  format: string;
  words: string[][];
  arrays: { kind: 'i' | 'f' | 'b'; length: number }[];
}

export interface Block {
  /** Lists of words, in the order they were packed. */
  words: string[][];
  /** Arrays, in the order they were packed. */
  arrays: Numbers[];
}

const ALIGNMENT = 8;
const padded = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;
const kindOf = (array: Numbers): 'i' | 'f' | 'b' =>
  array instanceof Int32Array ? 'i' : array instanceof Float32Array ? 'f' : 'b';

/** Words and arrays as one block of bytes: a JSON header behind its length, then the arrays. Little-endian. */
export function pack(format: string, { words, arrays }: Block): Buffer {
  const header: Header = {
    format,
    words,
    arrays: arrays.map((array) => ({ kind: kindOf(array), length: array.length })),
  };
  const json = Buffer.from(JSON.stringify(header));
  let at = padded(4 + json.length);
  const bytes = Buffer.alloc(arrays.reduce((sum, { byteLength }) => sum + padded(byteLength), at));
  bytes.writeUInt32LE(json.length, 0);
  json.copy(bytes, 4);
  for (const array of arrays) {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(bytes, at);
    at += padded(array.byteLength);
  }
  return bytes;
}

/** Reads a block written by `pack`; undefined when it was written in another format. */
export function unpack(format: string, bytes: Buffer): Block | undefined {
  const size = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.subarray(4, 4 + size).toString('utf8')) as Header;
  if (header.format !== format) return undefined;
  // A copy starts at an address that 4-byte numbers can be read from.
  const { buffer } = new Uint8Array(bytes);
  let at = padded(4 + size);
  const arrays = header.arrays.map(({ kind, length }) => {
    const start = at;
    at += padded(kind === 'b' ? length : length * 4);
    if (kind === 'i') return new Int32Array(buffer, start, length);
    return kind === 'f' ? new Float32Array(buffer, start, length) : new Uint8Array(buffer, start, length);
  });
  return { words: header.words, arrays };
}
