import { pack, unpack } from './blocks';
import type { SkillNeighbour } from './skill-neighbours';

const FORMAT = 'skills-1';
/** Similarities are stored as parts of this. */
const WHOLE = 255;

export interface SkillTableData {
  /** Skill ids, ascending; the arrays below follow their order. */
  ids: Int32Array;
  /** 1..255: how much the skill says about a trade. */
  telling: Uint8Array;
  /** The neighbours of ids[n] stand at starts[n]..starts[n + 1]. */
  starts: Int32Array;
  neighbours: Int32Array;
  /** 1..199. */
  similarities: Uint8Array;
}

/** What the referential says of each skill, in few bytes: its neighbours and how telling it is. */
export class SkillTable {
  private readonly at: ReadonlyMap<number, number>;

  constructor(readonly data: SkillTableData) {
    this.at = new Map(Array.from(data.ids, (id, place) => [id, place]));
  }

  /** Skills without neighbours are kept when `telling` knows them. */
  static of(
    telling: ReadonlyMap<number, number>,
    neighbours: ReadonlyMap<number, readonly SkillNeighbour[]>,
  ): SkillTable {
    const ids = [...new Set([...telling.keys(), ...neighbours.keys()])].sort((a, b) => a - b);
    const rows = ids.map((id) => neighbours.get(id) ?? []);
    const starts = new Int32Array(ids.length + 1);
    rows.forEach((row, place) => (starts[place + 1] = starts[place]! + row.length));
    const flat = rows.flat();
    return new SkillTable({
      ids: Int32Array.from(ids),
      telling: Uint8Array.from(ids, (id) => telling.get(id) ?? 0),
      starts,
      neighbours: Int32Array.from(flat, ({ skill }) => skill),
      similarities: Uint8Array.from(flat, ({ similarity }) => Math.max(1, Math.round(WHOLE * similarity))),
    });
  }

  /** Nearest first, similarity 1..199 of 255; none for a skill nobody’s referential has. */
  neighbours(id: number): { id: number; similarity: number }[] {
    const place = this.at.get(id);
    if (place === undefined) return [];
    const { starts, neighbours, similarities } = this.data;
    return Array.from(neighbours.subarray(starts[place], starts[place + 1]), (skill, step) => ({
      id: skill,
      similarity: similarities[starts[place]! + step]!,
    }));
  }

  /** 1..255; undefined for a skill nobody’s referential has. */
  telling(id: number): number | undefined {
    const place = this.at.get(id);
    return place === undefined ? undefined : this.data.telling[place] || undefined;
  }

  encode(): Buffer {
    const { ids, telling, starts, neighbours, similarities } = this.data;
    return pack(FORMAT, { words: [], arrays: [ids, telling, starts, neighbours, similarities] });
  }

  /** Reads what `encode` wrote; undefined when it was written in another format. */
  static decode(bytes: Buffer): SkillTable | undefined {
    const arrays = unpack(FORMAT, bytes)?.arrays;
    if (!arrays) return undefined;
    const [ids, telling, starts, neighbours, similarities] = arrays as [
      Int32Array,
      Uint8Array,
      Int32Array,
      Int32Array,
      Uint8Array,
    ];
    return new SkillTable({ ids, telling, starts, neighbours, similarities });
  }
}
