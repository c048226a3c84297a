import { FULL, NO_DATA } from './arithmetic';
import { blockersOf, type Blocker, type BlockerKey } from './blockers';
import type { CriterionKey } from './phrases';
import type { PreparedMission, PreparedProfile } from './prepare';
import { hasEvidence, measureAll, NOT_LISTED, potentialOf } from './score';
import { CRITERIA } from './weights';

/** What a person decided about one pair, against the engine: a blocker does not count, or a criterion is met. */
export type OverrideTarget =
  { kind: 'BLOCKER'; key: BlockerKey; subject: string } | { kind: 'CRITERION'; key: CriterionKey; subject: '' };

/** An override in force. The engine adds it to what it computes and never undoes it. */
export type Override = OverrideTarget & {
  /** Who decided, as both sides read it. */
  by: string;
  /** Day number of the decision. */
  day: number;
  /** Why, in the words of whoever decided; read by both sides. */
  reason: string;
  /** The contest it answers. */
  contestId: string;
};

/** The blockers that still stand, and those a person lifted. The person’s own will is nobody’s to lift. */
export function liftBlockers<O extends OverrideTarget>(
  blockers: readonly Blocker[],
  overrides: readonly O[],
): { standing: Blocker[]; lifted: { blocker: Blocker; override: O }[] } {
  const standing: Blocker[] = [];
  const lifted: { blocker: Blocker; override: O }[] = [];
  for (const blocker of blockers) {
    const override = blocker.overridable
      ? overrides.find(
          ({ kind, key, subject }) => kind === 'BLOCKER' && key === blocker.key && subject === blocker.subject,
        )
      : undefined;
    if (override) lifted.push({ blocker, override });
    else standing.push(blocker);
  }
  return { standing, lifted };
}

/** Raises the criteria a person declared met to 1000, in place. Returns the overrides that changed something. */
export function meetCriteria<O extends OverrideTarget>(
  values: Int32Array,
  weights: Int32Array,
  overrides: readonly O[],
): O[] {
  return overrides.filter(({ kind, key }) => {
    const at = kind === 'CRITERION' ? CRITERIA.findIndex((one) => one === key) : NO_DATA;
    if (at < 0 || values[at] === FULL || weights[at] === 0) return false;
    values[at] = FULL;
    return true;
  });
}

/** What `rankOf` is for a pair about which people decided: the same arithmetic, with their decisions on top. */
export function rankOverridden(
  mission: PreparedMission,
  profile: PreparedProfile,
  overrides: readonly OverrideTarget[],
): number {
  const values = new Int32Array(CRITERIA.length);
  measureAll(mission, profile, values);
  const { standing } = liftBlockers(blockersOf(mission, profile), overrides);
  meetCriteria(values, mission.weights, overrides);
  if (!hasEvidence(values) || standing.some(({ overridable }) => !overridable)) return NOT_LISTED;
  const potential = potentialOf(values, mission.weights);
  return standing.length === 0 ? potential : potential - FULL - 1;
}
