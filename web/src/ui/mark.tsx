import type { ReactNode } from 'react';
import styles from './mark.module.css';

/** `due` asks for something, `good` is well on its way, `over` needs nothing any more. */
export type Tone = 'due' | 'open' | 'good' | 'over';

/** A state in words; the colour only repeats it. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.mark} ${styles[tone]}`}>{children}</span>;
}
