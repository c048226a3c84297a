import fc from 'fast-check';
import { explain, explainPrepared } from './explain';
import type { MatchContext, MissionFacts, ProfileFacts } from './model';
import { prepareMission, prepareProfile } from './prepare';
import { NOT_LISTED, rankOf, scoreOfRank } from './score';
import { anyContext, anyMission, anyProfile } from './testing/arbitraries';
import { tieBreak } from './tie-break';
import { Top } from './top';
import { CRITERIA } from './weights';

const pair = fc.record({ mission: anyMission, profile: anyProfile, context: anyContext });
const runs = { numRuns: 500 };

const shuffled = <T>(items: readonly T[] | undefined): T[] | undefined => items && [...items].reverse();

function rank(mission: MissionFacts, profile: ProfileFacts, context: MatchContext): number {
  return rankOf(prepareMission(mission, context), prepareProfile(profile, context));
}

describe('a score', () => {
  it('is a whole number between 0 and 1000 on every side', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const { score, potential, fitMission, fitFreelancer, confidence } = explain(mission, profile, context, 'test');
        for (const part of [score, potential, fitMission ?? 0, fitFreelancer ?? 0, confidence]) {
          expect(Number.isInteger(part) && part >= 0 && part <= 1000).toBe(true);
        }
      }),
      runs,
    );
  });

  it('is the one the lists hold', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const said = explain(mission, profile, context, 'test');
        const found = rank(mission, profile, context);
        if (found === NOT_LISTED) {
          expect(!said.evidence || said.blockers.some(({ overridable }) => !overridable)).toBe(true);
        } else {
          expect(scoreOfRank(found)).toBe(said.score);
          expect(found < 0).toBe(said.blockers.length > 0);
          expect(found < 0 ? found + 1001 : found).toBe(said.potential);
        }
      }),
      runs,
    );
  });

  it('adds up: the contributions of a side, and the rows of a criterion', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const { criteria, fitMission, fitFreelancer } = explain(mission, profile, context, 'test');
        for (const [side, fit] of [
          ['mission', fitMission],
          ['freelancer', fitFreelancer],
        ] as const) {
          const parts = criteria.filter((part) => part.side === side);
          expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(fit ?? 0);
          expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(fit === null ? 0 : 1000);
        }
        for (const part of criteria) {
          expect(part.rows.length).toBeGreaterThan(0);
          expect(part.rows.reduce((sum, row) => sum + row.points, 0)).toBe(part.contribution);
          expect(part.rows.reduce((sum, row) => sum + row.outOf, 0)).toBe(part.weight);
          expect(part.contribution).toBeLessThanOrEqual(part.weight);
          for (const row of part.rows) expect(row.points).toBeLessThanOrEqual(row.outOf);
        }
      }),
      runs,
    );
  });

  it('lies between its two sides, nearer to the lower', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const { potential, fitMission, fitFreelancer } = explain(mission, profile, context, 'test');
        if (fitMission === null || fitFreelancer === null) return;
        const [low, high] = [Math.min(fitMission, fitFreelancer), Math.max(fitMission, fitFreelancer)];
        expect(potential).toBeGreaterThanOrEqual(low);
        expect(potential).toBeLessThanOrEqual(Math.ceil((low + high) / 2));
      }),
      runs,
    );
  });

  it('is 0 when something blocks, and names it', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const { score, potential, blockers } = explain(mission, profile, context, 'test');
        expect(score).toBe(blockers.length > 0 ? 0 : potential);
      }),
      runs,
    );
  });

  it('does not depend on the order in which facts are written', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const other = rank(
          {
            ...mission,
            skills: shuffled(mission.skills),
            languages: shuffled(mission.languages),
            occupations: shuffled(mission.occupations),
            titleWords: shuffled(mission.titleWords),
          },
          {
            ...profile,
            skills: shuffled(profile.skills),
            languages: shuffled(profile.languages),
            occupations: shuffled(profile.occupations),
            titles: profile.titles?.map((title) => ({ ...title, words: [...title.words].reverse() })),
            sectors: shuffled(profile.sectors),
          },
          context,
        );
        expect(other).toBe(rank(mission, profile, context));
      }),
      runs,
    );
  });

  it('never falls when the person gains a required skill', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ({ mission, profile, context }, pick) => {
        const needed = mission.skills ?? [];
        const need = needed[pick % Math.max(1, needed.length)];
        if (!need) return;
        const richer = {
          ...profile,
          skills: [...(profile.skills ?? []), { id: need.id, label: need.label, level: 4 as const }],
        };
        const before = explain(mission, profile, context, 'test');
        const after = explain(mission, richer, context, 'test');
        expect(after.fitMission ?? 0).toBeGreaterThanOrEqual(before.fitMission ?? 0);
        expect(after.potential).toBeGreaterThanOrEqual(before.potential);
        expect(after.score).toBeGreaterThanOrEqual(before.score);
      }),
      runs,
    );
  });

  it('leaves out a criterion that nobody filled, and shares its weight among the others', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const { criteria } = explain({ ...mission, experienceYears: undefined }, profile, context, 'test');
        const experience = criteria.find(({ key }) => key === 'experience');
        expect(experience).toMatchObject({ hasData: false, weight: 0, contribution: 0, status: 'unknown' });
      }),
      runs,
    );
  });

  it('loses what a criterion contributed when that criterion falls to nothing', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        const before = explain(mission, { ...profile, sectors: ['known'] }, context, 'test');
        const after = explain(mission, { ...profile, sectors: ['elsewhere'] }, context, 'test');
        const met = explain({ ...mission, sector: 'known' }, { ...profile, sectors: ['known'] }, context, 'test');
        const lost = explain({ ...mission, sector: 'known' }, { ...profile, sectors: ['elsewhere'] }, context, 'test');
        const part = met.criteria.find(({ key }) => key === 'sector')!;
        expect(Math.abs(met.fitMission! - lost.fitMission! - part.contribution)).toBeLessThanOrEqual(1);
        if (mission.sector === undefined) expect(after.fitMission).toBe(before.fitMission);
      }),
      runs,
    );
  });

  it('gives each help the gain it announces', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        for (const { gain } of explain(mission, profile, context, 'test').whatWouldHelp) {
          expect(gain).toBeGreaterThan(0);
          expect(gain).toBeLessThanOrEqual(1000);
        }
      }),
      runs,
    );
  });

  it('has an explanation for every criterion, always in the same order', () => {
    fc.assert(
      fc.property(pair, ({ mission, profile, context }) => {
        expect(explain(mission, profile, context, 'test').criteria.map(({ key }) => key)).toEqual(CRITERIA);
      }),
      runs,
    );
  });

  it('is the same twice, and after any other pair was scored in between', () => {
    fc.assert(
      fc.property(pair, anyProfile, ({ mission, profile, context }, other) => {
        const prepared = prepareMission(mission, context);
        const [one, two] = [prepareProfile(profile, context), prepareProfile(other, context)];
        const first = rankOf(prepared, one);
        const said = explainPrepared(prepared, one, 'v');
        rankOf(prepared, two);
        expect(rankOf(prepared, one)).toBe(first);
        expect(explainPrepared(prepared, one, 'v')).toEqual(said);
      }),
      runs,
    );
  });
});

describe('a list', () => {
  const offers = fc.uniqueArray(fc.record({ num: fc.nat(5000), rank: fc.integer({ min: -1001, max: 1000 }) }), {
    selector: ({ num }) => num,
    maxLength: 60,
  });

  const listOf = (items: readonly { num: number; rank: number }[], length: number) => {
    const top = new Top(length);
    for (const { num, rank: found } of items) top.offer(num, found, tieBreak(7, num));
    return top.list();
  };

  it('holds the best, whatever the order in which they came', () => {
    fc.assert(
      fc.property(offers, fc.nat(20), (items, length) => {
        const best = [...items]
          .sort((a, b) => b.rank - a.rank || tieBreak(7, b.num) - tieBreak(7, a.num) || a.num - b.num)
          .slice(0, length)
          .filter(({ rank }, at) => rank >= 0 || at < length / 4);
        expect(listOf(items, length)).toEqual(best);
        expect(listOf([...items].reverse(), length)).toEqual(best);
      }),
      runs,
    );
  });

  it('leaves out who is not to be listed', () => {
    expect(
      listOf(
        [
          { num: 1, rank: NOT_LISTED },
          { num: 2, rank: -3 },
        ],
        5,
      ),
    ).toEqual([{ num: 2, rank: -3 }]);
  });
});
