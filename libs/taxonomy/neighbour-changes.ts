import type { SkillTable } from './skill-table';
import type { Steps } from './steps';

/** Two skills whose nearness is not the same in two tables, in hundredths; 0 where they are no neighbours. */
export interface NeighbourChange {
  /** a < b. */
  a: number;
  b: number;
  before: number;
  after: number;
}

/** Skills looked at between two stops. */
const PIECE = 1_000;
/** Tables keep similarities as parts of this. */
const WHOLE = 255;

/**
 * What differs between two tables of neighbours, pair by pair, by a, then b: the nearness of a pair is that of its
 * nearer direction, since the cut at eight neighbours may keep one of the two only.
 */
export function* neighbourChanges(before: SkillTable, after: SkillTable): Steps<NeighbourChange[]> {
  const were = yield* pairsOf(before);
  const are = yield* pairsOf(after);
  const changes: NeighbourChange[] = [];
  for (const a of [...new Set([...were.keys(), ...are.keys()])].sort((x, y) => x - y)) {
    const [had, has] = [were.get(a) ?? NONE, are.get(a) ?? NONE];
    for (const b of [...new Set([...had.keys(), ...has.keys()])].sort((x, y) => x - y)) {
      const change = { a, b, before: had.get(b) ?? 0, after: has.get(b) ?? 0 };
      if (change.before !== change.after) changes.push(change);
    }
    if (changes.length % PIECE === 0) yield;
  }
  return changes;
}

type Pairs = Map<number, Map<number, number>>;
const NONE: ReadonlyMap<number, number> = new Map();

function* pairsOf(table: SkillTable): Steps<Pairs> {
  const pairs: Pairs = new Map();
  for (const [place, id] of table.data.ids.entries()) {
    for (const neighbour of table.neighbours(id)) {
      const [a, b] = id < neighbour.id ? [id, neighbour.id] : [neighbour.id, id];
      let row = pairs.get(a);
      if (!row) pairs.set(a, (row = new Map()));
      row.set(b, Math.max(row.get(b) ?? 0, Math.round((100 * neighbour.similarity) / WHOLE)));
    }
    if (place % PIECE === 0) yield;
  }
  return pairs;
}
