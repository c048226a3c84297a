import { mutualOf } from './arithmetic';
import { BLOCKERS } from './blockers';
import { methodInForce, workedExample } from './method';
import { CRITERIA, weights } from './weights';

describe('the method in force', () => {
  it('tells every criterion with the points it counts, a thousand a side', () => {
    const { mission, freelancer, weightsVersion } = methodInForce();
    expect([...mission, ...freelancer].map(({ key }) => key)).toEqual(CRITERIA);
    for (const side of [mission, freelancer]) expect(side.reduce((sum, { points }) => sum + points, 0)).toBe(1000);
    expect(Object.fromEntries(mission.map(({ key, points }) => [key, points]))).toEqual(weights.mission);
    expect(weightsVersion).toBe(weights.version);
  });

  it('tells every blocker, and which are the person’s own will', () => {
    const { blockers } = methodInForce();
    expect(blockers.map(({ key }) => key)).toEqual(BLOCKERS);
    expect(blockers.filter(({ liftable }) => !liftable).map(({ key }) => key)).toEqual([
      'not-visible',
      'excluded-organisation',
      'excluded-sector',
    ]);
  });

  it('shows an example that adds up, with something met, something missing and something without data', () => {
    const { criteria, fitMission, fitFreelancer, score, blockers } = workedExample();
    for (const [side, fit] of [
      ['mission', fitMission],
      ['freelancer', fitFreelancer],
    ] as const) {
      const parts = criteria.filter((part) => part.side === side);
      expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(fit);
      expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBe(1000);
    }
    expect(score).toBe(mutualOf(fitMission ?? 0, fitFreelancer ?? 0));
    expect(blockers).toEqual([]);
    expect(new Set(criteria.map(({ status }) => status))).toEqual(new Set(['met', 'partly', 'unknown']));
    expect(criteria.flatMap(({ rows }) => rows).some(({ status }) => status === 'missing')).toBe(true);
  });
});
