/**
 * The order among equal scores: a 32-bit mix of the two numbers (the finaliser of MurmurHash3, Appleby, public domain).
 * Always the same for a pair, unrelated to who came first: “lowest number first” would favour old accounts for ever.
 */
export function tieBreak(missionNum: number, profileNum: number): number {
  let h = Math.imul(missionNum, 0x9e3779b1) ^ Math.imul(profileNum, 0x85ebca77);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}
