import type { ReactNode } from 'react';
import { usePageTitle } from './page-title';
import styles from './page-head.module.css';

/** The head of a page: its name, how many, what it is about, and on the right what can be done. */
export function PageHead(props: {
  title: string;
  count?: string;
  about?: ReactNode;
  above?: ReactNode;
  children?: ReactNode;
}) {
  usePageTitle(props.title);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {props.above ? <div className={styles.above}>{props.above}</div> : null}
        <div className={styles.line}>
          <h1>{props.title}</h1>
          {props.count ? (
            <span className={styles.count} role="status">
              {props.count}
            </span>
          ) : null}
        </div>
        {props.about ? <p className={styles.about}>{props.about}</p> : null}
      </div>
      {props.children ? <div className={styles.actions}>{props.children}</div> : null}
    </header>
  );
}
