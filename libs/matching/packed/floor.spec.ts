import { TradeFair } from '../testing/trade-fair';
import { MatchIndex } from './match-index';

const [PEOPLE, MISSIONS] = [600, 150];

/** Asked for ranks from a floor on, the index tells just those of all there are, both ways. */
describe('ranks from a floor on', () => {
  const fair = new TradeFair(11);
  const index = new MatchIndex();
  for (let num = 1; num <= PEOPLE; num++) index.putProfile(fair.profile(num), fair.context, num % 9 === 0);
  for (let num = 1; num <= MISSIONS; num++) index.putMission(fair.mission(num), fair.context, num % 7 === 0);
  const from = (ranks: Map<number, number> | undefined, floor: number) =>
    new Map([...(ranks ?? [])].filter(([, rank]) => rank >= floor));

  it.each([0, 350, 500, 800])('%i, for every mission and every person', (floor) => {
    let found = 0;
    for (let num = 1; num <= MISSIONS; num++) {
      const ranks = index.ranksOfMission(num, floor);
      expect(ranks).toEqual(from(index.ranksOfMission(num), floor));
      found += ranks?.size ?? 0;
    }
    for (let num = 1; num <= PEOPLE; num++)
      expect(index.ranksOfProfile(num, floor)).toEqual(from(index.ranksOfProfile(num), floor));
    expect(found).toBeGreaterThan(floor < 800 ? 50 : -1);
  });
});
