import { ExposurePrices, type Spread } from '#libs/matching/exposure-prices';
import { allLists } from '#libs/matching/packed/all-lists';
import { rankedOf } from '#libs/matching/packed/pools';
import type { Ranked } from '#libs/matching/top';
import type { Market } from '../market';
import { timed } from '../measure';
import type { Figure } from '../report';

/** One person in so many is a newcomer. */
const NEW = 20;

/** How evenly first places are shared out, by score alone and with prices, without and with newcomers. */
export function fair(market: Market, rounds: number): Promise<Figure[]> {
  const lists: Ranked[][] = [];
  for (const list of allLists([market.profiles], [market.missions]))
    if (list.of === 'mission') lists.push(rankedOf(list));
  const newcomers = new Set(market.facts.filter((_, at) => at % NEW === 0).map(({ num }) => num));
  const part = { suite: 'fair', size: market.size, n: market.n, m: market.m, exact: true };
  const single = (name: string, unit: string, value: number, note?: string): Figure => ({
    ...part,
    case: name,
    unit,
    values: [value],
    note,
  });
  const figures: Figure[] = [];
  for (const [which, some] of [
    ['', new Set<number>()],
    ['.newcomers', newcomers],
  ] as const) {
    const times: number[] = [];
    let prices!: ExposurePrices;
    for (let round = 0; round < rounds; round++)
      times.push(
        timed(() => {
          prices = new ExposurePrices(lists, some);
          for (const _ of prices.rounds());
        }),
      );
    const { byScore, best } = prices;
    const ratio = byScore.most / best.spread.most;
    figures.push(
      {
        ...single(`most${which}`, 'first places', best.spread.most, said(byScore, best.spread)),
        ratios: [{ vs: 'score', median: ratio, lo: ratio, hi: ratio }],
      },
      single(`kept${which}`, 'nDCG', best.spread.kept),
      {
        ...part,
        case: `prices${which}`,
        unit: 'ms',
        values: times,
        note: `${best.prices.size} people have a price, ${some.size} are new`,
      },
    );
  }
  return Promise.resolve(figures);
}

const said = (before: Spread, after: Spread): string =>
  `by score ${before.most}; p99 ${before.p99} → ${after.p99}; Gini ${before.gini.toFixed(3)} → ${after.gini.toFixed(3)}; ` +
  `shown ${(100 * before.shown).toFixed(1)} % → ${(100 * after.shown).toFixed(1)} % of whom a list could show`;
