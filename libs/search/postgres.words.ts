import type { EntityManager } from 'typeorm';
import { words as stems } from '#libs/taxonomy/normalise';
import type { SearchDocument } from './search.port';
import { searchText, typosAllowed, wordsOf } from './words';

const LONGEST_BODY = 20_000;
/** A word of PostgreSQL’s text search is found by its first forty letters, in documents and in queries. */
export const LONGEST_WORD = 40;

/** The telling words of a text as gender-neutral stems, letters and digits only. */
const stemsOf = (text: string): string[] => stems(text).filter((stem) => /^[\p{L}\p{N}]+$/u.test(stem));

/** What is indexed of a text: its words as written, for prefixes and exact names, and their stems. */
const indexed = (text: string): string[] =>
  [...wordsOf(text), ...stemsOf(text)].map((word) => word.slice(0, LONGEST_WORD));

/**
 * The words of a document as a tsvector in text: each once, with the weight of the best place it stands in (A title, B
 * skills and occupations, C town, D long text). Safe by construction: words hold letters and digits only.
 */
export function vectorOf({ title, keywords, placeName, body }: SearchDocument): string {
  const seen = new Set<string>();
  const fresh = (words: readonly string[]) => words.filter((word) => !seen.has(word) && seen.add(word));
  const places = [
    [indexed(title), 'A'],
    [keywords.flatMap(indexed), 'B'],
    [wordsOf(placeName ?? '').map((word) => word.slice(0, LONGEST_WORD)), 'C'],
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

/** The words of a search as PostgreSQL reads them. */
export interface Reading {
  /** A group a telling word: as typed, by its stem, by what it was probably meant to be; the last one also as a prefix. */
  groups: string[];
  corrected: { from: string; to: string }[];
}

/** Reads words that say something; those that say nothing in PostgreSQL’s eyes either are left out. */
export async function read(db: Pick<EntityManager, 'query'>, words: readonly string[]): Promise<Reading> {
  const meant = await corrections(db, words);
  const groups = words.flatMap((word, index) => {
    const forms = [word, ...(meant.get(word) ?? [])];
    const stems = forms.flatMap(stemsOf);
    if (stems.length === 0) return [];
    const typed = forms.map((form) => (index === words.length - 1 ? `'${form}':*` : `'${form}'`));
    return [[...new Set([...typed, ...stems.map((stem) => `'${stem}'`)])].join(' | ')];
  });
  return { groups, corrected: [...meant].flatMap(([from, forms]) => forms.slice(0, 1).map((to) => ({ from, to }))) };
}

/** Known words stay; beside an unknown one stand the nearest known words (edit distance 1 from 5 letters, 2 from 9). */
async function corrections(
  db: Pick<EntityManager, 'query'>,
  words: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const long = words.filter((word) => typosAllowed(word) > 0);
  if (long.length === 0) return new Map();
  const rows = await db.query<{ word: string; forms: string[] | null }[]>(
    `select w.word, (
       select array_agg(c.word) from (
         select l.word from search_lexicon l
         where l.word % w.word and levenshtein_less_equal(l.word, w.word, w.typos) <= w.typos
         order by levenshtein(l.word, w.word), l.writings desc, l.word limit 4
       ) c
     ) as forms
     from unnest($1::text[], $2::int[]) as w(word, typos)
     where not exists (select 1 from search_lexicon l where l.word >= w.word and l.word < w.word || chr(1114111))`,
    [long, long.map(typosAllowed)],
  );
  return new Map(rows.flatMap((row) => (row.forms ? [[row.word, row.forms] as const] : [])));
}
