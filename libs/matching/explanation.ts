import type { Blocker } from './blockers';
import type { RowStatus } from './criterion';
import type { Override } from './override';
import type { CriterionKey, Phrase } from './phrases';

/** One line a person can check: what the mission says, what the person says, how they fit, what it brings. */
export interface ExplainedRow {
  mission: Phrase;
  person: Phrase;
  status: RowStatus;
  reason: Phrase;
  advice: Phrase | null;
  /** Points of the side’s score, per mille. The rows of a criterion add up to its contribution exactly. */
  points: number;
  outOf: number;
  skillId: number | null;
}

export interface ExplainedCriterion {
  key: CriterionKey;
  side: 'mission' | 'freelancer';
  hasData: boolean;
  /** The weight that applied, per mille: those of a side add up to 1000, criteria without data have 0. */
  weight: number;
  /** 0..1000, 0 without data. */
  value: number;
  /** Points of the side’s score, per mille; those of a side add up to it exactly. */
  contribution: number;
  status: RowStatus;
  rows: ExplainedRow[];
}

/** Something the pair lacks, the heaviest first. */
export interface Gap {
  criterion: CriterionKey;
  skillId: number | null;
  asked: Phrase;
  reason: Phrase;
  /** Points of the side’s score that are missing, per mille. */
  lost: number;
}

/** One change that would raise the score by `gain` points per mille, everything else equal. */
export interface Help {
  criterion: CriterionKey;
  skillId: number | null;
  advice: Phrase;
  gain: number;
}

/** A human decision that counts in this score: what it is about, who decided, when and why. */
export interface AppliedOverride {
  kind: Override['kind'];
  key: Override['key'];
  subject: string;
  /** The blocker’s own sentence; null for a criterion, which has its name. */
  blocker: Phrase | null;
  decision: Phrase;
  contestId: string;
}

/** The specification of a score: what every other computation of it must equal, with its reasons. */
export interface Explanation {
  /** 0..1000; 0 when blocked. */
  score: number;
  /** What the score would be if nothing blocked. */
  potential: number;
  /** 0..1000, null when the side has no data. */
  fitMission: number | null;
  fitFreelancer: number | null;
  /** Share of the weight that had data, 0..1000, both sides together. */
  confidence: number;
  /** False when nothing ties the two together: the pair stands in no list. */
  evidence: boolean;
  criteria: ExplainedCriterion[];
  /** What blocks; what a person lifted stands in `overrides` instead. */
  blockers: Blocker[];
  overrides: AppliedOverride[];
  gaps: Gap[];
  whatWouldHelp: Help[];
  engineVersion: string;
}
