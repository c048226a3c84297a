import { HIGHEST_SIMILARITY } from '../contracts/nearness';
import { words } from './normalise';
import { finish, type Steps } from './steps';
import { type Bag, once, WordIndex } from './word-index';

/** The skills in use with the ids they have in the product. */
export interface SkillGraph {
  /** Label in French, and its `skillKey`. */
  skills: readonly { id: number; label: string; key: string }[];
  /** The `skillKey` of every other name. */
  aliases: readonly { skill: number; key: string }[];
  /** 0 < similarity < 1, as the sources say it, in one direction or both. */
  skillLinks: readonly { from: number; to: number; similarity: number }[];
  /** Skill → broader skill. */
  skillParents: readonly { skill: number; parent: number }[];
}

export interface SkillNeighbour {
  skill: number;
  /** 0 < similarity ≤ 0.78. */
  similarity: number;
}

export const MOST_NEIGHBOURS = 8;
/** A broader skill and its narrower ones stand for one another only in part. */
const PARENT_SIMILARITY = 0.6;
/** Labels whose words agree less than this are not taken for neighbours. */
const WORDS_FROM = 0.55;

/**
 * The skills that stand for a skill in part, at most eight, nearest first, symmetric before the cut: those the sources
 * relate, its broader and narrower ones, those of another source under the same name, those whose labels use the same
 * words. Skills without any are left out. A few seconds for fifty thousand skills.
 */
export const skillNeighbours = (graph: SkillGraph): Map<number, SkillNeighbour[]> => finish(neighbourSteps(graph));

/** Skills looked at between two stops. */
const PIECE = 100;

/** `skillNeighbours` in pieces of some ten milliseconds. */
export function* neighbourSteps(graph: SkillGraph): Steps<Map<number, SkillNeighbour[]>> {
  const found = new Map<number, Map<number, number>>();
  const raise = (from: number, to: number, similarity: number): void => {
    let row = found.get(from);
    if (!row) found.set(from, (row = new Map()));
    if (similarity > (row.get(to) ?? 0)) row.set(to, similarity);
  };
  const relate = (a: number, b: number, similarity: number): void => {
    if (a === b) return;
    const capped = Math.min(HIGHEST_SIMILARITY, similarity);
    raise(a, b, capped);
    raise(b, a, capped);
  };
  for (const { from, to, similarity } of graph.skillLinks) relate(from, to, similarity);
  for (const { skill, parent } of graph.skillParents) relate(skill, parent, PARENT_SIMILARITY);
  for (const group of namesakes(graph)) {
    for (let a = 0; a < group.length; a++) {
      for (let b = a + 1; b < group.length; b++) relate(group[a]!, group[b]!, HIGHEST_SIMILARITY);
    }
  }
  yield;
  const bags: Bag[] = [];
  for (const { label } of graph.skills) {
    bags.push(once(words(label)));
    if (bags.length % PIECE === 0) yield;
  }
  const index = WordIndex.over(bags);
  for (const [place, { id }] of graph.skills.entries()) {
    const pair = (other: number, cosine: number): void => {
      if (other > place) relate(id, graph.skills[other]!.id, HIGHEST_SIMILARITY * cosine);
    };
    index.near(bags[place]!, pair, WORDS_FROM);
    if (place % PIECE === 0) yield;
  }
  const nearest = (row: Map<number, number>): SkillNeighbour[] =>
    [...row]
      .map(([skill, similarity]) => ({ skill, similarity }))
      .sort((a, b) => b.similarity - a.similarity || a.skill - b.skill)
      .slice(0, MOST_NEIGHBOURS);
  return new Map([...found].sort(([a], [b]) => a - b).map(([skill, row]) => [skill, nearest(row)]));
}

/** A name that this many skills share says too little to bind them. */
const MOST_NAMESAKES = 6;

/** Groups of skills that one name leads to: a label or an alias of each has the same key. */
function namesakes({ skills, aliases }: SkillGraph): number[][] {
  const byKey = new Map<string, Set<number>>();
  const add = (key: string, id: number): void => {
    if (key !== '') byKey.set(key, (byKey.get(key) ?? new Set<number>()).add(id));
  };
  for (const { id, key } of skills) add(key, id);
  for (const { skill, key } of aliases) add(key, skill);
  return [...byKey.values()].filter(({ size }) => size > 1 && size <= MOST_NAMESAKES).map((group) => [...group]);
}

/** What a skill tells when it belongs to no occupation: it may be rare or everybody’s. */
const UNPLACED = 128;
const LEAST_TELLING = 32;

/**
 * How much a skill says about a trade, 1..255: 255 when a single occupation of its source has it, little when most do.
 */
export function telling(occupationsWithIt: number, occupations: number): number {
  if (occupationsWithIt === 0 || occupations < 2) return UNPLACED;
  const rarity = Math.log(occupations / occupationsWithIt) / Math.log(occupations);
  return Math.max(LEAST_TELLING, Math.round(255 * rarity));
}
