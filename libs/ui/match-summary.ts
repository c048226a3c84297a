import type { MatchExplanation, MatchSummary } from '#libs/contracts/matching';
import type { SharedWords } from './i18n/words';
import type { JointFacts } from './joint';
import type { ScoreSegment } from './score-bar';

type Explained = MatchExplanation['criteria'][number];
type CriterionKey = Explained['key'];

/** The criteria of both sides gathered under what people call them, in the one order of every bar. */
export const BAR_GROUPS = {
  skills: ['required-skills', 'preferred-skills'],
  occupation: ['occupation', 'title-words', 'wished-occupation'],
  rate: ['rate', 'pay'],
  dates: ['availability', 'duration'],
  experience: ['experience'],
  place: ['place', 'distance', 'remote-wish'],
  languages: ['languages'],
  sector: ['sector', 'sector-wish'],
} as const satisfies Record<string, readonly CriterionKey[]>;
export type BarGroup = keyof typeof BAR_GROUPS;

/** How wide a group without data stands in the bar, in thousandths: there, but counting for nothing. */
const SILENT_WEIGHT = 30;

/** The score bar of a pair: one segment a group, weight and share summed over both sides. */
export function scoreSegments({ criteria }: Pick<MatchSummary, 'criteria'>, words: SharedWords): ScoreSegment[] {
  return (Object.keys(BAR_GROUPS) as BarGroup[]).map((group) => {
    const keys: readonly CriterionKey[] = BAR_GROUPS[group];
    const parts = criteria.filter(({ key }) => keys.includes(key));
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const won = parts.reduce((sum, part) => sum + part.contribution, 0);
    return {
      key: group,
      name: words.criteria[group],
      weight: weight || SILENT_WEIGHT,
      share: weight === 0 ? null : won / weight,
    };
  });
}

/** One criterion with its lines as joints; `points` and `outOf` read out of a hundred of its side. */
export interface JointGroup {
  key: string;
  name: string;
  points: number;
  outOf: number;
  joints: JointFacts[];
}

/** The joints of one side, and the names of the criteria that could not be compared. */
export function jointsOf(explanation: MatchExplanation, side: 'mission' | 'freelancer') {
  const ofSide = explanation.criteria.filter((criterion) => criterion.side === side);
  const groups: JointGroup[] = ofSide
    .filter(({ hasData }) => hasData)
    .map((criterion) => ({
      key: criterion.key,
      name: criterion.name,
      points: criterion.contribution / 10,
      outOf: criterion.weight / 10,
      joints: criterion.rows.map((row, at) => ({
        key: `${criterion.key}-${at}`,
        name: criterion.name,
        asks: row.mission,
        brings: row.person,
        status: row.status,
        points: row.points / 10,
        outOf: row.outOf / 10,
        ...(row.status === 'met' ? {} : { advice: [row.reason, row.advice].filter(Boolean).join(' ') }),
      })),
    }));
  const silent = ofSide.filter(({ hasData }) => !hasData);
  return {
    groups,
    silent: silent.map(({ name }) => name),
    /** What the profile could say so that these count. */
    advice: [...new Set(silent.flatMap(({ rows }) => rows.flatMap(({ advice }) => (advice ? [advice] : []))))],
  };
}

/** How a score out of a thousand is called. */
export function bandOf(explanation: Pick<MatchExplanation, 'score' | 'blockers'>, words: SharedWords): string {
  const { band } = words.score;
  if (explanation.blockers.length > 0) return band.blocked;
  if (explanation.score >= 800) return band.excellent;
  if (explanation.score >= 650) return band.good;
  return explanation.score >= 500 ? band.possible : band.low;
}
