import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSpeech } from '../app/words';
import { FailureNote } from './sending';
import styles from './rows.module.css';

/** A list of rows; dimmed while fresher ones are on their way. */
export function Rows({ label, stale, children }: { label: string; stale?: boolean; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label} aria-busy={stale || undefined}>
      {children}
    </ul>
  );
}

/** One row; `chosen` marks the one shown beside the list. */
export function Row({ chosen, children }: { chosen?: boolean; children: ReactNode }) {
  return <li className={chosen ? `${styles.row} ${styles.chosen}` : styles.row}>{children}</li>;
}

/** The shape of rows to come, shown only when they take more than 150 ms. */
export function RowsWaiting({ rows = 5 }: { rows?: number }) {
  const { w } = useSpeech();
  return (
    <div className={styles.waiting} role="status" aria-label={w.shell.loading}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={styles.ghost} aria-hidden>
          <span style={{ width: '38%' }} />
          <span style={{ width: '62%' }} />
          <span style={{ width: '26%' }} />
        </div>
      ))}
    </div>
  );
}

interface Listed<T> {
  data: { pages: { items: T[] }[] } | undefined;
  isPending: boolean;
  isError: boolean;
  error: Error | null;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** The way to the next page, where there is one. */
export function More({
  list,
}: {
  list: Pick<Listed<unknown>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}) {
  const { w } = useSpeech();
  if (!list.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {w.shell.verb.more}
      </Button>
    </div>
  );
}

/** A paged list in all its states: waiting, failed, empty, shown, more to come. */
export function PagedRows<T>(props: {
  label: string;
  list: Listed<T>;
  toKey: (item: T) => string;
  row: (item: T) => ReactNode;
  empty: ReactNode;
  chosen?: string;
}) {
  const { list } = props;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <RowsWaiting />;
  if (list.isError && items.length === 0) {
    return (
      <div className={styles.failed}>
        <FailureNote error={list.error as Error} again={() => void list.refetch()} />
      </div>
    );
  }
  if (items.length === 0) return props.empty;
  return (
    <>
      <Rows label={props.label} stale={list.isPlaceholderData}>
        {items.map((item) => (
          <Row key={props.toKey(item)} chosen={props.chosen === props.toKey(item)}>
            {props.row(item)}
          </Row>
        ))}
      </Rows>
      <More list={list} />
    </>
  );
}
