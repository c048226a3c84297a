import { words } from './normalise';
import { largest, type Neighbours, type ProjectionData, skillBag } from './projection';
import type { Language, TaxonomySource } from './referential';
import { finish, type Steps } from './steps';
import { type Bag, once, WordIndex } from './word-index';

/** The occupations in use with the ids they have in the product. */
export interface OccupationGraph {
  occupations: readonly { id: number; source: TaxonomySource }[];
  titles: readonly { occupation: number; label: string; language: Language }[];
  /** Label in French. */
  skills: readonly { id: number; label: string }[];
  occupationSkills: readonly { occupation: number; skill: number; weight: number }[];
  /** Nearest first for one `from`. */
  occupationLinks: readonly { from: number; to: number }[];
}

/** How many anchors another source’s occupation is mapped onto. */
const ALIGNED = 8;
/** The nearest anchor stands for the whole occupation when it is at least this near. */
const WHOLE_FROM = 0.4;
/** A title says more about a trade than one of its skills. */
const TITLE_SHARE = 3;

/** Rows read between two stops. */
const PIECE = 500;

/**
 * Computes everything a Projector needs: indexes of titles and of skills’ words, and the alignment of the sources.
 * Anchors are our own occupations and ROME’s; without ROME, ESCO’s too. An occupation of another source is aligned
 * with the anchors whose titles and skills use the same words: half the cosine of all their words, half that of their
 * best pair of titles, the nearest counting 1. Linear in the size of the files but for the alignment; about five
 * seconds on one core for ROME and ESCO together.
 */
export const buildProjection = (graph: OccupationGraph): ProjectionData => finish(projectionSteps(graph));

/** `buildProjection` in pieces of some ten milliseconds. */
export function* projectionSteps(graph: OccupationGraph): Steps<ProjectionData> {
  const place = new Map(graph.occupations.map(({ id }, index) => [id, index]));
  const withRome = graph.occupations.some(({ source }) => source === 'ROME');
  const anchors = Uint8Array.from(graph.occupations, ({ source }) => (source === 'ESCO' && withRome ? 0 : 1));
  const all = yield* titlesOf(graph, place);
  const counts = new Map<string, number>();
  for (const titles of all) {
    for (const word of new Set(titles.flatMap((title) => title.words))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const titleOwners = Int32Array.from(all.flatMap((titles, owner) => titles.map(() => owner)));
  const bags = all.flatMap((titles) => titles.map((title) => once(title.words)));
  yield;
  const titles = WordIndex.over(bags, { counts, population: graph.occupations.length });
  const skillBags = yield* skillBagsOf(graph, place);
  const french = all.map((some) => some.filter(({ language }) => language === 'fr').map((title) => title.words));
  return {
    occupations: Int32Array.from(graph.occupations, ({ id }) => id),
    anchors,
    titles: titles.data,
    titleOwners,
    skills: WordIndex.over(skillBags).data,
    alignment: yield* align(anchors, french, skillBags, titles, titleOwners),
    mobility: mobilityOf(graph, place, anchors),
  };
}

interface TitleWords {
  words: string[];
  language: Language;
}

/** The titles of each occupation as words; titles of the same words once. */
function* titlesOf(graph: OccupationGraph, place: ReadonlyMap<number, number>): Steps<TitleWords[][]> {
  const found = graph.occupations.map(() => new Map<string, TitleWords>());
  for (const [at, { occupation, label, language }] of graph.titles.entries()) {
    const title = words(label);
    const known = found[place.get(occupation) ?? -1];
    if (known && title.length > 0 && !known.has(title.join(' ')))
      known.set(title.join(' '), { words: title, language });
    if (at % PIECE === 0) yield;
  }
  return found.map((titles) => [...titles.values()]);
}

/** The words of each occupation’s skills. */
function* skillBagsOf(graph: OccupationGraph, place: ReadonlyMap<number, number>): Steps<Bag[]> {
  const known = new Map<number, string[]>();
  for (const [at, { id, label }] of graph.skills.entries()) {
    known.set(id, words(label));
    if (at % PIECE === 0) yield;
  }
  const skillsOf = graph.occupations.map((): { words: string[]; weight: number }[] => []);
  for (const { occupation, skill, weight } of graph.occupationSkills) {
    const found = known.get(skill);
    if (found) skillsOf[place.get(occupation) ?? -1]?.push({ words: found, weight });
  }
  return skillsOf.map(skillBag);
}

/** All an occupation’s words, French: those of its titles by how many titles say them, and those of its skills. */
function describe(titles: readonly (readonly string[])[], skills: Bag): Bag {
  const bag = new Map(skills);
  const said = new Map<string, number>();
  for (const title of titles) for (const word of new Set(title)) said.set(word, (said.get(word) ?? 0) + 1);
  for (const [word, count] of said) {
    bag.set(word, (bag.get(word) ?? 0) + TITLE_SHARE * Math.sqrt(count / titles.length));
  }
  return bag;
}

function* align(
  anchors: Uint8Array,
  french: readonly (readonly (readonly string[])[])[],
  skills: readonly Bag[],
  titles: WordIndex,
  titleOwners: Int32Array,
): Steps<Neighbours> {
  const bags = french.map((all, place) => describe(all, skills[place]!));
  const whole = WordIndex.over(bags);
  const rows: [number, number][][] = [];
  for (const [place, bag] of bags.entries()) {
    if (anchors[place]) {
      rows.push([]);
      continue;
    }
    const near = whole.cosines(bag);
    const best = new Float32Array(anchors.length);
    for (const title of french[place]!) {
      titles.near(once(title), (index, cosine) => {
        const owner = titleOwners[index]!;
        if (cosine > best[owner]!) best[owner] = cosine;
      });
    }
    for (let other = 0; other < near.length; other++) near[other] = (near[other]! + best[other]!) / 2;
    const found = largest(near, ALIGNED, anchors);
    const peak = Math.max(WHOLE_FROM, found[0]?.[1] ?? 0);
    rows.push(found.map(([to, value]) => [to, value / peak]));
    yield;
  }
  return neighbours(rows);
}

/** Moves between anchors as the sources list them; all count the same. */
function mobilityOf(graph: OccupationGraph, place: ReadonlyMap<number, number>, anchors: Uint8Array): Neighbours {
  const rows = graph.occupations.map((): [number, number][] => []);
  for (const { from, to } of graph.occupationLinks) {
    const [start, end] = [place.get(from), place.get(to)];
    if (start === undefined || end === undefined || !anchors[start] || !anchors[end] || start === end) continue;
    if (!rows[start]!.some(([known]) => known === end)) rows[start]!.push([end, 1]);
  }
  return neighbours(rows);
}

/** Rows of weighted links as flat arrays. */
export function neighbours(rows: readonly (readonly [number, number])[][]): Neighbours {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, from) => (starts[from + 1] = starts[from]! + row.length));
  const flat = rows.flat();
  return {
    starts,
    to: Int32Array.from(flat, ([to]) => to),
    weights: Float32Array.from(flat, ([, weight]) => weight),
  };
}
