import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { MatchRunPage, MatchRunView } from '#libs/contracts/operations';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ask, commandKey } from '../../lib/http';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useToast } from '../../ui/toast';
import styles from './match-runs.module.css';

/** How often a run that is under way is asked how far it is, in milliseconds. */
const POLL_MS = 1_000;

const isRunning = (pages: readonly MatchRunPage[] | undefined): boolean => pages?.[0]?.items[0]?.state === 'RUNNING';

const matchRuns = infiniteQueryOptions({
  queryKey: ['match-runs'],
  queryFn: ({ pageParam, signal }) =>
    ask<MatchRunPage>('/operations/match-runs', { query: { cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  refetchInterval: ({ state }) => (isRunning(state.data?.pages) ? POLL_MS : false),
});

/** Full recomputes of the recommendation lists: started, followed, and what each found. */
export function MatchRuns() {
  const { w } = useSpeech();
  const words = w.operations.runs;
  const client = useQueryClient();
  const toast = useToast();
  const list = useInfiniteQuery(matchRuns);
  const start = useMutation({
    mutationFn: () => ask<MatchRunView>('/operations/match-runs', { method: 'POST', key: commandKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: matchRuns.queryKey }),
    onError: toast.fail,
  });
  return (
    <>
      <PageHead title={words.title} about={words.about}>
        <Button
          variant="action"
          loading={start.isPending}
          disabled={list.isPending || isRunning(list.data?.pages)}
          onClick={() => start.mutate()}
        >
          {words.start}
        </Button>
      </PageHead>
      <PagedRows<MatchRunView>
        label={words.title}
        list={list}
        toKey={(run) => run.id}
        row={(run) => <Run run={run} />}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
    </>
  );
}

function Run({ run }: { run: MatchRunView }) {
  const { w, f } = useSpeech();
  const words = w.operations.runs;
  const { total, done } = run.ranges;
  const facts = [
    run.by ? words.by(run.by) : words.triggers[run.trigger],
    f.instant(run.startedAt),
    run.finishedAt ? words.lasted(Date.parse(run.finishedAt) - Date.parse(run.startedAt)) : null,
  ];
  return (
    <article className={styles.run}>
      <h2>
        {run.state === 'RUNNING'
          ? words.running(f.percent(done / total))
          : words.found(run.differing, f.number(run.compared))}
      </h2>
      {run.state === 'RUNNING' ? (
        <progress className={styles.progress} max={total} value={done} aria-label={words.progress} />
      ) : null}
      {run.state === 'ABANDONED' ? <p>{words.abandoned(done, total)}</p> : null}
      {run.factsDiffering > 0 ? <p>{words.factsDiffered(run.factsDiffering)}</p> : null}
      <p className={styles.facts}>{dotted(facts)}</p>
    </article>
  );
}
