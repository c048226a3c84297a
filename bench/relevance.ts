import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { query } from '#libs/search/search.conformance';
import type { SearchDocument, Searcher } from '#libs/search/search.port';
import { readDocuments } from '../src/discovery/documents';
import { rewriteProjection } from '../src/discovery/drift';
import { writeProfile } from '../src/imports/write';
import { Lexicon } from '../src/taxonomy/lexicon';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';

const DEPTH = 10;
/** From this grade on somebody should be found at all. */
const GOOD = 2;

const scores = z.object({ ndcg10: z.number(), recall: z.number(), zeroShare: z.number() });
/** Means over all searches: nDCG at 10, the share of the good ones found, and the share of searches that find nobody. */
export type Scores = z.infer<typeof scores>;

const relevance = z.object({
  date: z.iso.date(),
  people: z.array(
    z.object({
      ref: z.string(),
      headline: z.string(),
      skills: z.array(z.string()),
      place: z.string(),
      summary: z.string(),
    }),
  ),
  /** Grades by reference: 3 whom one means, 2 good, 1 acceptable; everybody else 0. */
  queries: z.array(
    z.object({ kind: z.string(), words: z.string(), grades: z.record(z.string(), z.int().min(1).max(3)) }),
  ),
  /** What the engines reached on that date. */
  baseline: z.record(z.string(), scores),
});
export type Relevance = z.infer<typeof relevance>;

/** The latest judged searches of the repository. */
export function readRelevance(root: string): { file: string; relevance: Relevance } {
  const folder = join(root, 'test/search');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^relevance-[\d-]+\.json$/.test(name)) : [];
  const name = names.sort().at(-1);
  if (!name) throw new Error(`There are no judged searches under ${folder}.`);
  const file = join(folder, name);
  return { file, relevance: relevance.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}

/** Writes the people of the judged searches into an empty, migrated database as an import does, with their search documents. */
export async function writePeople(db: DataSource, { people }: Relevance): Promise<SearchDocument[]> {
  await seedTaxonomy(db);
  const lexicon = new Lexicon(db);
  await db.transaction(async (tx) => {
    for (const { ref, ...person } of people) await writeProfile(tx, lexicon, { ...person, externalRef: ref }, ref);
  });
  await rewriteProjection(db);
  const rows = await db.query<{ id: string }[]>(`select id from profile`);
  return readDocuments(
    db,
    'profile',
    rows.map(({ id }) => id),
  );
}

/** References of the people of `writePeople` by their identifier. */
export async function referencesOf(db: DataSource): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; ref: string }[]>(`select id, external_ref as ref from profile`);
  return new Map(rows.map(({ id, ref }) => [id, ref]));
}

/** Discounted gain of grades in order (2^grade − 1 over log2 of the place + 1; Burges and others 2005). */
const gain = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

export interface Judged {
  kind: string;
  words: string;
  ndcg10: number;
  recall: number;
  found: number;
  /** The first ones found. */
  first: string[];
}

/** One search as it was answered against its grades; `found` in the order shown. */
export function judge({ kind, words, grades }: Relevance['queries'][number], found: readonly string[]): Judged {
  const best = Object.values(grades).sort((a, b) => b - a);
  const good = Object.keys(grades).filter((ref) => (grades[ref] ?? 0) >= GOOD);
  return {
    kind,
    words,
    ndcg10: gain(found.slice(0, DEPTH).map((ref) => grades[ref] ?? 0)) / gain(best.slice(0, DEPTH)),
    recall: good.filter((ref) => found.includes(ref)).length / good.length,
    found: found.length,
    first: found.slice(0, 5),
  };
}

const mean = (values: readonly number[]): number =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(4));

export const scoresOf = (judged: readonly Judged[]): Scores => ({
  ndcg10: mean(judged.map(({ ndcg10 }) => ndcg10)),
  recall: mean(judged.map(({ recall }) => recall)),
  zeroShare: mean(judged.map(({ found }) => (found === 0 ? 1 : 0))),
});

/** Asks every judged search of an engine. */
export async function askAll(
  engine: Searcher,
  { queries }: Relevance,
  references: ReadonlyMap<string, string>,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of queries) {
    const { hits } = await engine.search(query({ words: one.words }));
    judged.push(
      judge(
        one,
        hits.flatMap(({ id }) => references.get(id) ?? []),
      ),
    );
  }
  return judged;
}

/** What fell by more than a hundredth against the dated baseline, in a sentence each. */
export const fallsOf = (was: Scores, now: Scores): string[] =>
  (Object.keys(was) as (keyof Scores)[])
    .filter((name) => (name === 'zeroShare' ? now[name] - was[name] : was[name] - now[name]) > 0.01)
    .map((name) => `${name} is ${now[name]}, it was ${was[name]}`);
