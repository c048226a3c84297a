import { editDistance } from '#libs/search/meilisearch.adapter';
import type { Stored } from './filter-language';

/** The settings of an index that decide how words are read. */
export interface WordSettings {
  searchableAttributes?: string[];
  synonyms?: Record<string, string[]>;
  stopWords?: string[];
  typoTolerance?: {
    minWordSizeForTypos?: { oneTypo?: number; twoTypos?: number };
    disableOnWords?: string[];
    disableOnNumbers?: boolean;
  };
}

export interface WordMatch {
  words: number;
  typos: number;
  attribute: number;
  /** Words of the document that matched, for highlights. */
  matched: Set<string>;
}

export const wordsOf = (text: unknown): string[] =>
  [text].flat().flatMap((one) => (typeof one === 'string' ? one : '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

function allowed(word: string, { typoTolerance: typo }: WordSettings): number {
  if (typo?.disableOnWords?.includes(word) || (typo?.disableOnNumbers && /^\d+$/.test(word))) return 0;
  const { oneTypo = 5, twoTypos = 9 } = typo?.minWordSizeForTypos ?? {};
  return word.length < oneTypo ? 0 : word.length < twoTypos ? 1 : 2;
}

interface Found {
  typos: number;
  attribute: number;
  matched: string[];
}

/** The best match of one query word: exact, as a prefix when it is the last, with typos, or through a synonym. */
function best(word: string, last: boolean, fields: readonly string[][], settings: WordSettings): Found | undefined {
  const typos = allowed(word, settings);
  let found: Found | undefined;
  for (const [attribute, words] of fields.entries())
    for (const held of words) {
      const distance = held === word || (last && held.startsWith(word)) ? 0 : editDistance(word, held);
      if (distance > typos) continue;
      if (!found || distance < found.typos) found = { typos: distance, attribute, matched: [held] };
      else if (distance === found.typos) found.matched.push(held);
    }
  if (found) return found;
  return bySynonym(word, fields, settings);
}

function bySynonym(name: string, fields: readonly string[][], settings: WordSettings): Found | undefined {
  for (const synonym of settings.synonyms?.[name] ?? [])
    for (const [attribute, words] of fields.entries())
      if (` ${words.join(' ')} `.includes(` ${synonym} `)) return { typos: 0, attribute, matched: synonym.split(' ') };
  return undefined;
}

/** The engine reads up to three words as one name. */
const LONGEST_NAME = 3;

/** How a document matches a query, or undefined when it does not. `last` drops words from the end. */
export function matchWords(
  document: Stored,
  q: string,
  strategy: 'last' | 'all' | 'frequency',
  settings: WordSettings,
): WordMatch | undefined {
  const words = wordsOf(q).filter((word) => !settings.stopWords?.includes(word));
  const fields = (settings.searchableAttributes ?? ['*'])
    .flatMap((name) => (name === '*' ? Object.keys(document) : [name]))
    .map((name) => wordsOf(document[name]));
  const match: WordMatch = { words: 0, typos: 0, attribute: 0, matched: new Set() };
  const each = words.map((word, at) => best(word, at === words.length - 1, fields, settings));
  for (let at = 0; at < words.length;) {
    let [found, length]: [Found | undefined, number] = [each[at], 1];
    for (let more = LONGEST_NAME; more > 1; more -= 1) {
      const whole = at + more <= words.length && each.slice(at, at + more).every((one) => one !== undefined);
      const other = whole ? undefined : bySynonym(words.slice(at, at + more).join(' '), fields, settings);
      if (other) [found, length] = [other, more];
    }
    if (!found) {
      if (strategy === 'all' || at === 0) return undefined;
      break;
    }
    at += length;
    match.words += length;
    match.typos += found.typos;
    match.attribute += found.attribute;
    for (const one of found.matched) match.matched.add(one);
  }
  return match;
}
