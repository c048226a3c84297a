import type { Neighbours, ProjectionData } from './projection';
import type { WordIndexData } from './word-index';

/** Changes when the bytes below change meaning: an older block is computed anew instead of misread. */
export const PROJECTION_FORMAT = 1;

type Numbers = Int32Array | Float32Array | Uint8Array;
const ALIGNMENT = 8;

/** The arrays of a projection in a fixed order, and how to put them back. */
const arraysOf = (data: ProjectionData): Numbers[] => [
  data.occupations,
  data.anchors,
  ...indexArrays(data.titles),
  data.titleOwners,
  ...indexArrays(data.skills),
  ...linkArrays(data.alignment),
  ...linkArrays(data.mobility),
];
const indexArrays = ({ idf, starts, documents, weights }: WordIndexData): Numbers[] => [
  idf,
  starts,
  documents,
  weights,
];
const linkArrays = ({ starts, to, weights }: Neighbours): Numbers[] => [starts, to, weights];

interface Header {
  format: number;
  kinds: ('i' | 'f' | 'b')[];
  lengths: number[];
  titleTerms: string[];
  titleCount: number;
  skillTerms: string[];
  skillCount: number;
}

const kindOf = (array: Numbers): 'i' | 'f' | 'b' =>
  array instanceof Int32Array ? 'i' : array instanceof Float32Array ? 'f' : 'b';
const padded = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

/** The projection as one block of bytes: a JSON header behind its length, then the arrays. Little-endian. */
export function encodeProjection(data: ProjectionData): Buffer {
  const arrays = arraysOf(data);
  const header: Header = {
    format: PROJECTION_FORMAT,
    kinds: arrays.map(kindOf),
    lengths: arrays.map(({ length }) => length),
    titleTerms: data.titles.terms,
    titleCount: data.titles.size,
    skillTerms: data.skills.terms,
    skillCount: data.skills.size,
  };
  const json = Buffer.from(JSON.stringify(header));
  const start = padded(4 + json.length);
  const bytes = Buffer.alloc(arrays.reduce((sum, { byteLength }) => sum + padded(byteLength), start));
  bytes.writeUInt32LE(json.length, 0);
  json.copy(bytes, 4);
  let at = start;
  for (const array of arrays) {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(bytes, at);
    at += padded(array.byteLength);
  }
  return bytes;
}

/** Reads a block written by `encodeProjection`; undefined when it was written in another format. */
export function decodeProjection(bytes: Buffer): ProjectionData | undefined {
  const size = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.subarray(4, 4 + size).toString('utf8')) as Header;
  if (header.format !== PROJECTION_FORMAT) return undefined;
  const copy = new Uint8Array(bytes).buffer;
  let at = padded(4 + size);
  let turn = 0;
  const next = <A extends Numbers>(): A => {
    const length = header.lengths[turn]!;
    const kind = header.kinds[turn++]!;
    const array =
      kind === 'i'
        ? new Int32Array(copy, at, length)
        : kind === 'f'
          ? new Float32Array(copy, at, length)
          : new Uint8Array(copy, at, length);
    at += padded(array.byteLength);
    return array as A;
  };
  const index = (terms: string[], count: number): WordIndexData => ({
    terms,
    size: count,
    idf: next(),
    starts: next(),
    documents: next(),
    weights: next(),
  });
  const links = (): Neighbours => ({ starts: next(), to: next(), weights: next() });
  return {
    occupations: next(),
    anchors: next(),
    titles: index(header.titleTerms, header.titleCount),
    titleOwners: next(),
    skills: index(header.skillTerms, header.skillCount),
    alignment: links(),
    mobility: links(),
  };
}
