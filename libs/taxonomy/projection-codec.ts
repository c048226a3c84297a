import { type Numbers, pack, unpack } from './blocks';
import type { Neighbours, ProjectionData } from './projection';
import type { WordIndexData } from './word-index';

/** Changes when the bytes change meaning: an older block is computed anew instead of misread. */
const FORMAT = 'projection-1';

const indexArrays = ({ idf, starts, documents, weights }: WordIndexData): Numbers[] => [
  idf,
  starts,
  documents,
  weights,
];
const linkArrays = ({ starts, to, weights }: Neighbours): Numbers[] => [starts, to, weights];

/** The projection as one block of bytes. */
export const encodeProjection = (data: ProjectionData): Buffer =>
  pack(FORMAT, {
    words: [data.titles.terms, data.skills.terms],
    arrays: [
      data.occupations,
      data.anchors,
      data.titleOwners,
      ...indexArrays(data.titles),
      ...indexArrays(data.skills),
      ...linkArrays(data.alignment),
      ...linkArrays(data.mobility),
    ],
  });

/** Reads a block written by `encodeProjection`; undefined when it was written in another format. */
export function decodeProjection(bytes: Buffer): ProjectionData | undefined {
  const block = unpack(FORMAT, bytes);
  if (!block) return undefined;
  const arrays = block.arrays.values();
  const next = <A extends Numbers>(): A => arrays.next().value as A;
  const [occupations, anchors, titleOwners] = [next<Int32Array>(), next<Uint8Array>(), next<Int32Array>()];
  const index = (terms: string[], size: number): WordIndexData => ({
    terms,
    size,
    idf: next(),
    starts: next(),
    documents: next(),
    weights: next(),
  });
  const links = (): Neighbours => ({ starts: next(), to: next(), weights: next() });
  return {
    occupations,
    anchors,
    titleOwners,
    titles: index(block.words[0] ?? [], titleOwners.length),
    skills: index(block.words[1] ?? [], occupations.length),
    alignment: links(),
    mobility: links(),
  };
}
