import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** Nothing to show: what that means, and the one useful next step. */
export function EmptyState(props: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2>{props.title}</h2>
      {props.hint ? <p className={styles.hint}>{props.hint}</p> : null}
      {props.children ? <div className={styles.step}>{props.children}</div> : null}
    </div>
  );
}
