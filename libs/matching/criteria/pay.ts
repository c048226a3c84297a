import { FULL, NO_DATA, ramp } from '../arithmetic';
import { statusOf, type Criterion } from '../criterion';
import { phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';
import { budgetOf, figuresShown, leastAsked, rateWished, saysBudget, saysRate } from './rate';

/** What the person’s minimum, and no more, is worth to them. */
const AT_MINIMUM = 600;

/** 1000 at the wished rate, 600 at the least asked (which is positive), falling to 0 at half of it. */
export function payValue(offered: number, least: number, wished: number): number {
  if (offered >= wished) return FULL;
  if (offered >= least) return ramp(wished - offered, 0, wished - least, FULL, AT_MINIMUM);
  return ramp((least - offered) * 2, 0, least, AT_MINIMUM, 0);
}

function measure({ facts: mission }: PreparedMission, { facts: profile }: PreparedProfile): number {
  const offered = budgetOf(mission);
  const least = leastAsked(profile);
  if (offered === undefined || least === undefined || least <= 0) return NO_DATA;
  return payValue(offered, least, rateWished(profile, least));
}

/** Does the mission pay what the person asks? */
export const pay: Criterion = {
  key: 'pay',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const offered = budgetOf(mission.facts) ?? 0;
    const least = leastAsked(profile.facts) ?? 0;
    const short = figuresShown(mission.facts, profile.facts) ? Math.max(0, least - offered) : undefined;
    const reason =
      value === FULL
        ? phrase('pay.target', {})
        : offered >= least
          ? phrase('pay.minimum', {})
          : phrase('pay.below', { short });
    return [
      {
        mission: saysBudget(mission.facts),
        person: saysRate(profile.facts),
        reason,
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.discuss-rate', { amount: short || undefined }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysBudget(mission.facts), person: saysRate(profile.facts) }),
};
