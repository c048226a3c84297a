import { searchText, typosAllowed } from '#libs/search/words';

export interface PrefixIndex {
  /** Ids of what begins so, or has a word that does; failing that, with a typo. Best first, at most `limit`. */
  suggest(prefix: string, limit: number): number[];
}

interface Entry {
  key: string;
  id: number;
  /** 0 at the beginning of a label, 1 at a later word. */
  depth: 0 | 1;
  length: number;
  rank: number;
}

const SCANNED = 400;

/** An index of labels by the beginning of each of their words. Labels given first are preferred. */
export function prefixIndex(labels: readonly { id: number; label: string }[]): PrefixIndex {
  const entries: Entry[] = [];
  labels.forEach(({ id, label }, rank) => {
    const key = searchText(label);
    const starts = [...key.matchAll(/[\p{L}\p{N}]+/gu)].slice(0, 8).map((match) => match.index);
    for (const start of starts)
      entries.push({ key: key.slice(start), id, depth: start === starts[0] ? 0 : 1, length: key.length, rank });
  });
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.rank - b.rank));

  const lowerBound = (wanted: string): number => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle] as Entry).key < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const from = (wanted: string): Entry[] => {
    const found: Entry[] = [];
    for (let at = lowerBound(wanted); at < entries.length && found.length < SCANNED; at += 1) {
      const entry = entries[at] as Entry;
      if (!entry.key.startsWith(wanted)) break;
      found.push(entry);
    }
    return found;
  };
  return {
    suggest(prefix, limit) {
      const wanted = searchText(prefix.slice(0, 80)).trim();
      if (wanted === '') return [];
      let found = from(wanted);
      if (found.length === 0 && typosAllowed(wanted) > 0) found = misspellings(wanted).flatMap(from).slice(0, SCANNED);
      found.sort(
        (a, b) =>
          Number(a.key !== wanted) - Number(b.key !== wanted) ||
          a.depth - b.depth ||
          a.length - b.length ||
          a.rank - b.rank,
      );
      return [...new Set(found.map((entry) => entry.id))].slice(0, limit);
    },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** What was probably meant, one slip away: two letters swapped, one too many, one missing, one for another. */
function misspellings(word: string): string[] {
  const meant: string[] = [];
  for (let at = 1; at <= word.length; at += 1) {
    const before = word.slice(0, at);
    const after = word.slice(at);
    if (after.length > 1) meant.push(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    if (after.length > 0) meant.push(before + after.slice(1));
    for (const letter of LETTERS) {
      if (after.length > 0) meant.push(before + letter + after.slice(1));
      meant.push(before + letter + after);
    }
  }
  return meant;
}
