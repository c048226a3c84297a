import { neutral } from '#libs/taxonomy/gender';
import { isStopWord } from '#libs/taxonomy/stop-words';

/** Names whose punctuation a text parser would lose, as single words. Longest first. */
const WHOLE: readonly [RegExp, string][] = [
  [/\bobjective-c\b/g, 'objectivec'],
  [/(?:\basp|(?<![\w.]))\.net\b/g, 'dotnet'],
  [/\b(node|next|vue|nuxt|react|express|three|d3|nest)\.?js\b/g, '$1js'],
  [/\bc\+\+/g, 'cpp'],
  [/\bc#/g, 'csharp'],
  [/\bf#/g, 'fsharp'],
  [/\bci\/cd\b/g, 'cicd'],
  [/\br&d\b/g, 'rd'],
  [/\bui\/ux\b|\bux\/ui\b/g, 'uxui'],
  [/\bb2b\b/g, 'btob'],
];

/** d’, l’, qu’: they say nothing, and nobody repeats them when searching. */
const ELIDED = /(?<![\p{L}\p{N}])(?:[ldnsjmtc]|qu)'(?=\p{L})/gu;

/**
 * The text as search engines index and query it: lower case, without accents or invisible characters, and names such
 * as C#, C++, .NET, Node.js kept as one word. The same for documents and for queries.
 */
export function searchText(text: string): string {
  let folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(ELIDED, '')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
  for (const [pattern, word] of WHOLE) folded = folded.replace(pattern, word);
  return folded;
}

const MAX_WORDS = 12;

/** The words of a text in order, letters and digits only. */
export const wordsOf = (text: string): string[] => searchText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a query: at most twelve, of at most forty characters, letters and digits only; those that say nothing are left out. */
export function queryWords(text: string): string[] {
  const found = wordsOf(text).filter((word) => !isStopWord(word));
  return [...new Set(found.map((word) => word.slice(0, 40)))].slice(0, MAX_WORDS);
}

/** What the masculine and the feminine of a query word share: `développeuse` and `développeur` search the same. */
export const wordKey = (word: string): string => neutral(word);

/**
 * A text as an engine without stems indexes it: the keys of its telling words in order, so that both genders rank alike,
 * then the words that differ from their key, for those who type their beginning.
 */
export function keyedText(text: string): string {
  const words = wordsOf(text).filter((word) => !isStopWord(word));
  const keys = words.map(wordKey);
  return [...keys, ...new Set(words.filter((word, at) => word !== keys[at]))].join(' ');
}

/** How many letters may differ: none in short words, where every letter counts. */
export const typosAllowed = (word: string): number => (word.length <= 4 ? 0 : word.length <= 8 ? 1 : 2);
