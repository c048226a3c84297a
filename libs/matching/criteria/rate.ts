import { FULL, NO_DATA, ramp } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import type { MissionFacts, ProfileFacts } from '../model';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

/** Above this many tenths of the budget the rates cannot meet. */
const OUT_OF_REACH_TENTHS = 14;
/** What a budget under the wished rate, yet at the minimum, is worth. */
const AT_MINIMUM = 700;

/** The budget of a mission in whole euros per day, whichever bound was given. */
export const budgetOf = (mission: MissionFacts): number | undefined => mission.rateMax ?? mission.rateMin;

/** The least a person asks, whichever bound was given. */
export const leastAsked = (profile: ProfileFacts): number | undefined =>
  profile.dailyRateMin ?? profile.dailyRateTarget;

/** The rate the person would like: never less than the least they ask. */
export const rateWished = (profile: ProfileFacts, least: number): number =>
  Math.max(least, profile.dailyRateTarget ?? least);

/** How a positive budget meets the least and the wished rate, all in whole euros per day: 0..1000. */
export function rateValue(budget: number, least: number, wished: number): number {
  if (wished <= budget) return FULL;
  if (least <= budget) return ramp(wished - budget, 0, Math.floor((budget * 4) / 10), FULL, AT_MINIMUM);
  return ramp(least * 10, budget * 10, budget * OUT_OF_REACH_TENTHS, AT_MINIMUM, 0);
}

/** True when even the least the person asks is over 1.4 times a positive budget. */
export const rateOutOfReach = (budget: number, least: number): boolean => least * 10 > budget * OUT_OF_REACH_TENTHS;

function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  const budget = budgetOf(mission);
  const least = leastAsked(profile);
  if (budget === undefined || budget <= 0 || least === undefined) return NO_DATA;
  return rateValue(budget, least, rateWished(profile, least));
}

/** True when even the least the person asks is out of the budget’s reach (over 1.4 times it). */
export function rateBlocks({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): boolean {
  const budget = budgetOf(mission);
  const least = leastAsked(profile);
  return budget !== undefined && budget > 0 && least !== undefined && rateOutOfReach(budget, least);
}

/** What the mission says of its budget; kept to itself when the employer does not show it. */
export function saysBudget(mission: MissionFacts): Phrase {
  const budget = budgetOf(mission);
  if (budget === undefined) return phrase('says.nothing', {});
  if (mission.rateVisible === false) return phrase('says.budget-hidden', {});
  return phrase('says.budget', { max: budget, min: mission.rateMax === undefined ? undefined : mission.rateMin });
}

/** True when neither side keeps its figure to itself: only then may a sentence tell the difference. */
export const figuresShown = (mission: MissionFacts, profile: ProfileFacts): boolean =>
  mission.rateVisible !== false && profile.rateVisible !== false;

/** What the person says of their rate; kept to themselves when they do not show it. */
export function saysRate(profile: ProfileFacts): Phrase {
  if (leastAsked(profile) === undefined) return phrase('says.nothing', {});
  if (profile.rateVisible === false) return phrase('says.rate-hidden', {});
  return phrase('says.rate', { min: profile.dailyRateMin, target: profile.dailyRateTarget });
}

/** Does the rate the person asks fit the mission’s budget? */
export const rate: Criterion = {
  key: 'rate',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const budget = budgetOf(mission.facts) ?? 0;
    const least = leastAsked(profile.facts) ?? 0;
    const over = figuresShown(mission.facts, profile.facts) ? Math.max(0, least - budget) : undefined;
    const fits = least <= budget;
    return [
      {
        mission: saysBudget(mission.facts),
        person: saysRate(profile.facts),
        reason:
          value === FULL
            ? phrase('rate.within', {})
            : fits
              ? phrase('rate.negotiable', {})
              : phrase('rate.above', { over }),
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.discuss-rate', { amount: over || undefined }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysBudget(mission.facts), person: saysRate(profile.facts) }),
};
