import { Check, Minus } from 'lucide-react';
import type { MatchExplanation } from '#libs/contracts/matching';
import { reasonsOf } from '#libs/ui/match-summary';
import { useSpeech } from '../../app/words';
import styles from './reasons.module.css';

/** Two reasons for, one against, in the engine’s sentences. */
export function ReasonLines({ explanation }: { explanation: MatchExplanation }) {
  const { w } = useSpeech();
  const { strengths, against } = reasonsOf(explanation, w);
  const words = w.missions.match;
  return (
    <ul className={styles.reasons}>
      {strengths.map((reason) => (
        <li key={reason} className={styles.for}>
          <Check size={16} aria-label={words.strengths} />
          <span>{reason}</span>
        </li>
      ))}
      {against ? (
        <li className={styles.against}>
          <Minus size={16} aria-label={words.gaps} />
          <span>{against}</span>
        </li>
      ) : null}
    </ul>
  );
}
