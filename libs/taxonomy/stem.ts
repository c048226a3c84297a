/** Endings of words derived from one root. */
const SUFFIXES = new Set(
  'isateur isation issement iquement alement ivement ionnair ionnel ateur ation ition ement iteur icien icit ivit abil alit eur ion ment age ing ist ien ial iel ant ent anc enc abl ibl er ir iv ic if it'.split(
    ' ',
  ),
);
const LONGEST_SUFFIX = 8;
/** A root keeps at least this many letters, so that short words stay apart. */
const SHORTEST_ROOT = 4;

/**
 * The root of a word given by its neutral key (gender.ts): one derivation is taken off, French or English, so that
 * formateur, former and formation meet, developer and development too. Lighter than Snowball on purpose: it works on
 * words without accents and takes no more than one ending. Names with signs or digits stay as they are.
 */
export function stem(key: string): string {
  if (key.length <= SHORTEST_ROOT || !/^[a-z]+$/.test(key)) return key;
  for (let size = Math.min(LONGEST_SUFFIX, key.length - SHORTEST_ROOT); size > 1; size -= 1) {
    if (SUFFIXES.has(key.slice(-size))) return key.slice(0, -size);
  }
  return key;
}
