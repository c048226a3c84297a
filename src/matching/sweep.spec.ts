import { TradeFair } from '#libs/matching/testing/trade-fair';
import { Corpus } from './corpus';
import { Sweep } from './sweep';

const PEOPLE = 40;
const MISSIONS = 10;
const OWNERS = PEOPLE + MISSIONS;

describe('a sweep', () => {
  const fair = new TradeFair(3);
  const kept = { rev: 1, source_version: 'v', xid: '1', active: true };
  let corpus: Corpus;
  let sweep: Sweep;

  beforeEach(() => {
    corpus = new Corpus(fair.context.today, 1);
    for (let num = 1; num <= PEOPLE; num++)
      corpus.putProfile({ ...kept, id: `p${num}`, num, facts: fair.profile(num) });
    for (let num = 1; num <= MISSIONS; num++)
      corpus.putMission({ ...kept, id: `m${num}`, num, facts: { facts: fair.mission(num), neighbours: {} } });
    sweep = new Sweep();
  });

  const change = (): void =>
    corpus.putProfile({ ...kept, id: 'p1', num: 1, rev: 2, xid: '2', facts: fair.profile(PEOPLE + 1) });

  it('is for times when most lists are out of step', () => {
    expect(sweep.isDue(corpus, OWNERS / 2, OWNERS)).toBe(false);
    expect(sweep.isDue(corpus, OWNERS / 2 + 1, OWNERS)).toBe(true);
  });

  it('gives every list once, over several rounds', async () => {
    const found = new Set<string>();
    let left = OWNERS;
    while (left > 0 && sweep.isDue(corpus, left, OWNERS))
      for (let taken = 0; taken < 7; taken++) {
        const list = await sweep.next();
        if (!list) break;
        found.add(`${list.of} ${list.num}`);
        left--;
      }
    expect(found.size).toBe(OWNERS);
    expect(await sweep.next()).toBeUndefined();
  });

  it('leaves what is left to others once somebody changed, until all was in step again', async () => {
    expect(sweep.isDue(corpus, OWNERS, OWNERS)).toBe(true);
    await sweep.next();
    change();
    expect(sweep.isDue(corpus, OWNERS - 1, OWNERS)).toBe(false);
    expect(sweep.isDue(corpus, OWNERS - 1, OWNERS)).toBe(false);
    sweep.stop();
    expect(sweep.isDue(corpus, OWNERS, OWNERS)).toBe(true);
  });
});
