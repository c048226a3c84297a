import type { MatchExplanation, MatchSummary } from '#libs/contracts/matching';
import type { Locale } from '#libs/errors/problem';
import type { Explanation } from '#libs/matching/explanation';
import type { CriterionKey } from '#libs/matching/phrases';
import { reasonsOf } from '#libs/matching/reasons';
import { criterionName, say } from '#libs/matching/words';

function reasonsInWords(explanation: Explanation, locale: Locale): MatchSummary['reasons'] {
  const { strengths, against } = reasonsOf(explanation);
  return { strengths: strengths.map((reason) => say(reason, locale)), against: against && say(against, locale) };
}

/** What a line of a list shows of an explanation: what counted, and the first reasons in the reader’s language. */
export const inBrief = (explanation: Explanation, locale: Locale): MatchSummary => ({
  potential: explanation.potential,
  fitMission: explanation.fitMission,
  fitFreelancer: explanation.fitFreelancer,
  criteria: explanation.criteria
    .filter(({ weight }) => weight > 0)
    .map(({ key, weight, contribution }) => ({ key, weight, contribution })),
  reasons: reasonsInWords(explanation, locale),
});

/** An explanation in the reader’s language: the same sentences for the freelancer, the employer and the adviser. */
export const inWords = (explanation: Explanation, locale: Locale): MatchExplanation => ({
  score: explanation.score,
  potential: explanation.potential,
  fitMission: explanation.fitMission,
  fitFreelancer: explanation.fitFreelancer,
  confidence: explanation.confidence,
  criteria: explanation.criteria.map((criterion) => ({
    key: criterion.key,
    side: criterion.side,
    hasData: criterion.hasData,
    weight: criterion.weight,
    value: criterion.value,
    contribution: criterion.contribution,
    status: criterion.status,
    // Named one by one: a copy of sixteen different shapes costs as much as the words.
    rows: criterion.rows.map(({ mission, person, status, reason, advice, points, outOf, skillId }) => ({
      mission: say(mission, locale),
      person: say(person, locale),
      status,
      reason: say(reason, locale),
      advice: advice && say(advice, locale),
      points,
      outOf,
      skillId,
    })),
    name: criterionName(criterion.key, locale),
  })),
  reasons: reasonsInWords(explanation, locale),
  blockers: explanation.blockers.map(({ key, subject, overridable, reason }) => ({
    key,
    subject,
    overridable,
    reason: say(reason, locale),
  })),
  overrides: explanation.overrides.map(({ blocker, decision, ...override }) => ({
    ...override,
    about: blocker ? say(blocker, locale) : criterionName(override.key as CriterionKey, locale),
    decision: say(decision, locale),
  })),
  gaps: explanation.gaps.map((gap) => ({ ...gap, asked: say(gap.asked, locale), reason: say(gap.reason, locale) })),
  whatWouldHelp: explanation.whatWouldHelp.map((help) => ({ ...help, advice: say(help.advice, locale) })),
  engineVersion: explanation.engineVersion,
});
