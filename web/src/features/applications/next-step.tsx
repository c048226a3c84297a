import type { NextStep } from '#libs/contracts/application';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import styles from './next-step.module.css';

/** What comes next, whose turn it is, until when. */
export function NextStepLine({ step }: { step: NextStep }) {
  const { w, f } = useSpeech();
  const hat = hatOf(useMe());
  if (step.what === 'NONE') return null;
  const myTurn = (step.who === 'FREELANCER' && hat === 'freelancer') || (step.who === 'EMPLOYER' && hat === 'employer');
  const words = w.applications.step;
  const what = myTurn ? words.your[step.what] : words.what[step.what];
  const [late, ahead] = myTurn ? [words.mineLate, words.mineDue] : [words.late, words.due];
  const due = step.dueAt ? (step.overdue ? late : ahead)(f.date(step.dueAt)) : null;
  return (
    <span className={step.overdue ? styles.late : myTurn ? styles.mine : styles.step}>
      {due ? `${what} · ${due}` : what}
    </span>
  );
}
