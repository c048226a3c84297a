import type { ApplicationState } from '#libs/contracts/application';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { Mark, type Tone } from '../../ui/mark';

export const stateTones: Record<ApplicationState, Tone> = {
  SUBMITTED: 'open',
  UNDER_REVIEW: 'open',
  SHORTLISTED: 'open',
  INTERVIEW: 'open',
  ON_HOLD: 'over',
  POOL: 'over',
  OFFERED: 'due',
  ACCEPTED: 'good',
  DECLINED: 'over',
  WITHDRAWN: 'over',
  EXPIRED: 'over',
  OBSOLETE: 'over',
  CANCELLED: 'over',
};

/** States in words, as the side that reads them would say them. */
export function useStateWords(): (state: ApplicationState) => string {
  const { w } = useSpeech();
  const mine: Partial<Record<ApplicationState, string>> = hatOf(useMe()) === 'freelancer' ? w.applicationStateMine : {};
  return (state) => mine[state] ?? w.applicationState[state];
}

export function StateMark({ state }: { state: ApplicationState }) {
  return <Mark tone={stateTones[state]}>{useStateWords()(state)}</Mark>;
}
