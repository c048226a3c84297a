import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { NotificationPage, NotificationView } from '#libs/contracts/notification';
import { useSpeech } from '../../app/words';
import { ask, commandKey } from '../../lib/http';
import type { Locale } from '#libs/ui/format';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useToast } from '../../ui/toast';
import { useSteady } from '../../ui/use-steady';
import { WaitingRows } from '../../ui/waiting-rows';
import styles from './news.module.css';

const newsOf = (locale: Locale) =>
  infiniteQueryOptions({
    queryKey: ['notifications', locale],
    queryFn: ({ pageParam, signal }) =>
      ask<NotificationPage>('/me/notifications', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** Addresses come as the whole site knows them; links of the app begin below it. */
const insideApp = (url: string): string => url.replace(/^\/app(?=\/|$)/, '') || '/';

const keyOf = (one: NotificationView): string => one.id;

/** What happened that concerns the reader, latest first; it grows while the page is open. */
export function News() {
  const { w, locale } = useSpeech();
  const list = useInfiniteQuery(newsOf(locale));
  const steady = useSteady('news', list.data?.pages, keyOf);
  const unread = list.data?.pages[0]?.unread ?? 0;
  const read = useReading();
  return (
    <>
      <PageHead title={w.news.title} count={unread > 0 ? w.news.unread(unread) : undefined}>
        <Button variant="default" disabled={unread === 0} onClick={() => read(undefined)}>
          {w.news.allRead}
        </Button>
      </PageHead>
      <WaitingRows words={steady.waiting === null ? null : w.news.more(steady.waiting)} show={steady.show} />
      <PagedRows<NotificationView>
        label={w.news.title}
        list={{ ...list, data: steady.pages && { pages: steady.pages } }}
        toKey={keyOf}
        row={(one) => <NewsRow one={one} open={() => read(one.id)} />}
        empty={<EmptyState title={w.news.empty} hint={w.news.emptyHint} />}
      />
    </>
  );
}

/** Marks one notification read, or all of them. */
function useReading(): (id: string | undefined) => void {
  const client = useQueryClient();
  const toast = useToast();
  const reading = useMutation({
    mutationFn: (id: string | undefined) =>
      ask('/me/notifications/readings', {
        method: 'POST',
        key: commandKey(),
        body: id === undefined ? {} : { ids: [id] },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
    onError: toast.fail,
  });
  return reading.mutate;
}

function NewsRow({ one, open }: { one: NotificationView; open: () => void }) {
  const { w, f } = useSpeech();
  return (
    <article className={styles.row} data-unread={one.readAt === null || undefined}>
      {one.readAt === null ? <span className={styles.dot} role="img" aria-label={w.news.isNew} /> : null}
      <Link to={insideApp(one.url)} className={styles.title} onClick={one.readAt === null ? open : undefined}>
        {one.title}
      </Link>
      <time dateTime={one.at} className={styles.at}>
        {f.ago(one.at, new Date())}
      </time>
    </article>
  );
}
