import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { LearningView, NeighbourChangeKind, NeighbourChangeView } from '#libs/contracts/neighbours';
import { HIGHEST_SIMILARITY } from '#libs/contracts/nearness';
import { useSpeech } from '../../app/words';
import { More, RowsWaiting } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { FailureNote } from '../../ui/sending';
import { skillName } from '../missions/mission-facts';
import { changesQuery } from './neighbours-api';
import styles from './neighbours.module.css';

const KINDS: readonly NeighbourChangeKind[] = ['ADDED', 'NEARER', 'FARTHER', 'GONE'];

/** The kind of changes that the address names; undefined for all. */
export const kindNamed = (type: string | undefined): NeighbourChangeKind | undefined =>
  KINDS.find((kind) => kind === type);

/** What a version changes, pair by pair, the greatest changes first; by kind and by words. */
export function NeighbourChanges({ version }: { version: LearningView }) {
  const { w, f } = useSpeech();
  const words = w.operations.neighbours;
  const search = useSearch({ from: '/signed-in/competences-voisines' });
  const chosen = kindNamed(search.type);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 180);
  const list = useInfiniteQuery(changesQuery(version.id, { kind: chosen, q }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Sections
        label={words.changes}
        sections={[undefined, ...KINDS].map((kind) => ({
          key: kind ?? 'ALL',
          name: kind ? words.kinds[kind] : words.all,
          count: kind ? version.changes?.[kind] : undefined,
          current: kind === chosen,
          link: { to: '/competences-voisines', search: { ...search, type: kind } },
        }))}
      />
      <div className={styles.filter}>
        <TextInput
          label={words.filter}
          value={typed}
          maxLength={80}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      {list.isPending ? <RowsWaiting /> : null}
      {list.error ? <FailureNote error={list.error} again={() => void list.refetch()} /> : null}
      {list.data && items.length === 0 ? <p className={styles.none}>{words.noneFound}</p> : null}
      {items.length > 0 ? (
        <table className={styles.table} aria-busy={list.isPlaceholderData || undefined}>
          <thead>
            <tr>
              <th scope="col">{words.skills}</th>
              <th scope="col" className={styles.figure}>
                {words.people}
              </th>
              <th scope="col" className={styles.figure}>
                {words.nearness}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((change) => (
              <Change key={`${change.a.id} ${change.b.id}`} change={change} />
            ))}
          </tbody>
        </table>
      ) : null}
      <More list={list} />
      {items.some(({ people }) => people === null) ? <p className={styles.none}>{words.few}</p> : null}
      <p className={styles.none}>{words.scale(f.percent(HIGHEST_SIMILARITY))}</p>
    </>
  );
}

function Change({ change: { a, b, people, before, after, kind } }: { change: NeighbourChangeView }) {
  const { w, f } = useSpeech();
  const words = w.operations.neighbours;
  const share = (hundredths: number) => (hundredths === 0 ? words.far : f.percent(hundredths / 100));
  return (
    <tr>
      <th scope="row">
        {skillName(a, f)}
        <span>{skillName(b, f)}</span>
      </th>
      <td className={styles.figure}>{people === null ? '–' : f.number(people)}</td>
      <td className={styles.figure}>
        {words.fromTo(share(before), share(after))}
        <span className={styles.kind}>{words.kind[kind]}</span>
      </td>
    </tr>
  );
}
