import type { ApplicationMark as Application } from '#libs/contracts/application';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { Mark } from '../../ui/mark';
import { stateTones, useStateWords } from './state-mark';

/** That somebody applied, and how it stands, in a line of a list; nothing when they did not. */
export function ApplicationMark({ application }: { application: Application | null }) {
  const { w } = useSpeech();
  const stateWords = useStateWords();
  if (!application) return null;
  return <Mark tone={stateTones[application.state]}>{w.applications.mark(stateWords(application.state))}</Mark>;
}

/** The way to it, where it is. */
export function ToApplication({ application }: { application: Application | null }) {
  const { w } = useSpeech();
  if (!application) return null;
  return (
    <ButtonLink variant="default" to="/candidatures/$id" params={{ id: application.id }}>
      {w.applications.open}
    </ButtonLink>
  );
}
