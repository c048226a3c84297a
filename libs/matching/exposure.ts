import type { Ranked } from './top';

/** How places are shared out, as published. Scores and gaps in thousandths: 100 reads 10 out of 100. */
export interface ExposureRules {
  version: string;
  /** The first places of a list: those that count as being shown. */
  places: number;
  /** In so many first places at once somebody is shown enough. */
  cap: number;
  /** How often everybody’s price is set anew, at most. */
  rounds: number;
  /** What a price may change by in the first round; less and less after it. */
  step: number;
  /** The most a price can be. */
  mostPrice: number;
  /** So much of what the first places give by score alone must be kept, in thousandths (nDCG). */
  leastKept: number;
  /** Of the first places, those that newcomers have at least, when some come near enough. */
  newcomerPlaces: number;
  /** How far behind the last of the first places a newcomer may stand, price off, and still get one. */
  newcomerGap: number;
  /** How long somebody is a newcomer after publishing, or after being shown for the first time. */
  newcomerDays: number;
}

/** The rules in force: the page about the ranking is written from them. A change of any of them is a new version. */
export const exposureRules: ExposureRules = {
  version: '1',
  places: 10,
  cap: 8,
  rounds: 10,
  step: 60,
  mostPrice: 150,
  leastKept: 975,
  newcomerPlaces: 2,
  newcomerGap: 50,
  newcomerDays: 30,
};

/** What the order takes into account of a person, beside their score. */
export interface Standing {
  /** 0..mostPrice, taken off the score where the order is made, and nowhere else. */
  price: number;
  newcomer: boolean;
}

/** Where an entry stands in the order, compared from the first to the last. */
export type Position = readonly [tier: number, key: number, rank: number];

/** An entry of a list with the place it is shown at. */
export interface Served extends Ranked {
  /** 1-based. */
  place: number;
  /** The place by score alone. */
  placeByScore: number;
  /** Has one of the places kept for newcomers. */
  newcomersPlace: boolean;
  position: Position;
}

const [KEPT, NEWCOMER, AFTER] = [2, 1, 0];

/** What a free pair is ordered by; blocked pairs stay behind all others, where they were. */
export const keyOf = (rank: number, price: number): number => (rank < 0 ? rank : Math.max(0, rank - price));

interface Placing {
  /** Place in the list by score, 0-based. */
  at: number;
  rank: number;
  key: number;
  newcomer: boolean;
}

/** The last first places go to the newcomers who come nearest, as far as they lack some. Returns the three tiers. */
function shareFirstPlaces(ordered: readonly Placing[], rules: ExposureRules): [Placing[], Placing[], Placing[]] {
  const first = ordered.slice(0, rules.places);
  const after = ordered.slice(rules.places);
  const last = first.at(-1);
  const lacking = rules.newcomerPlaces - first.filter(({ newcomer }) => newcomer).length;
  if (!last || last.rank < 0 || lacking <= 0) return [first, [], after];
  const chosen = after
    .filter(({ newcomer, rank, key }) => newcomer && rank >= 0 && key >= last.key - rules.newcomerGap)
    .slice(0, lacking);
  const leaving = new Set(chosen.length === 0 ? [] : first.filter(({ newcomer }) => !newcomer).slice(-chosen.length));
  const taken = new Set(chosen);
  return [
    first.filter((one) => !leaving.has(one)),
    chosen,
    [...first.filter((one) => leaving.has(one)), ...after.filter((one) => !taken.has(one))],
  ];
}

/**
 * A mission’s list in the order it is shown: by score less price, with the places kept for newcomers. Nobody enters,
 * nobody leaves, no score changes. `list` is in the order of scores.
 */
export function serve(
  list: readonly Ranked[],
  standingOf: (num: number) => Standing | undefined,
  rules: ExposureRules = exposureRules,
): Served[] {
  const ordered = list
    .map(({ num, rank }, at): Placing => {
      const { price = 0, newcomer = false } = standingOf(num) ?? {};
      return { at, rank, key: keyOf(rank, price), newcomer };
    })
    .sort((a, b) => b.key - a.key || a.at - b.at);
  const tiers = shareFirstPlaces(ordered, rules);
  const served: Served[] = [];
  tiers.forEach((tier, which) => {
    for (const { at, rank, key } of tier)
      served.push({
        num: list[at]!.num,
        rank,
        place: served.length + 1,
        placeByScore: at + 1,
        newcomersPlace: which === 1,
        position: [[KEPT, NEWCOMER, AFTER][which]!, key, rank],
      });
  });
  return served;
}

/** True when somebody else stands in a first place than by score alone. */
export const reorders = (served: readonly Served[], rules: ExposureRules = exposureRules): boolean =>
  served.slice(0, rules.places).some(({ place, placeByScore }) => place !== placeByScore);

/** The same list in the order of scores. */
export const byScore = (list: readonly Ranked[]): Served[] =>
  list.map(({ num, rank }, at) => ({
    num,
    rank,
    place: at + 1,
    placeByScore: at + 1,
    newcomersPlace: false,
    position: [AFTER, rank, rank],
  }));

/**
 * The part of a list, in the order of scores, from which its first places can come: nobody further behind can stand among
 * them, whatever the prices and whoever is new.
 */
export function contenders(list: readonly Ranked[], rules: ExposureRules = exposureRules): readonly Ranked[] {
  const last = list[Math.min(rules.places, list.length) - 1];
  if (!last) return list;
  const least = Math.max(0, last.rank - rules.mostPrice - rules.newcomerGap);
  const end = list.findIndex(({ rank }, at) => at >= rules.places && rank < least);
  return end < 0 ? list : list.slice(0, end);
}
