import type { EntityManager } from 'typeorm';
import { words as stems } from '#libs/taxonomy/normalise';
import type { SearchDocument } from './search.port';
import { searchText, typosAllowed, wordsOf } from './words';

const LONGEST_BODY = 20_000;
/** A word of PostgreSQL’s text search is found by its first forty letters, in documents and in queries. */
export const LONGEST_WORD = 40;

/** The gender-neutral stem of a word, letters and digits only; none when it says nothing. */
const stemsOf = (word: string): string[] => stems(word).filter((stem) => /^[\p{L}\p{N}]+$/u.test(stem));

/** What is indexed of a text: its words as written, for prefixes and rank, and their stems, by which they are found. */
const indexed = (text: string): string[] =>
  wordsOf(text).flatMap((word) => [word, ...stemsOf(word)].map((form) => form.slice(0, LONGEST_WORD)));

/** Labels of the referential are read again and again; the table is dropped before it grows large. */
const labels = new Map<string, readonly string[]>();
const MOST_LABELS = 20_000;

function indexedLabel(label: string): readonly string[] {
  const known = labels.get(label);
  if (known) return known;
  const words = indexed(label);
  if (labels.size >= MOST_LABELS) labels.clear();
  labels.set(label, words);
  return words;
}

/**
 * The words of a document as a tsvector in text: each once, with the weight of the best place it stands in (A title, B
 * skills and occupations, C town, D long text). Safe by construction: words hold letters and digits only.
 */
export function vectorOf({ title, keywords, placeName, body }: SearchDocument): string {
  const seen = new Set<string>();
  const fresh = (words: readonly string[]) => words.filter((word) => !seen.has(word) && seen.add(word));
  const places = [
    [indexed(title), 'A'],
    [keywords.flatMap(indexedLabel), 'B'],
    [indexed(placeName ?? ''), 'C'],
  ] as const;
  let at = 0;
  const placed = places.flatMap(([words, weight]) =>
    fresh(words).map((word) => `'${word}':${Math.min((at += 1), 16_000)}${weight}`),
  );
  // Without a position a word weighs as D does, and takes less room.
  return [...placed, ...fresh(indexed(body.slice(0, LONGEST_BODY))).map((word) => `'${word}'`)].join(' ');
}

/** Counts the words people wrote, once a document; in one order whoever writes, so that writers never wait in a circle. */
export async function learn(db: Pick<EntityManager, 'query'>, documents: readonly SearchDocument[]): Promise<void> {
  const writings = new Map<string, number>();
  for (const { title, keywords, placeName } of documents) {
    const text = searchText(`${title} ${keywords.join(' ')} ${placeName ?? ''}`);
    for (const word of new Set(text.match(/[\p{L}\p{N}]{3,40}/gu) ?? []))
      writings.set(word, (writings.get(word) ?? 0) + 1);
  }
  const words = [...writings.keys()].sort();
  await db.query(
    `insert into search_lexicon (word, writings) select * from unnest($1::text[], $2::int[])
     on conflict (word) do update set writings = search_lexicon.writings + excluded.writings`,
    [words, words.map((word) => writings.get(word))],
  );
}

/** The words of a search as PostgreSQL reads them: what a document must hold a word, and what its rank counts. */
export interface Reading {
  /** A group a telling word: its stem, or that of what it was probably meant to be; an unfinished last one as a prefix. */
  groups: string[];
  /** The same words as typed beside their stems. */
  ranks: string[];
  corrected: { from: string; to: string }[];
}

const quoted = (words: readonly string[]): string[] => [...new Set(words)].map((word) => `'${word}'`);

/**
 * Reads the words of a search. Every document that holds a word holds its stem, so the stem alone is looked for. The last
 * word may be unfinished: when nobody ever wrote it, words that begin with it are found, too.
 */
export async function read(db: Pick<EntityManager, 'query'>, words: readonly string[]): Promise<Reading> {
  const { meant, known } = await lookUp(db, words);
  const read = words.flatMap((word, index) => {
    const forms = [word, ...(meant.get(word) ?? [])];
    const roots = forms.flatMap(stemsOf);
    if (roots.length === 0) return [];
    const begun = index === words.length - 1 && !known.has(word) ? [`'${word}':*`] : [];
    return [{ group: [...quoted(roots), ...begun].join(' | '), rank: [...quoted([...forms, ...roots])].join(' | ') }];
  });
  return {
    groups: read.map(({ group }) => group),
    ranks: read.map(({ rank }) => rank),
    corrected: [...meant].flatMap(([from, forms]) => forms.slice(0, 1).map((to) => ({ from, to }))),
  };
}

interface LookedUp {
  /** The nearest known words of those nobody wrote: edit distance 1 from 5 letters, 2 from 9. */
  meant: ReadonlyMap<string, string[]>;
  /** Words somebody wrote just so. */
  known: ReadonlySet<string>;
}

async function lookUp(db: Pick<EntityManager, 'query'>, words: readonly string[]): Promise<LookedUp> {
  const rows = await db.query<{ word: string; known: boolean; forms: string[] | null }[]>(
    `select w.word, exists (select 1 from search_lexicon l where l.word = w.word) as known,
       case when w.typos > 0 and not exists (select 1 from search_lexicon l where l.word >= w.word and l.word < w.word || chr(1114111))
         then (select array_agg(c.word) from (
           select l.word from search_lexicon l
           where l.word % w.word and levenshtein_less_equal(l.word, w.word, w.typos) <= w.typos
           order by levenshtein(l.word, w.word), l.writings desc, l.word limit 4
         ) c) end as forms
     from unnest($1::text[], $2::int[]) as w(word, typos)`,
    [words, words.map(typosAllowed)],
  );
  return {
    meant: new Map(rows.flatMap(({ word, forms }) => (forms ? [[word, forms] as const] : []))),
    known: new Set(rows.flatMap(({ word, known }) => (known ? [word] : []))),
  };
}
