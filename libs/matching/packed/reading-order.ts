import { AT, endOfRow, listsOfRow } from './profile-row';

/** Skills of an occupation that decide who stands next to whom. */
const TELLING_SKILLS = 12;
/** A group smaller than this is one or two blocks however it is ordered. */
const SMALL_GROUP = 65;

/** Where each row of a concatenation of profile rows begins. */
export function rowStarts(rows: Uint8Array): Float64Array {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  let starts = new Float64Array(1_024);
  let count = 0;
  for (let at = 0; at < rows.byteLength; at = endOfRow(view, at)) {
    if (count === starts.length) {
      const larger = new Float64Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at;
  }
  return starts.slice(0, count);
}

/** The occupation with the largest weight of a row; 0 when there is none. */
function mainOccupation(view: DataView, row: number): number {
  const count = view.getUint16(row + AT.occupationCount, true);
  const before = view.getUint16(row + AT.titleCount, true) + view.getUint16(row + AT.skillCount, true);
  let best = 0;
  for (let at = listsOfRow(row) + 4 * before, end = at + 4 * count; at < end; at += 4) {
    const entry = view.getUint32(at, true);
    if ((entry & 255) > (best & 255)) best = entry;
  }
  return best >>> 8;
}

/** A stable counting sort of `order` from `from` to `to` by `keyOf`, keys being 0..`keys` − 1. */
function sortPart(order: Uint32Array, from: number, to: number, keys: number, keyOf: (item: number) => number): void {
  const ends = new Uint32Array(keys + 1);
  for (let at = from; at < to; at++) ends[keyOf(order[at]!) + 1]!++;
  for (let key = 0; key < keys; key++) ends[key + 1]! += ends[key]!;
  const items = order.slice(from, to);
  for (const item of items) order[from + ends[keyOf(item)]!++] = item;
}

/**
 * The order in which rows are read: by main occupation, then by which of the occupation’s commonest skills they have, so
 * that people alike fill the same blocks and a block without an indispensable skill is passed over as one
 * (lexicographic reordering of bitmaps: Lemire, Kaser, Aouiche, 2010).
 */
export function readingOrder(rows: Uint8Array, starts: Float64Array, occupations: number, skills: number): Uint32Array {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  const order = Uint32Array.from(starts, (_, row) => row);
  const mains = Uint32Array.from(starts, (start) => mainOccupation(view, start));
  sortPart(order, 0, order.length, occupations, (row) => mains[row]!);
  const counts = new Uint32Array(skills);
  const keys = new Uint32Array(order.length);
  const eachSkill = (row: number, visit: (skill: number) => void): void => {
    const start = starts[row]!;
    const from = listsOfRow(start) + 4 * view.getUint16(start + AT.titleCount, true);
    const end = from + 4 * view.getUint16(start + AT.skillCount, true);
    for (let at = from; at < end; at += 4) visit(view.getUint32(at, true) >>> 6);
  };
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && mains[order[to]!] === mains[order[from]!]) to++;
    if (to - from >= SMALL_GROUP) {
      const met: number[] = [];
      for (let at = from; at < to; at++)
        eachSkill(order[at]!, (skill) => {
          if (counts[skill]!++ === 0) met.push(skill);
        });
      const telling = met.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, TELLING_SKILLS);
      for (const skill of met) counts[skill] = 0;
      telling.forEach((skill, at) => (counts[skill] = 1 << (TELLING_SKILLS - 1 - at)));
      for (let at = from; at < to; at++) {
        let key = 0;
        eachSkill(order[at]!, (skill) => (key |= counts[skill]!));
        keys[order[at]!] = key;
      }
      for (const skill of telling) counts[skill] = 0;
      sortPart(order, from, to, 1 << TELLING_SKILLS, (row) => keys[row]!);
    }
    from = to;
  }
  return order;
}
