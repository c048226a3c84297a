import fc from 'fast-check';
import { BLOCKERS, blockersOf } from './blockers';
import { explainPrepared } from './explain';
import { type Override, type OverrideTarget, rankOverridden } from './override';
import { prepareMission, prepareProfile } from './prepare';
import { NOT_LISTED, rankOf } from './score';
import { anyContext, anyMission, anyProfile } from './testing/arbitraries';
import { needs, owns, pairOf, TODAY } from './testing/facts';
import { CRITERIA } from './weights';
import { say } from './words';

const decided = { by: 'Claire Aubry (Agence de Lyon)', day: TODAY, reason: 'Pratiqué chaque jour.', contestId: 'c' };
const lifts = (key: (typeof BLOCKERS)[number], subject = ''): Override => ({
  kind: 'BLOCKER',
  key,
  subject,
  ...decided,
});
const meets = (key: (typeof CRITERIA)[number]): Override => ({ kind: 'CRITERION', key, subject: '', ...decided });

const anyPair = fc
  .record({ mission: anyMission, profile: anyProfile, context: anyContext })
  .map(
    ({ mission, profile, context }) => [prepareMission(mission, context), prepareProfile(profile, context)] as const,
  );
const anyDecisions = fc.array(
  fc.oneof(
    fc.constantFrom(...CRITERIA).map(meets),
    fc
      .record({ key: fc.constantFrom(...BLOCKERS), subject: fc.constantFrom('', '1', '2', 'de') })
      .map((about) => lifts(about.key, about.subject)),
  ),
  { maxLength: 4 },
);

describe('a decision about a pair', () => {
  it('lifts the blocker it names and no other; the score is then what it would have been', () => {
    const pair = pairOf(
      { rateMax: 400, skills: [needs(1, 'React'), needs(2, 'SQL', { must: true }), needs(3, 'Go', { must: true })] },
      { dailyRateMin: 620, skills: [owns(1, 'React')] },
    );
    const keys = (overrides: Override[]) =>
      explainPrepared(...pair, 'test', overrides).blockers.map(({ key, subject }) => `${key} ${subject}`.trim());
    expect(keys([])).toEqual(['must-skill 2', 'must-skill 3', 'rate']);
    expect(keys([lifts('must-skill', '2')])).toEqual(['must-skill 3', 'rate']);
    const all = [lifts('must-skill', '2'), lifts('must-skill', '3'), lifts('rate')];
    const { score, potential, overrides } = explainPrepared(...pair, 'test', all);
    expect(score).toBe(potential);
    expect(score).toBeGreaterThan(0);
    expect(overrides).toHaveLength(3);
    expect(say(overrides[0]!.decision, 'fr')).toBe(
      'Levé par Claire Aubry (Agence de Lyon) le 15 juin 2026. Motif\u202f: «\u00a0Pratiqué chaque jour\u00a0».',
    );
  });

  it('never lifts what the person wants: no list holds them', () => {
    const pair = pairOf(
      { sector: 'Armement', skills: [needs(1, 'React')] },
      { excludedSectors: ['Armement'], skills: [owns(1, 'React')] },
    );
    expect(rankOverridden(...pair, [lifts('excluded-sector')])).toBe(NOT_LISTED);
    expect(explainPrepared(...pair, 'test', [lifts('excluded-sector')]).blockers).toHaveLength(1);
  });

  it('meets a criterion, with data or without, and both sides still add up', () => {
    fc.assert(
      fc.property(anyPair, anyDecisions, (pair, overrides) => {
        const said = explainPrepared(...pair, 'test', overrides);
        for (const side of ['mission', 'freelancer'] as const) {
          const parts = said.criteria.filter((part) => part.side === side);
          const fit = side === 'mission' ? said.fitMission : said.fitFreelancer;
          expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(fit ?? 0);
          for (const part of parts) {
            expect(part.rows.reduce((sum, row) => sum + row.points, 0)).toBe(part.contribution);
            expect(part.rows.reduce((sum, row) => sum + row.outOf, 0)).toBe(part.weight);
          }
        }
        for (const { kind, key } of said.overrides)
          if (kind === 'CRITERION') expect(said.criteria.find((part) => part.key === key)?.status).toBe('met');
      }),
      { numRuns: 400 },
    );
  });

  it('gives lists the score the explanation tells, and only ever raises it', () => {
    fc.assert(
      fc.property(anyPair, anyDecisions, (pair, overrides) => {
        const rank = rankOverridden(...pair, overrides);
        const said = explainPrepared(...pair, 'test', overrides);
        if (rank === NOT_LISTED) {
          expect(!said.evidence || said.blockers.some(({ overridable }) => !overridable)).toBe(true);
        } else {
          expect(Math.max(0, rank)).toBe(said.score);
          expect(rank < 0).toBe(said.blockers.length > 0);
        }
        expect(rank).toBeGreaterThanOrEqual(rankOf(...pair));
      }),
      { numRuns: 400 },
    );
  });

  it('changes nothing when there is none', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const none: OverrideTarget[] = [];
        expect(rankOverridden(...pair, none)).toBe(rankOf(...pair));
        expect(blockersOf(...pair)).toEqual(explainPrepared(...pair, 'test').blockers);
      }),
    );
  });
});
