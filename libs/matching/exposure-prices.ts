import { FULL } from './arithmetic';
import { contenders, type ExposureRules, exposureRules, serve, type Standing } from './exposure';
import type { Ranked } from './top';

/** How evenly the first places of many lists are shared out, and what that costs. */
export interface Spread {
  /** In how many first places whoever is shown most stands at once. */
  most: number;
  /** What 99 in 100 of those who could be shown do not exceed. */
  p99: number;
  /** Gini coefficient of first places over everybody who stands in a list without a blocker: 0 equal, 1 one has all. */
  gini: number;
  /** Share of them who have a first place, 0..1. */
  shown: number;
  /** What the first places keep of what they give by score alone: mean nDCG over lists, 0..1, the gain being the score. */
  kept: number;
}

/** Gini coefficient of counts sorted from the lowest: 2 Σ i·x / (n Σ x) − (n + 1) / n. */
function giniOf(sorted: readonly number[]): number {
  const total = sorted.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, count, at) => sum + (at + 1) * count, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}

const gainOf = (entries: readonly Ranked[], places: number): number =>
  entries.slice(0, places).reduce((sum, { rank }, at) => sum + Math.max(0, rank) / FULL / Math.log2(at + 2), 0);

/** A round’s outcome: what was charged, and what came of it. */
export interface Round {
  prices: ReadonlyMap<number, number>;
  /** How many first places each person has; absent: none. */
  places: ReadonlyMap<number, number>;
  spread: Spread;
}

/** Lists looked at in a step: a millisecond or so. */
const STEP = 64;

/**
 * Sets the price of each person so that nobody takes up more first places than the cap, as far as lists allow: raised
 * while somebody is shown more than that, lowered otherwise, in steps that decrease (a subgradient method on the prices of
 * a capacity; additive, so that it can be said in points). Everything is computed in `rounds`.
 */
export class ExposurePrices {
  readonly #given: readonly (readonly Ranked[])[];
  readonly #lists: (readonly Ranked[])[] = [];
  readonly #ideals: number[] = [];
  readonly #reachable = new Set<number>();
  readonly #newcomers: ReadonlySet<number>;
  readonly #prices = new Map<number, number>();
  #counts = new Map<number, number>();
  #made = 0;
  /** How places would be shared out by score alone. Known from the first round on. */
  byScore!: Spread;
  /** The best round so far. */
  best!: Round;

  /** `lists`: one a mission, in the order of scores. Numbers of people as they stand in them. */
  constructor(
    lists: readonly (readonly Ranked[])[],
    newcomers: ReadonlySet<number>,
    readonly rules: ExposureRules = exposureRules,
  ) {
    this.#given = lists;
    this.#newcomers = newcomers;
  }

  /** How many rounds were made with prices. */
  get made(): number {
    return this.#made;
  }

  /** Makes all rounds, the first without prices: to be gone through to its end. Yields whether a round is complete. */
  *rounds(): Generator<boolean, void> {
    const { cap, rounds, places } = this.rules;
    for (const [at, list] of this.#given.entries()) {
      this.#lists.push(contenders(list, this.rules));
      this.#ideals.push(gainOf(list, places));
      for (const { num, rank } of list) if (rank >= 0) this.#reachable.add(num);
      if (at % STEP === 0) yield false;
    }
    this.byScore = yield* this.#measure((list) => list);
    this.best = { prices: new Map(), spread: yield* this.#measure(this.#serve), places: this.#counts };
    yield true;
    if (this.best.spread.most <= cap) return;
    while (this.#made < rounds) {
      yield* this.#round();
      yield true;
    }
  }

  *#round(): Generator<false, void> {
    const { cap, step, mostPrice, leastKept } = this.rules;
    const size = step / Math.sqrt(this.#made + 1);
    for (const num of this.#reachable) {
      const count = this.#counts.get(num) ?? 0;
      const held = this.#prices.get(num) ?? 0;
      if (count === cap || (count < cap && held === 0)) continue;
      const change = count > cap ? Math.min(1, Math.log2(count / cap)) : -0.5 * Math.min(1, (cap - count) / cap);
      const price = Math.min(mostPrice, Math.max(0, Math.round(held + size * change)));
      if (price === 0) this.#prices.delete(num);
      else this.#prices.set(num, price);
    }
    this.#made += 1;
    const spread = yield* this.#measure(this.#serve);
    if (spread.kept * FULL >= leastKept && better(spread, this.best.spread))
      this.best = { prices: new Map(this.#prices), places: this.#counts, spread };
  }

  #serve = (list: readonly Ranked[]): readonly Ranked[] => serve(list, this.#standing, this.rules);

  #standing = (num: number): Standing => ({
    price: this.#prices.get(num) ?? 0,
    newcomer: this.#newcomers.has(num),
  });

  *#measure(order: (list: readonly Ranked[]) => readonly Ranked[]): Generator<false, Spread> {
    const { places } = this.rules;
    const counts = new Map<number, number>();
    let kept = 0;
    let counted = 0;
    for (const [at, list] of this.#lists.entries()) {
      if (at % STEP === 0) yield false;
      const first = order(list).slice(0, places);
      for (const { num, rank } of first) if (rank >= 0) counts.set(num, (counts.get(num) ?? 0) + 1);
      const ideal = this.#ideals[at]!;
      if (ideal === 0) continue;
      kept += gainOf(first, places) / ideal;
      counted += 1;
    }
    this.#counts = counts;
    const sorted = Array.from(this.#reachable, (num) => counts.get(num) ?? 0).sort((a, b) => a - b);
    return {
      most: sorted.at(-1) ?? 0,
      p99: sorted[Math.max(0, Math.ceil(0.99 * sorted.length) - 1)] ?? 0,
      gini: giniOf(sorted),
      shown: sorted.length === 0 ? 1 : counts.size / sorted.length,
      kept: counted === 0 ? 1 : kept / counted,
    };
  }
}

/** Fewer places for whoever has most; at equality, more people shown. */
const better = (a: Spread, b: Spread): boolean => a.most < b.most || (a.most === b.most && a.shown > b.shown);
