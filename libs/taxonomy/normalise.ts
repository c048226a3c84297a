import { remembered } from '../kernel/remembered';
import { neutral } from './gender';
import { isStopWord } from './stop-words';
import { stem } from './stem';

/** A word as somebody wrote it and as it is compared. */
export interface Token {
  /** Lower case with its accents, for a sentence. */
  written: string;
  /** Without accents: what every comparison starts from. */
  folded: string;
}

/** Zero-width characters, soft hyphens, direction marks: seen by nobody, typed by copy and paste. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
/** Acute accents standing alone, which NFKC would make a space and a mark. */
const ACUTES_FOR_APOSTROPHES = /[\u00b4\u1ffd]/g;
const APOSTROPHES = /[\u0060\u2018\u2019\u201b\u02bc\u02b9\u2032]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const MARKS = /\p{Mn}+/gu;

const clean = (text: string): string =>
  text
    .replace(ACUTES_FOR_APOSTROPHES, "'")
    .normalize('NFKC')
    .replace(APOSTROPHES, "'")
    .replace(DASHES, '-')
    .replace(INVISIBLE, '')
    .toLowerCase();

const ASCII = /^[\x20-\x7e]*$/;

const bare = (cleaned: string): string => (ASCII.test(cleaned) ? cleaned : unaccented(cleaned));

const unaccented = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss');

/**
 * The text without accents, case, invisible characters or typographic signs, its spaces made single: two texts that
 * read the same fold to the same. Keeps punctuation.
 */
export const fold = (text: string): string => bare(clean(text)).replace(/\s+/g, ' ').trim();

/** Feminine endings as inclusive writing hangs them on: développeur·euse·s, chargé(e)s, infirmier(ère), technicien-ne. */
const ENDING =
  'e|se|euse|trice|rice|ice|ere|ère|iere|ière|ne|nne|ienne|le|lle|te|tte|ve|ive|fe|esse|eresse|sse|ure|eure';
const IN_BRACKETS = new RegExp(`(?<=\\p{L}{3})\\((?:${ENDING}|e?s)\\)(s?)(?![\\p{L}\\p{N}])`, 'gu');
const HUNG_ON = new RegExp(`(?<=\\p{L}{3})[·•‧⋅.\\-/](?:${ENDING})(?:[·•‧⋅.\\-]?(s))?(?![\\p{L}\\p{N}])`, 'gu');
/** “(H/F)”, “F/H/X”, “m/w/d”: says that anyone may come, not what the trade is. */
const EITHER_GENDER =
  /(?<![\p{L}\p{N}])(?:h\/f|f\/h|m\/f|f\/m|h\/f\/x|f\/h\/x|m\/f\/d|m\/w\/d|m\/f\/x)(?![\p{L}\p{N}/])/gu;

/** The article or pronoun that elides before a vowel: d’, l’, qu’; and the English possessive. */
const ELISION = /(?<![\p{L}\p{N}])(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu)'(?=[\p{L}])/gu;
const POSSESSIVE = /(?<=\p{L})'s(?![\p{L}\p{N}])/gu;

const plain = (cleaned: string): string => {
  let text = cleaned;
  if (text.includes('/')) text = text.replace(EITHER_GENDER, ' ');
  if (text.includes('(')) text = text.replace(IN_BRACKETS, '$1');
  if (/[·•‧⋅.\-/]/.test(text)) text = text.replace(HUNG_ON, '$1');
  if (text.includes("'")) text = text.replace(ELISION, ' ').replace(POSSESSIVE, ' ');
  return text;
};

/**
 * Names that punctuation must not cut: .net and asp.net, node.js, c#, f#, c++, ci/cd, ux/ui, r&d, tcp/ip, a/b,
 * objective-c, t-sql, s/4hana; then plain words and numbers, with the elided article before them dropped (d’, l’, qu’).
 */
const TOKEN = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])(?:[\p{L}\p{N}]+)?\.net(?![\p{L}\p{N}])`,
    String.raw`[\p{L}\p{N}]+\.(?:js|ts|io|ai|py|rs)(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])(?:[cf]#|[a-z]+\+\+|ci/cd|ui/ux|ux/ui|tcp/ip|pl/sql|a/b|s/4hana|[a-z]&[a-z]|objective-c|[a-z]-(?!\p{L}(?!\p{L}))[\p{L}\p{N}]+)(?![\p{L}\p{N}])`,
    String.raw`[\p{L}\p{N}\p{M}]+`,
  ].join('|'),
  'gu',
);
const PLAIN_TOKEN = /[\p{L}\p{N}\p{M}]+/gu;
const SIGNS = /[.#+/&-]/;
const SAME_NAME = new Map([
  ['ui/ux', 'ux/ui'],
  ['asp.net', '.net'],
]);

/** e-commerce and ecommerce, e-mail and email are one word each. */
const joined = (word: string): string => (/^e-\p{L}{3}/u.test(word) ? word.replace('-', '') : word);

/**
 * The words of a text in order, as written and folded. Inclusive writing, “H/F” and elided articles are gone; names
 * such as c#, .net, node.js, ci/cd, r&d stay whole. Linear in the length of the text.
 */
export function tokens(text: string): Token[] {
  const source = plain(clean(text));
  return (source.match(SIGNS.test(source) ? TOKEN : PLAIN_TOKEN) ?? []).map((written) => {
    const folded = joined(bare(written));
    return { written, folded: SAME_NAME.get(folded) ?? folded };
  });
}

const rootOf = remembered((folded) => stem(neutral(folded)), 50_000, 40);

/** Tokens that say something: stop words of French and English left out. */
const telling = (text: string): Token[] => tokens(text).filter(({ folded }) => !isStopWord(folded));

/**
 * The stems of the telling words, in order, repeats kept: “Développeuse d’applications web” → developp, appliqu, web.
 * The masculine and the feminine give the same stems.
 */
export const words = (text: string): string[] => telling(text).map(({ folded }) => rootOf(folded));

/** As `words`, each stem once, with the word as it was first written: for sentences that quote it. */
export function writtenWords(text: string): { key: string; written: string }[] {
  const found = new Map<string, string>();
  for (const { folded, written } of telling(text)) {
    const key = rootOf(folded);
    if (!found.has(key)) found.set(key, written);
  }
  return [...found].map(([key, written]) => ({ key, written }));
}

/** A job title in its grammatical forms, as written. One form when both genders read the same. */
export interface TitleForms {
  masculine: string;
  feminine?: string;
}

/** Words that name one trade for either gender although no ending says so. */
const PAIRS = new Set(['garcon serveuse', 'garcon fille', 'monsieur dame', 'barman serveuse']);

const sameTrade = (left: string, right: string): boolean => {
  const [a, b] = [left, right].map((word) => tokens(word).map(({ folded }) => folded));
  if (!a?.length || a.length !== b?.length) return false;
  return a.every((word, at) => neutral(word) === neutral(b[at]!)) || PAIRS.has(`${a[0]} ${b[0]}`);
};

/** How many words at the end of `left` stand again, in the other gender, at the start of `right`. */
function repeated(left: readonly string[], right: readonly string[]): number {
  for (let size = Math.min(left.length, right.length); size > 0; size -= 1) {
    if (left.slice(-size).every((word, at) => sameTrade(word, right[at]!))) return size;
  }
  return 0;
}

const capital = (word: string): boolean => word.charAt(0) !== word.charAt(0).toLocaleLowerCase('fr');

/** `text` with a first letter of the same case as that of `model`. */
const asIn = (model: string, text: string): string =>
  text.charAt(0)[capital(model) ? 'toLocaleUpperCase' : 'toLocaleLowerCase']('fr') + text.slice(1);

/**
 * Splits “Chargé / Chargée de clientèle” into “Chargé de clientèle” and “Chargée de clientèle”, and “directeur
 * technique/directrice technique” likewise. The slash is read as two genders only when the words around it have the
 * same neutral keys; “Développeur React / Node.js” stays one title.
 */
export function titleForms(title: string): TitleForms {
  const text = title.replace(/\s+/g, ' ').trim();
  for (const slash of text.matchAll(/\s?\/\s?/g)) {
    const left = text.slice(0, slash.index).split(' ');
    const right = text.slice(slash.index + slash[0].length).split(' ');
    const size = repeated(left, right);
    if (size === 0) continue;
    const masculine = [...left, ...right.slice(size)].join(' ');
    const feminine = [...left.slice(0, -size), size === left.length ? asIn(left[0]!, right[0]!) : right[0]!]
      .concat(right.slice(1))
      .join(' ');
    return fold(masculine) === fold(feminine) ? { masculine } : { masculine, feminine };
  }
  return { masculine: text };
}

const keyOf = (text: string): string => {
  const all = tokens(text);
  const kept = all.filter(({ folded }) => !isStopWord(folded));
  return (kept.length > 0 ? kept : all).map(({ folded }) => neutral(folded)).join(' ');
};

/**
 * The neutral keys of a title, one for each of its forms, each once: the same for “Développeur / Développeuse web”,
 * “développeuse web”, “Développeur(se) Web (H/F)”. Empty when the title has no word.
 */
export function titleKeys(title: string): string[] {
  const { masculine, feminine } = titleForms(title);
  const keys = [keyOf(masculine), ...(feminine ? [keyOf(feminine)] : [])];
  return [...new Set(keys)].filter((key) => key !== '');
}

/**
 * The key under which a skill is found again: accents, case, plural, gender, articles and punctuation do not count,
 * the order of words does. Empty when the text has no word.
 */
export const skillKey = (text: string): string => keyOf(text);
