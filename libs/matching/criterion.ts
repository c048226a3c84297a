import type { CriterionKey, Phrase } from './phrases';
import type { PreparedMission, PreparedProfile } from './prepare';

export type RowStatus = 'met' | 'partly' | 'missing' | 'unknown';

/** One line of evidence before its points are shared out: the words of both sides and how they fit. */
export interface EvidenceRow {
  mission: Phrase;
  person: Phrase;
  reason: Phrase;
  advice?: Phrase;
  /** 0..1000. */
  value: number;
  /** The row’s part in its criterion; any positive whole number. */
  share: number;
  /** The skill the row is about, if any. */
  skillId?: number;
}

/**
 * One criterion: `measure` is the only arithmetic of it, read by lists and explanations alike; `rows` say the same in
 * words. `measure` allocates nothing and answers 0..1000, or NO_DATA when a side says nothing about it.
 */
export interface Criterion {
  key: CriterionKey;
  measure(mission: PreparedMission, profile: PreparedProfile): number;
  /** At least one row when `measure` has data. The rows’ shares and values are those of `measure`. */
  rows(mission: PreparedMission, profile: PreparedProfile): EvidenceRow[];
  /** What each side says when the criterion has no data. */
  silence(mission: PreparedMission, profile: PreparedProfile): Pick<EvidenceRow, 'mission' | 'person'>;
}

/** A value at or above this reads as met; under it, as partly met; 0 as missing. */
export const MET_FROM = 850;

/** The status of a value in the four words of the joint. */
export const statusOf = (value: number): RowStatus => {
  if (value >= MET_FROM) return 'met';
  return value > 0 ? 'partly' : 'missing';
};
