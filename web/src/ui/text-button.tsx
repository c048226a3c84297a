import type { ReactNode } from 'react';
import styles from './text-button.module.css';

/** A button in the midst of a line that looks like a link. */
export function TextButton(props: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.textButton} onClick={props.onClick}>
      {props.children}
    </button>
  );
}
