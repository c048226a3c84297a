import type { MatchExplanation } from '#libs/contracts/matching';
import { fr } from './i18n/fr';
import { bandOf, jointsOf, scoreSegments } from './match-summary';

type Criterion = MatchExplanation['criteria'][number];

const criterion = (key: Criterion['key'], over: Partial<Criterion> = {}): Criterion => ({
  key,
  name: key,
  side: 'mission',
  hasData: true,
  weight: 100,
  value: 1000,
  contribution: 100,
  status: 'met',
  rows: [],
  ...over,
});

const row = (mission: string, status: Criterion['status'], reason: string, skillId: number | null = null) => ({
  mission,
  person: mission,
  status,
  reason,
  advice: status === 'met' ? null : 'À discuter.',
  points: status === 'met' ? 50 : 0,
  outOf: 50,
  skillId,
});

const explanation: MatchExplanation = {
  score: 824,
  potential: 824,
  fitMission: 840,
  fitFreelancer: 810,
  confidence: 900,
  blockers: [],
  overrides: [],
  gaps: [
    {
      criterion: 'required-skills',
      skillId: 2,
      asked: 'Kafka · indispensable',
      reason: 'Compétence absente.',
      lost: 50,
    },
  ],
  whatWouldHelp: [],
  reasons: { strengths: [], against: null },
  engineVersion: '1',
  criteria: [
    criterion('required-skills', {
      contribution: 50,
      status: 'partly',
      rows: [row('NestJS · indispensable', 'met', 'Compétence présente.', 1), row('Kafka', 'missing', 'Absente.', 2)],
    }),
    criterion('rate', { rows: [row('480 €', 'met', 'Le tarif entre dans le budget.')] }),
    criterion('sector', { hasData: false, weight: 0, contribution: 0, status: 'unknown' }),
    criterion('pay', { side: 'freelancer', weight: 300, contribution: 150, status: 'partly' }),
  ],
};

describe('the summary of a match', () => {
  it('gathers both sides in one bar that keeps its order', () => {
    const segments = scoreSegments(explanation, fr);
    expect(segments.map(({ key }) => key)).toEqual([
      'skills',
      'occupation',
      'rate',
      'dates',
      'experience',
      'place',
      'languages',
      'sector',
    ]);
    expect(segments[0]).toMatchObject({ weight: 100, share: 0.5 });
    expect(segments[2]).toMatchObject({ weight: 400, share: 250 / 400 });
    expect(segments[7]?.share).toBeNull();
  });

  it('keeps the points of each line, and names what could not be compared', () => {
    const { groups, silent } = jointsOf(explanation, 'mission');
    expect(groups.map(({ key, points, outOf }) => [key, points, outOf])).toEqual([
      ['required-skills', 5, 10],
      ['rate', 10, 10],
    ]);
    expect(groups[0]?.joints[1]?.advice).toBe('Absente. À discuter.');
    expect(groups[0]?.joints[0]?.advice).toBeUndefined();
    expect(silent).toEqual(['sector']);
  });

  it('calls a score by its band', () => {
    expect(bandOf(explanation, fr)).toBe('très bon ajustement');
    expect(bandOf({ score: 500, blockers: [] }, fr)).toBe('ajustement possible');
    expect(bandOf({ score: 499, blockers: [] }, fr)).toBe('ajustement partiel');
    const blocker = { key: 'rate' as const, subject: '', overridable: true, reason: 'Tarif hors budget.' };
    expect(bandOf({ score: 0, blockers: [blocker] }, fr)).toBe('un point bloque');
  });
});
