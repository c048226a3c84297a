import { FULL, NO_DATA, mutualOf, shareOut } from './arithmetic';
import { blockersOf } from './blockers';
import { statusOf, type Criterion, type EvidenceRow } from './criterion';
import type { AppliedOverride, ExplainedCriterion, ExplainedRow, Explanation, Gap, Help } from './explanation';
import type { MatchContext, MissionFacts, ProfileFacts } from './model';
import { liftBlockers, meetCriteria, type Override } from './override';
import { phrase, type Phrase } from './phrases';
import { prepareMission, prepareProfile, type PreparedMission, type PreparedProfile } from './prepare';
import { criteria, hasEvidence, measureAll, potentialOf, sideScore } from './score';
import { CRITERIA, MISSION_SIDE_END, engineVersion } from './weights';

const HELPS_SHOWN = 3;

interface Side {
  name: 'mission' | 'freelancer';
  from: number;
  to: number;
}

const sides: readonly Side[] = [
  { name: 'mission', from: 0, to: MISSION_SIDE_END },
  { name: 'freelancer', from: MISSION_SIDE_END, to: CRITERIA.length },
];

function silentRow(criterion: Criterion, mission: PreparedMission, profile: PreparedProfile): ExplainedRow {
  const said = criterion.silence(mission, profile);
  const missionSilent = said.mission.code === 'says.nothing';
  return {
    mission: said.mission,
    person: said.person,
    status: 'unknown',
    reason: phrase(missionSilent ? 'no-data.mission' : 'no-data.profile', {}),
    advice: phrase(missionSilent ? 'advice.fill-mission' : 'advice.fill-profile', { field: criterion.key }),
    points: 0,
    outOf: 0,
    skillId: null,
  };
}

/**
 * Points won and points lost are shared out separately, so that a row never shows more points than it could have, a met
 * row shows them all, an unmet one none, and both columns still add up exactly.
 */
function pointedRows(rows: readonly EvidenceRow[], won: number, lost: number): ExplainedRow[] {
  const points = shareOut(
    won,
    rows.map(({ share, value }) => share * value),
  );
  const missed = shareOut(
    lost,
    rows.map(({ share, value }) => share * (FULL - value)),
  );
  return rows.map(({ mission, person, reason, advice, value, skillId }, at) => ({
    mission,
    person,
    status: statusOf(value),
    reason,
    advice: advice ?? null,
    points: points[at]!,
    outOf: points[at]! + missed[at]!,
    skillId: skillId ?? null,
  }));
}

const decisionOf = ({ kind, by, day, reason }: Override): Phrase =>
  phrase(kind === 'BLOCKER' ? 'override.lifted' : 'override.met', { by, day, reason });

/** The rows of a criterion that a person declared met: the words of both sides stay, the reason is the decision. */
function decidedRows(
  criterion: Criterion,
  mission: PreparedMission,
  profile: PreparedProfile,
  override: Override,
): EvidenceRow[] {
  const said =
    criterion.measure(mission, profile) === NO_DATA
      ? [{ ...criterion.silence(mission, profile), share: 1 }]
      : criterion.rows(mission, profile);
  return said.map((row) => ({ ...row, advice: undefined, value: FULL, reason: decisionOf(override) }));
}

/** The evidence of each criterion that counts; undefined for one without data. */
const evidenceOf = (
  mission: PreparedMission,
  profile: PreparedProfile,
  values: Int32Array,
  met: readonly Override[],
): (EvidenceRow[] | undefined)[] =>
  criteria.map((criterion, at) => {
    if (values[at] === NO_DATA || mission.weights[at] === 0) return undefined;
    const decided = met.find(({ key }) => key === criterion.key);
    return decided ? decidedRows(criterion, mission, profile, decided) : criterion.rows(mission, profile);
  });

function explainSide(
  side: Side,
  mission: PreparedMission,
  profile: PreparedProfile,
  values: Int32Array,
  evidence: readonly (readonly EvidenceRow[] | undefined)[],
): ExplainedCriterion[] {
  const counted = (at: number): number => (values[at] === NO_DATA ? 0 : mission.weights[at]!);
  const valueAt = (at: number): number => (counted(at) > 0 ? values[at]! : 0);
  const all = Array.from({ length: side.to - side.from }, (_, offset) => side.from + offset);
  const score = sideScore(values, mission.weights, side.from, side.to);
  const silent = score === NO_DATA;
  const won = shareOut(
    silent ? 0 : score,
    all.map((at) => counted(at) * valueAt(at)),
  );
  const lost = shareOut(
    silent ? 0 : FULL - score,
    all.map((at) => counted(at) * (FULL - valueAt(at))),
  );
  return all.map((at, slot) => {
    const criterion = criteria[at]!;
    const rows = evidence[at];
    const hasData = rows !== undefined;
    const value = valueAt(at);
    return {
      key: criterion.key,
      side: side.name,
      hasData,
      weight: won[slot]! + lost[slot]!,
      value,
      contribution: won[slot]!,
      status: hasData ? statusOf(value) : 'unknown',
      rows: rows ? pointedRows(rows, won[slot]!, lost[slot]!) : [silentRow(criterion, mission, profile)],
    };
  });
}

/** What each row would bring if it were met in full: the additive model recomputed with that one value changed. */
function helps(
  evidence: readonly (readonly EvidenceRow[] | undefined)[],
  values: Int32Array,
  weights: Int32Array,
  now: number,
): Help[] {
  const changed = Int32Array.from(values);
  const found: Help[] = [];
  evidence.forEach((rows, at) => {
    if (!rows || values[at] === FULL) return;
    const criterion = criteria[at]!;
    const shares = rows.reduce((sum, { share }) => sum + share, 0);
    for (const row of rows) {
      if (!row.advice) continue;
      const rise = Math.floor(((FULL - row.value) * row.share) / shares);
      changed[at] = Math.min(FULL, values[at]! + rise);
      const gain = potentialOf(changed, weights) - now;
      changed[at] = values[at]!;
      if (gain > 0) found.push({ criterion: criterion.key, skillId: row.skillId ?? null, advice: row.advice, gain });
    }
  });
  return found.sort((a, b) => b.gain - a.gain).slice(0, HELPS_SHOWN);
}

const gapsOf = (explained: readonly ExplainedCriterion[]): Gap[] =>
  explained
    .flatMap(({ key, hasData, rows }) =>
      hasData
        ? rows
            .filter(({ status }) => status !== 'met')
            .map(({ mission: asked, reason, points, outOf, skillId }) => ({
              criterion: key,
              skillId,
              asked,
              reason,
              lost: outOf - points,
            }))
        : [],
    )
    .sort((a, b) => b.lost - a.lost);

/** Share of the weight that had data over both sides, 0..1000. */
function confidenceOf(values: Int32Array, weights: Int32Array): number {
  let known = 0;
  let total = 0;
  for (const { from, to } of sides) {
    let sideKnown = 0;
    let sideTotal = 0;
    for (let at = from; at < to; at++) {
      sideTotal += weights[at]!;
      if (values[at] !== NO_DATA) sideKnown += weights[at]!;
    }
    known += sideTotal === 0 ? 0 : Math.floor((FULL * sideKnown) / sideTotal);
    total += FULL;
  }
  return Math.floor((FULL * known) / total);
}

/** The explanation of a pair whose facts are already prepared, with what people decided about it. */
export function explainPrepared(
  mission: PreparedMission,
  profile: PreparedProfile,
  version: string,
  overrides: readonly Override[] = [],
): Explanation {
  const values = new Int32Array(CRITERIA.length);
  measureAll(mission, profile, values);
  const { standing, lifted } = liftBlockers(blockersOf(mission, profile), overrides);
  const met = meetCriteria(values, mission.weights, overrides);
  const fits = sides.map(({ from, to }) => sideScore(values, mission.weights, from, to));
  const potential = mutualOf(fits[0]!, fits[1]!);
  const evidence = evidenceOf(mission, profile, values, met);
  const explained = sides.flatMap((side) => explainSide(side, mission, profile, values, evidence));
  return {
    score: standing.length > 0 ? 0 : potential,
    potential,
    fitMission: fits[0] === NO_DATA ? null : fits[0]!,
    fitFreelancer: fits[1] === NO_DATA ? null : fits[1]!,
    confidence: confidenceOf(values, mission.weights),
    evidence: hasEvidence(values),
    criteria: explained,
    blockers: standing,
    overrides: [
      ...lifted.map(({ blocker, override }) => appliedOf(override, blocker.reason)),
      ...met.map((override) => appliedOf(override, null)),
    ],
    gaps: gapsOf(explained),
    whatWouldHelp: helps(evidence, values, mission.weights, potential),
    engineVersion: version,
  };
}

const appliedOf = (override: Override, blocker: Phrase | null): AppliedOverride => ({
  kind: override.kind,
  key: override.key,
  subject: override.subject,
  blocker,
  decision: decisionOf(override),
  contestId: override.contestId,
});

/**
 * Scores one pair and says why: integers per mille, the same for the same facts, day, weights and similarity, on any
 * machine. Both sides’ contributions add up to the side exactly; `score` is their harmonic mean, 0 when blocked.
 * `readingVersion` names the referential that facts and similarity were made with.
 */
export const explain = (
  mission: MissionFacts,
  profile: ProfileFacts,
  context: MatchContext,
  readingVersion: string,
): Explanation =>
  explainPrepared(prepareMission(mission, context), prepareProfile(profile, context), engineVersion(readingVersion));
