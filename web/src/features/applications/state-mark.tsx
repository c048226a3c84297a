import type { ApplicationState } from '#libs/contracts/application';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { Mark, type Tone } from '../../ui/mark';

const tones: Record<ApplicationState, Tone> = {
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

/** The state in words, as the side that reads it would say it. */
export function StateMark({ state }: { state: ApplicationState }) {
  const { w } = useSpeech();
  const mine: Partial<Record<ApplicationState, string>> = hatOf(useMe()) === 'freelancer' ? w.applicationStateMine : {};
  return <Mark tone={tones[state]}>{mine[state] ?? w.applicationState[state]}</Mark>;
}
