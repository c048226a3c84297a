import { Check, Minus } from 'lucide-react';
import type { MatchSummary } from '#libs/contracts/matching';
import { useSpeech } from '../../app/words';
import styles from './reasons.module.css';

/** Two reasons for, one against, in the engine’s sentences. */
export function ReasonLines({ reasons: { strengths, against } }: Pick<MatchSummary, 'reasons'>) {
  const { w } = useSpeech();
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
