import { useSpeech } from '../../app/words';
import styles from './freshness.module.css';

/** Whether the list answers to the facts as they are; said aloud when it changes. */
export function Freshness(props: { freshness?: 'CURRENT' | 'COMPUTING'; computedAt?: string | null }) {
  const { w, f } = useSpeech();
  const words = w.missions.recommended;
  if (!props.freshness) return <span className={styles.freshness}>{'\u00a0'}</span>;
  return (
    <span className={styles.freshness} role="status" data-computing={props.freshness === 'COMPUTING' || undefined}>
      <span className={styles.dot} aria-hidden />
      {props.freshness === 'COMPUTING' ? words.computing : words.fresh}
      {props.freshness === 'CURRENT' && props.computedAt
        ? ` · ${words.computedAt(f.ago(props.computedAt, new Date()))}`
        : ''}
    </span>
  );
}
