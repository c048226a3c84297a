import { UnstyledButton } from '@mantine/core';
import type { ListFreshness } from '#libs/contracts/live';
import { useSpeech } from '../../app/words';
import styles from './freshness.module.css';

/**
 * Whether the list answers to the facts as they are, said aloud when it changes; `live` knows before the list is read
 * again. With `recompute`, the way to have it computed now.
 */
export function Freshness(props: {
  list: Omit<ListFreshness, 'progress'> | undefined;
  live: ListFreshness | null | undefined;
  recompute?: { ask: () => void; asking: boolean };
}) {
  const { list, live, recompute } = props;
  const computing = (live ?? list)?.freshness === 'COMPUTING';
  return (
    <span className={styles.line}>
      <span className={styles.freshness} role="status" data-computing={computing || undefined}>
        {list ? <Said {...{ list, live, computing }} /> : '\u00a0'}
      </span>
      {recompute ? <Recompute {...recompute} computing={computing} /> : null}
    </span>
  );
}

function Said(props: {
  list: Omit<ListFreshness, 'progress'>;
  live: ListFreshness | null | undefined;
  computing: boolean;
}) {
  const { w, f } = useSpeech();
  const words = w.missions.freshness;
  const { list, live, computing } = props;
  const progress = live?.progress ?? null;
  return (
    <>
      <span className={styles.dot} aria-hidden />
      {computing
        ? `${words.computing}${progress === null ? '' : ` ${words.progress(f.percent(progress / 100))}`}`
        : `${words.current}${list.computedAt ? ` · ${words.computedAt(f.ago(list.computedAt, new Date()))}` : ''}`}
    </>
  );
}

function Recompute({ ask, asking, computing }: { ask: () => void; asking: boolean; computing: boolean }) {
  const { w } = useSpeech();
  return (
    <UnstyledButton className={styles.recompute} disabled={asking || computing} onClick={ask}>
      {w.missions.freshness.recompute}
    </UnstyledButton>
  );
}
