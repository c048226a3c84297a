import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { LearningMove, LearningState, LearningView } from '#libs/contracts/neighbours';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { commandKey } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { Mark, type Tone } from '../../ui/mark';
import { PageHead } from '../../ui/page-head';
import { PagedRows, RowsWaiting } from '../../ui/rows';
import { FailureNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { kindNamed, NeighbourChanges } from './neighbour-changes';
import { changesQuery, isComputing, learningsQuery, postLearningMove, startLearning } from './neighbours-api';
import styles from './neighbours.module.css';

const TONES: Record<LearningState, Tone> = {
  COMPUTING: 'open',
  PROPOSED: 'due',
  ACTIVE: 'good',
  UNCHANGED: 'over',
  ABANDONED: 'over',
  DISCARDED: 'over',
  REPLACED: 'over',
  RETIRED: 'over',
};
/** Versions whose changes are kept to be read. */
const READABLE: readonly LearningState[] = ['PROPOSED', 'ACTIVE', 'DISCARDED', 'RETIRED'];

/** Neighbouring skills learned from profiles: what a version would change, the decision on it, and those before. */
export function Neighbours() {
  const { w } = useSpeech();
  const words = w.operations.neighbours;
  const { version, type } = useSearch({ from: '/signed-in/competences-voisines' });
  const client = useQueryClient();
  const toast = useToast();
  const list = useInfiniteQuery(learningsQuery);
  const versions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const start = useMutation({
    mutationFn: () => startLearning(commandKey()),
    onSettled: () => client.invalidateQueries({ queryKey: learningsQuery.queryKey }),
    onError: toast.fail,
  });
  const readable = versions.filter(({ state }) => READABLE.includes(state));
  const chosen =
    readable.find(({ id }) => id === version) ??
    readable.find(({ state }) => state === 'PROPOSED') ??
    readable.find(({ state }) => state === 'ACTIVE');
  // What stands above the history is awaited with it, so that nothing is pushed down.
  const first = useInfiniteQuery(changesQuery(chosen?.id, { kind: kindNamed(type), q: '' }));
  const waiting = list.isPending || (chosen !== undefined && first.isPending);
  return (
    <>
      <PageHead title={words.title} about={words.about}>
        <Button
          variant={chosen?.state === 'PROPOSED' ? 'default' : 'action'}
          loading={start.isPending}
          disabled={list.isPending || isComputing(versions)}
          onClick={() => start.mutate()}
        >
          {words.start}
        </Button>
      </PageHead>
      {waiting ? <RowsWaiting /> : null}
      {chosen && first.error && !first.data ? (
        <FailureNote error={first.error} again={() => void first.refetch()} />
      ) : null}
      {chosen && !waiting ? <Version key={chosen.id} version={chosen} /> : null}
      {waiting ? null : (
        <section className={styles.history}>
          {versions.length > 0 ? <h2>{words.history}</h2> : null}
          <PagedRows<LearningView>
            label={words.history}
            list={list}
            toKey={({ id }) => id}
            row={(one) => <Past version={one} shown={one.id === chosen?.id} />}
            empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
          />
        </section>
      )}
    </>
  );
}

/** The version one looks at: where it comes from, what it changes, what can be decided. */
function Version({ version }: { version: LearningView }) {
  const { w, f } = useSpeech();
  const words = w.operations.neighbours;
  const [move, setMove] = useState<LearningMove | null>(null);
  return (
    <section className={styles.version}>
      <div className={styles.head}>
        <div>
          <h2>{words.computedOn(f.instant(version.computedAt ?? version.startedAt))}</h2>
          <p className={styles.muted}>
            {dotted([
              version.by ? words.by(version.by) : words.weekly,
              words.learned(version.pairs ?? 0, f.number(version.people ?? 0)),
            ])}
          </p>
        </div>
        <Mark tone={TONES[version.state]}>{words.states[version.state]}</Mark>
      </div>
      {version.moves.length > 0 ? (
        <div className={styles.moves}>
          {version.moves.map((one) => (
            <Button key={one} variant={one === 'activate' ? 'action' : 'default'} onClick={() => setMove(one)}>
              {words.moves[one]}
            </Button>
          ))}
        </div>
      ) : null}
      <NeighbourChanges version={version} />
      {move ? <MoveDialog version={version} move={move} close={() => setMove(null)} /> : null}
    </section>
  );
}

function MoveDialog({ version, move, close }: { version: LearningView; move: LearningMove; close: () => void }) {
  const { w } = useSpeech();
  const words = w.operations.neighbours;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async (_, key) => {
    try {
      await postLearningMove(version.id, move, key);
    } finally {
      await client.invalidateQueries({ queryKey: learningsQuery.queryKey });
    }
    toast.say(words.done[move]);
    close();
  });
  return (
    <FormDialog title={words.asks[move]} action={words.moves[move]} {...{ sending, close }}>
      <p className={styles.means}>{words.means[move]}</p>
    </FormDialog>
  );
}

/** A version in the history: when, from whom, what became of it. */
function Past({ version, shown }: { version: LearningView; shown: boolean }) {
  const { w, f } = useSpeech();
  const words = w.operations.neighbours;
  const total = version.changes ? Object.values(version.changes).reduce((sum, count) => sum + count, 0) : null;
  const title = f.instant(version.computedAt ?? version.startedAt);
  const decided =
    version.decidedBy && version.decidedAt
      ? words.decided[version.state === 'DISCARDED' ? 'DISCARDED' : 'ACTIVE'](
          version.decidedBy,
          f.instant(version.decidedAt),
        )
      : null;
  const ended = version.endedBy && version.endedAt ? words.ended(version.endedBy, f.instant(version.endedAt)) : null;
  return (
    <article className={styles.past}>
      <div>
        <h3>
          {READABLE.includes(version.state) && !shown ? (
            <Link to="/competences-voisines" search={{ version: version.id }}>
              {title}
            </Link>
          ) : (
            title
          )}
        </h3>
        <p className={styles.muted}>
          {dotted([
            version.by ? words.by(version.by) : words.weekly,
            version.people === null ? null : words.counted(f.number(version.people)),
            total === null ? null : words.total(total),
          ])}
        </p>
        {decided || ended ? <p className={styles.muted}>{dotted([decided, ended])}</p> : null}
      </div>
      <Mark tone={TONES[version.state]}>{words.states[version.state]}</Mark>
    </article>
  );
}
