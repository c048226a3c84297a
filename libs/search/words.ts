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
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
  for (const [pattern, word] of WHOLE) folded = folded.replace(pattern, word);
  return folded;
}

const MAX_WORDS = 12;

/** The words of a query: at most twelve, of at most forty characters, letters and digits only. */
export function queryWords(text: string): string[] {
  const found = searchText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(found.map((word) => word.slice(0, 40)))].slice(0, MAX_WORDS);
}

/** How many letters may differ: none in short words, where every letter counts. */
export const typosAllowed = (word: string): number => (word.length <= 4 ? 0 : word.length <= 8 ? 1 : 2);
