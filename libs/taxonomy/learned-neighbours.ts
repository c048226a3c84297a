import { HIGHEST_SIMILARITY } from '../contracts/nearness';
import { MOST_NEIGHBOURS } from './skill-neighbours';
import type { Steps } from './steps';

/** Two skills that many people have together. */
export interface LearnedPair {
  /** a < b. */
  a: number;
  b: number;
  /** How many people have both. */
  people: number;
  /** 0 < similarity ≤ 0.78, in whole hundredths: what is read before it is activated is what counts afterwards. */
  similarity: number;
}

/** A pair that fewer people share is never learned nor shown: nobody is recognised, and chance is left out. */
export const FEWEST_PEOPLE = 20;
/** A skill learned from people is never as near as one that the sources call the same. */
const MOST_LEARNED = 0.8;
/** A pair that this many people share counts half of its cosine. */
const SHRINKAGE = 20;
/** What is less near than this says nothing: everybody’s skills go a little with everything. */
const LEAST_SIMILARITY = 0.25;

/**
 * How near two skills are that `both` people have, of those who have the first and the second; 0 when they are not.
 * 0.8 × the cosine of the two sets of people, n_ab / √(n_a n_b) (Deshpande and Karypis, “Item-based top-N recommendation
 * algorithms”, 2004), shrunk by n_ab / (n_ab + 20), so that few people say less (Bell and Koren, “Scalable collaborative
 * filtering with jointly derived neighborhood interpolation weights”, 2007).
 */
export function learnedSimilarity(both: number, first: number, second: number): number {
  if (both < FEWEST_PEOPLE) return 0;
  const cosine = both / Math.sqrt(first * second);
  const similarity = Math.round(100 * MOST_LEARNED * cosine * (both / (both + SHRINKAGE))) / 100;
  return similarity < LEAST_SIMILARITY ? 0 : Math.min(HIGHEST_SIMILARITY, similarity);
}

/** Who has which skills, packed: a million people with twelve skills each take some fifty megabytes. */
export class SkillSets {
  private skills = new Int32Array(1024);
  private ends = new Int32Array(256);
  /** How many people. */
  people = 0;
  private filled = 0;

  /** One person’s skill ids, each once. */
  add(ids: readonly number[]): void {
    while (this.filled + ids.length > this.skills.length) this.skills = doubled(this.skills);
    if (this.people === this.ends.length) this.ends = doubled(this.ends);
    this.skills.set(ids, this.filled);
    this.filled += ids.length;
    this.ends[this.people++] = this.filled;
  }

  of(person: number): Int32Array {
    return this.skills.subarray(person === 0 ? 0 : this.ends[person - 1], this.ends[person]);
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** People looked at between two stops, and pairs counted. */
const PIECE = { people: 20_000, pairs: 1_000_000 };

/**
 * The pairs of skills that at least twenty people have together and that are near, for each skill its eight nearest: a
 * pair is kept when it is among those of either. By a, then b, whatever the order of people. Pieces of some ten
 * milliseconds; five seconds of processor time for a million people with twelve skills each.
 */
export function* learnSteps(sets: SkillSets): Steps<LearnedPair[]> {
  const common = yield* commonSkills(sets);
  const { ids, counts } = common;
  const owners = yield* ownersOf(sets, common);
  const found: LearnedPair[] = [];
  const row = new Uint32Array(ids.length);
  let counted = 0;
  for (let a = 0; a < ids.length; a++) {
    row.fill(0, a + 1);
    for (let at = owners.starts[a]!; at < owners.starts[a + 1]!; at++) {
      const person = owners.people[at]!;
      const { starts, places } = owners.held;
      for (let held = starts[person]!; held < starts[person + 1]!; held++) row[places[held]!]!++;
      counted += starts[person + 1]! - starts[person]!;
    }
    for (let b = a + 1; b < ids.length; b++) {
      if (row[b]! < FEWEST_PEOPLE) continue;
      const similarity = learnedSimilarity(row[b]!, counts[a]!, counts[b]!);
      if (similarity > 0) found.push({ a: ids[a]!, b: ids[b]!, people: row[b]!, similarity });
    }
    if (counted > PIECE.pairs) {
      counted = 0;
      yield;
    }
  }
  return nearest(found);
}

interface Common {
  /** Skills that enough people have, ascending, and how many people. */
  ids: Int32Array;
  counts: Int32Array;
  place: ReadonlyMap<number, number>;
}

function* commonSkills(sets: SkillSets): Steps<Common> {
  const counts = new Map<number, number>();
  for (let person = 0; person < sets.people; person++) {
    for (const id of sets.of(person)) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (person % PIECE.people === 0) yield;
  }
  const ids = Int32Array.from([...counts].filter(([, count]) => count >= FEWEST_PEOPLE).map(([id]) => id)).sort();
  return {
    ids,
    counts: ids.map((id) => counts.get(id)!),
    place: new Map(Array.from(ids, (id, place) => [id, place])),
  };
}

interface Owners {
  /** The people who have the skill at place n stand at starts[n]..starts[n + 1]. */
  starts: Int32Array;
  people: Int32Array;
  /** The places of one person’s common skills. */
  held: { starts: Int32Array; places: Int32Array };
}

function* ownersOf(sets: SkillSets, { ids, counts, place }: Common): Steps<Owners> {
  const starts = new Int32Array(ids.length + 1);
  counts.forEach((count, at) => (starts[at + 1] = starts[at]! + count));
  const next = starts.slice();
  const people = new Int32Array(starts[ids.length]!);
  const held = { starts: new Int32Array(sets.people + 1), places: new Int32Array(people.length) };
  let filled = 0;
  for (let person = 0; person < sets.people; person++) {
    for (const id of sets.of(person)) {
      const at = place.get(id);
      if (at === undefined) continue;
      held.places[filled++] = at;
      people[next[at]!++] = person;
    }
    held.starts[person + 1] = filled;
    if (person % PIECE.people === 0) yield;
  }
  return { starts, people, held };
}

/** Those among the eight nearest of one of their two skills; the lower id first among equals. */
function nearest(pairs: readonly LearnedPair[]): LearnedPair[] {
  const rows = new Map<number, LearnedPair[]>();
  for (const pair of pairs) {
    for (const skill of [pair.a, pair.b]) {
      const row = rows.get(skill);
      if (row) row.push(pair);
      else rows.set(skill, [pair]);
    }
  }
  const kept = new Set<LearnedPair>();
  for (const row of rows.values()) {
    row.sort((one, other) => other.similarity - one.similarity || one.a - other.a || one.b - other.b);
    for (const pair of row.slice(0, MOST_NEIGHBOURS)) kept.add(pair);
  }
  return pairs.filter((pair) => kept.has(pair));
}
