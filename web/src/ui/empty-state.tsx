import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** Nothing to show: what that means, and the one useful next step. `page`: it is the whole page. */
export function EmptyState(props: { title: string; hint?: string; page?: boolean; children?: ReactNode }) {
  const Title = props.page ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      <Title>{props.title}</Title>
      {props.hint ? <p className={styles.hint}>{props.hint}</p> : null}
      {props.children ? <div className={styles.step}>{props.children}</div> : null}
    </div>
  );
}
