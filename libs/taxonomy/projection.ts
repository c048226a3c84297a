import { remembered } from '../kernel/remembered';
import { words, writtenWords } from './normalise';
import { once, WordIndex, type WordIndexData } from './word-index';

/** What a projection is made of, as plain arrays: computed after an import (build-projection.ts), stored, read back. */
export interface ProjectionData {
  /** Occupation ids; everything below speaks of their places in this list. */
  occupations: Int32Array;
  /** 1 for the occupations that vectors are made of: our own and ROME’s, or ESCO’s when ROME is not loaded. */
  anchors: Uint8Array;
  titles: WordIndexData;
  /** The occupation of each title. */
  titleOwners: Int32Array;
  /** Words of each occupation’s skills. */
  skills: WordIndexData;
  /** Other occupations → anchors that mean about the same, 0..1. */
  alignment: Neighbours;
  /** Anchors → anchors people move to, 0..1. */
  mobility: Neighbours;
}

/** Weighted links by place: those of `from` stand at starts[from]..starts[from + 1]. */
export interface Neighbours {
  starts: Int32Array;
  to: Int32Array;
  weights: Float32Array;
}

/** What somebody calls their work, and the skills that go with it. */
export interface WorkDescription {
  /** Headline or mission title first, then past titles; `weight` 0..1, 1 when left out. */
  titles: readonly { text: string; weight?: number }[];
  /** French labels of the skills, or their own words when nobody knows them. */
  skills?: readonly string[];
}

export interface ProjectedOccupation {
  occupation: number;
  /** 1..255; the whole vector’s Euclidean length is about 255, so that a product of two is a cosine. */
  weight: number;
}

/** The whole length of a stored vector. */
export const VECTOR_LENGTH = 255;

/** Vectors are stored with every profile and mission: no more entries than this. */
export const LONGEST_VECTOR = 24;

/** A title reached through another source’s occupation counts a little less than one reached directly. */
const THROUGH_ALIGNMENT = 0.85;
/** Titles further than this from any of an occupation’s titles do not lead on to what that occupation is aligned with. */
const ALIGN_FROM = 0.3;
/** How many occupations of other sources the skills lead to. */
const SKILL_LEADS = 6;
/** Sharpens the vector: the nearest occupation should dominate. */
const SHARPNESS = 3;
const MOBILITY_SHARE = 0.2;
/** Below this evidence nothing is said rather than anything. */
const FLOOR = 0.2;
/** What stands between the trades of a headline. */
const SEPARATOR = /[|•;,–—]|\s[-·(+&]\s?/;

/** A headline often names two trades: each part counts nearly as much as the whole. */
const PART_WEIGHT = 0.9;

/** Occupations by place, and how near each is. */
interface Near {
  places: Int32Array;
  values: Float32Array;
}

/** Projects titles and skills onto occupations. Deterministic; holds no state but its data and what it found in it. */
export class Projector {
  private readonly titles: WordIndex;
  private readonly skills: WordIndex;
  private readonly nearTitle = remembered((title: string) => this.findNear(title));
  private readonly skillWords = remembered(words);

  constructor(private readonly data: ProjectionData) {
    this.titles = new WordIndex(data.titles);
    this.skills = new WordIndex(data.skills);
  }

  /**
   * The `nearest` occupations that a description of work is about, then those that people of these occupations move
   * to, lighter; sorted by weight, then id. Titles and skills take equal parts. Empty when nothing is near enough.
   * The same for masculine, feminine and plural forms.
   */
  project({ titles, skills = [] }: WorkDescription, nearest = 8): ProjectedOccupation[] {
    const evidence = new Float32Array(this.data.occupations.length);
    for (const { text, weight = 1 } of titles) this.addTitle(text, weight, evidence);
    if (skills.length > 0) this.addSkills(skills, evidence);
    const best = largest(evidence, nearest, this.data.anchors).filter(([, value]) => value >= FLOOR);
    if (best.length === 0) return [];
    const peak = best[0]![1];
    const vector = new Map(best.map(([place, value]) => [place, (value / peak) ** SHARPNESS]));
    const { starts, to, weights } = this.data.mobility;
    for (const [place] of best) {
      const strength = vector.get(place)!;
      for (let at = starts[place]!; at < starts[place + 1]!; at++) {
        const target = to[at]!;
        if (best.some(([taken]) => taken === target)) continue;
        vector.set(target, Math.max(vector.get(target) ?? 0, MOBILITY_SHARE * weights[at]! * strength));
      }
    }
    return quantised(vector, this.data.occupations);
  }

  /**
   * The telling words of a title as neutral keys, weighed by how rare they are among all titles; Euclidean length
   * about 255. `written` is the word as the title has it.
   */
  titleVector(title: string): { key: string; written: string; weight: number }[] {
    const found = writtenWords(title);
    const length = Math.hypot(...found.map(({ key }) => this.titles.idf(key))) || 1;
    return found.map(({ key, written }) => ({
      key,
      written,
      weight: Math.max(1, Math.round((VECTOR_LENGTH * this.titles.idf(key)) / length)),
    }));
  }

  /** Raises the evidence of the anchors a title is about to that of their best title, aligned sources included. */
  private addTitle(title: string, weight: number, evidence: Float32Array): void {
    const { anchors, alignment } = this.data;
    const { places, values } = this.nearTitle(title);
    for (const [at, place] of places.entries()) {
      const near = values[at]!;
      const value = weight * near;
      if (anchors[place]) {
        if (value > evidence[place]!) evidence[place] = value;
      } else if (near > ALIGN_FROM) raiseThrough(alignment, place, value * THROUGH_ALIGNMENT, evidence);
    }
  }

  /** The occupations with a title that shares a word with this one or a part of it, and the best cosine of each. */
  private findNear(title: string): Near {
    const near = new Float32Array(this.data.occupations.length);
    const parts = title.split(SEPARATOR).filter((part) => part.trim() !== '');
    const variants = parts.length > 1 ? [title, ...parts] : [title];
    variants.forEach((variant, order) => {
      const share = order === 0 ? 1 : PART_WEIGHT;
      this.titles.near(once(words(variant)), (index, cosine) => {
        const owner = this.data.titleOwners[index]!;
        if (share * cosine > near[owner]!) near[owner] = share * cosine;
      });
    });
    const places = Int32Array.from(near.keys()).filter((place) => near[place]! > 0);
    return { places, values: Float32Array.from(places, (place) => near[place]!) };
  }

  /** Adds how much an occupation’s skills sound like these, directly or through an aligned occupation. */
  private addSkills(skills: readonly string[], evidence: Float32Array): void {
    const { anchors, alignment } = this.data;
    const cosines = this.skills.cosines(
      skillBag(skills.map((skill) => ({ words: this.skillWords(skill), weight: 1 }))),
    );
    const found = new Float32Array(cosines.length);
    for (let place = 0; place < cosines.length; place++) if (anchors[place]) found[place] = cosines[place]!;
    for (const [place, value] of largest(cosines, SKILL_LEADS, anchors, 0))
      raiseThrough(alignment, place, value, found);
    for (let place = 0; place < found.length; place++) evidence[place]! += found[place]!;
  }
}

/** The words of several skills as one bag: a word said by many skills counts more, ever less so. */
export function skillBag(skills: readonly { words: readonly string[]; weight: number }[]): Map<string, number> {
  const bag = new Map<string, number>();
  for (const skill of skills) {
    for (const word of new Set(skill.words)) bag.set(word, (bag.get(word) ?? 0) + skill.weight);
  }
  for (const [word, sum] of bag) bag.set(word, Math.log1p(sum));
  return bag;
}

function raiseThrough({ starts, to, weights }: Neighbours, from: number, value: number, evidence: Float32Array): void {
  for (let at = starts[from]!; at < starts[from + 1]!; at++) {
    const raised = value * weights[at]!;
    if (raised > evidence[to[at]!]!) evidence[to[at]!] = raised;
  }
}

/** The places of the `count` largest values above 0 among those flagged `flag`, largest first, ties by place. */
export function largest(values: Float32Array, count: number, flags?: Uint8Array, flag = 1): [number, number][] {
  const kept: [number, number][] = [];
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value <= 0 || (flags && flags[place] !== flag)) continue;
    if (kept.length === count && value <= kept[count - 1]![1]) continue;
    let at = kept.length;
    while (at > 0 && kept[at - 1]![1] < value) at -= 1;
    kept.splice(at, 0, [place, value]);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

function quantised(vector: ReadonlyMap<number, number>, occupations: Int32Array): ProjectedOccupation[] {
  const length = Math.hypot(...vector.values());
  return [...vector]
    .map(([place, value]) => ({
      occupation: occupations[place]!,
      weight: Math.round((VECTOR_LENGTH * value) / length),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.occupation - b.occupation)
    .slice(0, LONGEST_VECTOR);
}
