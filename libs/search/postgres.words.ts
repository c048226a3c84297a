import type { EntityManager } from 'typeorm';
import { remembered } from '#libs/kernel/remembered';
import { PREPARED } from '#libs/persistence/preparing-client';
import { words as stems } from '#libs/taxonomy/normalise';
import { LONGEST_SYNONYM } from './meilisearch.settings';
import { cellOf } from './postgres.cells';
import type { SearchDocument } from './search.port';
import type { SynonymGroup } from './synonyms';
import { searchText, typosAllowed, wordsOf } from './words';

const LONGEST_BODY = 20_000;
/** A word of PostgreSQL’s text search is found by its first forty letters, in documents and in queries. */
export const LONGEST_WORD = 40;

/** The gender-neutral stem of a word, letters and digits only; none when it says nothing. */
const stemsOf = remembered((word): readonly string[] =>
  stems(word).flatMap((stem) => (/^[\p{L}\p{N}]+$/u.test(stem) ? [stem.slice(0, LONGEST_WORD)] : [])),
);

/** What is indexed of a text: the stems of its telling words. */
const indexed = (text: string): string[] => wordsOf(text).flatMap(stemsOf);

const indexedLabel = remembered(indexed);

/**
 * The stems of a document as a tsvector in text: each once, with the weight of the best place it stands in (A title, B
 * skills and occupations, C town, D long text); and the cell of the map it stands in, so that one index cuts by both.
 * Safe by construction: words hold letters and digits only.
 */
export function vectorOf({ title, keywords, placeName, body, lat, lon }: SearchDocument): string {
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
  const long = fresh(indexed(body.slice(0, LONGEST_BODY))).map((word) => `'${word}'`);
  return [...placed, ...long, ...cellOf(lat, lon)].join(' ');
}

/** The words of a text as they are written, long ones in pieces. */
const writtenIn = remembered((text): readonly string[] => searchText(text).match(/[\p{L}\p{N}]{1,40}/gu) ?? []);

/** Counts the words people wrote, each time a document says other ones; in one order whoever writes, so that writers never wait in a circle. */
export async function learn(db: Pick<EntityManager, 'query'>, documents: readonly SearchDocument[]): Promise<void> {
  const writings = new Map<string, number>();
  for (const { title, keywords, placeName } of documents)
    for (const word of new Set([title, ...keywords, placeName ?? ''].flatMap(writtenIn)))
      writings.set(word, (writings.get(word) ?? 0) + 1);
  const words = [...writings.keys()].sort();
  if (words.length === 0) return;
  await db.query(
    `insert into search_lexicon (word, writings) select * from unnest($1::text[], $2::int[])
     on conflict (word) do update set writings = search_lexicon.writings + excluded.writings`,
    [words, words.map((word) => writings.get(word))],
  );
}

/** The words of a search as PostgreSQL reads them, a group a telling word: stems, any of which will do. */
export interface Reading {
  /** What a document must hold. */
  groups: string[];
  /** What its rank counts: of a last word that stands by itself, not the longer ones it may be the beginning of. */
  ranks: string[];
  corrected: { from: string; to: string }[];
}

const quoted = (stem: string): string => `'${stem}'`;
const anyOf = (stems: readonly string[]): string => [...new Set(stems)].map(quoted).join(' | ');
const allOf = (stems: readonly string[]): string => `(${stems.map(quoted).join(' & ')})`;

/** By the stems of a label, one after the other, the stems of the other labels that name the same. */
export type Synonyms = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Each label of a group leads to the others, both ways. Long labels are sentences and are left out. */
export function stemmedSynonyms(groups: readonly SynonymGroup[]): Synonyms {
  const synonyms = new Map<string, (readonly string[])[]>();
  for (const group of groups) {
    const names = new Map(
      group
        .map((label) => indexed(label))
        .filter((stems) => stems.length > 0 && stems.length <= LONGEST_SYNONYM)
        .map((stems) => [stems.join(' '), stems]),
    );
    for (const name of names.keys())
      synonyms.set(name, [
        ...(synonyms.get(name) ?? []),
        ...[...names].flatMap(([other, stems]) => (other === name ? [] : [stems])),
      ]);
  }
  return synonyms;
}

/** One telling word as it is read. */
interface ReadWord {
  own: readonly string[];
  /** What stands for it: its own stems and those of the words it may have meant. */
  any: readonly string[];
  group: string;
  rank: string;
}

/**
 * Reads the words of a search. The last word may be unfinished: those that begin with it are meant, too. Any other that
 * nobody wrote was probably misspelt: the nearest known ones are meant, too (edit distance 1 from 5 letters, 2 from 9).
 * One or several words that name a thing mean its other names as well.
 */
export async function read(
  db: Pick<EntityManager, 'query'>,
  words: readonly string[],
  synonyms: Synonyms = new Map(),
): Promise<Reading> {
  const forms = await lookUp(db, words);
  const corrected: Reading['corrected'] = [];
  const telling = words.flatMap((word): ReadWord[] => {
    const own = stemsOf(word);
    if (own.length === 0) return [];
    const { known = true, begun = [], near = [] } = forms.get(word) ?? {};
    const misspelt = !known && begun.length === 0;
    const meant = misspelt ? near.flatMap(stemsOf) : begun.flatMap(stemsOf);
    const same = misspelt && meant.some((stem) => own.includes(stem));
    if (misspelt && !same && near[0]) corrected.push({ from: word, to: near[0] });
    const any = same ? own : [...own, ...meant];
    const group = anyOf(any);
    return [{ own, any, group, rank: known ? anyOf(own) : group }];
  });
  const groups: string[] = [];
  const ranks: string[] = [];
  for (let at = 0; at < telling.length;) {
    const { length, others } = named(telling, at, synonyms);
    const run = telling.slice(at, at + length);
    const own = length === 1 ? run[0]!.group : `(${run.map(({ group }) => `(${group})`).join(' & ')})`;
    groups.push([own, ...others.filter((name) => addsTo(run, others, name)).map(allOf)].join(' | '));
    ranks.push([...run.map(({ rank }) => rank), ...others.map(allOf)].join(' | '));
    at += length;
  }
  return { groups, ranks, corrected };
}

/** Whether asking for another name can find more: not when whatever holds it holds the words themselves or a shorter name. */
function addsTo(run: readonly ReadWord[], names: readonly (readonly string[])[], name: readonly string[]): boolean {
  const holds = (stems: readonly string[]) => stems.every((stem) => name.includes(stem));
  const shorter = names.some((other) => new Set(other).size < new Set(name).size && holds(other));
  return !shorter && !run.every(({ any }) => any.some((stem) => name.includes(stem)));
}

/** The longest run of words from here on that names a thing, with its other names; else the one word. */
function named(words: readonly ReadWord[], at: number, synonyms: Synonyms) {
  for (let length = Math.min(LONGEST_SYNONYM, words.length - at); length > 0; length -= 1) {
    const name = words
      .slice(at, at + length)
      .flatMap(({ own }) => own)
      .join(' ');
    const others = synonyms.get(name);
    if (others && others.length > 0) return { length, others };
  }
  return { length: 1, others: [] };
}

/** How many words that begin as the last one does are looked for, the most written first. */
const MOST_BEGUN = 20;

interface Forms {
  word: string;
  /** Somebody wrote it just so. */
  known: boolean;
  /** Longer words that begin so. */
  begun: string[] | null;
  near: string[] | null;
}

/** What the lexicon knows of the last word, and of those that nobody wrote. */
async function lookUp(
  db: Pick<EntityManager, 'query'>,
  words: readonly string[],
): Promise<ReadonlyMap<string, { known: boolean; begun: string[]; near: string[] }>> {
  const rows = await db.query<Forms[]>(
    `${PREPARED} select w.word, w.known,
       case when w.last then (select array_agg(b.word) from (
         select l.word from search_lexicon l where l.word > w.word and l.word < w.word || chr(1114111)
         order by l.writings desc, l.word limit ${MOST_BEGUN}) b) end as begun,
       case when w.typos > 0 and not w.known then (select array_agg(c.word) from (
         select l.word from search_lexicon l
         where l.word % w.word and levenshtein_less_equal(l.word, w.word, w.typos) <= w.typos
         order by levenshtein(l.word, w.word), l.writings desc, l.word limit 4) c) end as near
     from (select word, typos, last, exists (select 1 from search_lexicon l where l.word = u.word) as known
       from unnest((select $1::text[]), (select $2::int[]), (select $3::bool[])) as u(word, typos, last) offset 0) w
     where w.last or not w.known`,
    [words, words.map(typosAllowed), words.map((_word, at) => at === words.length - 1)],
  );
  return new Map(rows.map(({ word, known, begun, near }) => [word, { known, begun: begun ?? [], near: near ?? [] }]));
}
