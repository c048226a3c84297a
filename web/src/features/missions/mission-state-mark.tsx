import type { MissionState } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { Mark, type Tone } from '../../ui/mark';

const tones: Record<MissionState, Tone> = {
  DRAFT: 'over',
  IN_REVIEW: 'due',
  REJECTED: 'due',
  PUBLISHED: 'good',
  PAUSED: 'due',
  FILLED: 'open',
  CLOSED: 'over',
  EXPIRED: 'over',
  SUSPENDED: 'due',
};

export function MissionStateMark({ state }: { state: MissionState }) {
  const { w } = useSpeech();
  return <Mark tone={tones[state]}>{w.missionState[state]}</Mark>;
}
