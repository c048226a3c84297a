import { Button } from '@mantine/core';
import styles from './waiting-rows.module.css';

/** Offers the rows that came meanwhile, over the list, so that nothing moves. Its region is always there to be read out. */
export function WaitingRows({ words, show }: { words: string | null; show: () => void }) {
  const showFromTop = () => {
    show();
    window.scrollTo({ top: 0 });
  };
  return (
    <div className={styles.place} role="status">
      {words === null ? null : (
        <Button variant="action" size="sm" radius="xl" className={styles.offer} onClick={showFromTop}>
          {words}
        </Button>
      )}
    </div>
  );
}
