import { Button } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { FairnessDimension, FairnessFile, FairnessList, FairnessMeasure } from '#libs/contracts/fairness';
import { ScrollingTable } from '#libs/ui/scrolling-table';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { RowsWaiting } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { FailureNote } from '../../ui/sending';
import styles from './fairness.module.css';

const MEASURES: readonly FairnessMeasure[] = ['SHOWN', 'PROPOSED', 'SHORTLISTED', 'ACCEPTED'];
const DIMENSIONS: readonly FairnessDimension[] = [
  'NEWCOMER',
  'OVERSEAS',
  'WORK',
  'SKILLS_VERIFIED',
  'ACCOMPANIED',
  'DEPARTEMENT',
];

const filesQuery = queryOptions({
  queryKey: ['fairness'],
  queryFn: ({ signal }) => ask<FairnessList>('/operations/fairness-files', { signal }),
});
const fileQuery = (id: string) =>
  queryOptions({
    queryKey: ['fairness', id],
    queryFn: ({ signal }) => ask<FairnessFile>(`/operations/fairness-files/${id}`, { signal }),
  });

/** The fairness files: do groups fare alike, month by month, from being shown to being accepted? */
export function Fairness() {
  const { w, f } = useSpeech();
  const words = w.operations.fairness;
  const { mois } = useSearch({ from: '/signed-in/equite' });
  const list = useQuery(filesQuery);
  const months = list.data?.items ?? [];
  const chosen = months.find(({ month }) => month.startsWith(mois ?? '')) ?? months[0];
  return (
    <>
      <PageHead title={words.title} about={words.about}>
        {chosen ? (
          <Button component="a" variant="default" href={`/api/operations/fairness-files/${chosen.id}/csv`} download>
            {words.download}
          </Button>
        ) : null}
      </PageHead>
      {list.isPending ? <RowsWaiting /> : null}
      {list.error ? <FailureNote error={list.error} again={() => void list.refetch()} /> : null}
      {list.data && !chosen ? <EmptyState title={words.empty} hint={words.emptyHint} /> : null}
      {chosen ? (
        <>
          <Sections
            label={words.months}
            sections={months.map(({ id, month }) => ({
              key: id,
              name: f.month(month),
              current: id === chosen.id,
              link: { to: '/equite', search: { mois: month.slice(0, 7) } },
            }))}
          />
          <File id={chosen.id} />
        </>
      ) : null}
    </>
  );
}

function File({ id }: { id: string }) {
  const { w, f } = useSpeech();
  const words = w.operations.fairness;
  const { data: file, error, refetch } = useQuery(fileQuery(id));
  if (error) return <FailureNote error={error} again={() => void refetch()} />;
  if (!file) return <RowsWaiting />;
  return (
    <div className={styles.page}>
      <p className={styles.summary}>
        {words.summary(file.people, file.compared, file.under)}{' '}
        {file.provisional ? words.provisional : words.producedOn(f.date(file.producedAt))}
      </p>
      {DIMENSIONS.map((dimension) => (
        <Groups key={dimension} file={file} dimension={dimension} />
      ))}
    </div>
  );
}

/** The groups of one dimension, those of fewer than ten people left out and counted. */
function Groups({ file, dimension }: { file: FairnessFile; dimension: FairnessDimension }) {
  const { w, f } = useSpeech();
  const words = w.operations.fairness;
  const lines = file.lines.filter((line) => line.dimension === dimension);
  const all = [...new Set(lines.map(({ group }) => group))];
  const lineOf = (measure: FairnessMeasure, group: string) =>
    lines.find((line) => line.measure === measure && line.group === group);
  if (all.length === 0) return null;
  const groups = all.filter((group) => lineOf('SHOWN', group)?.rate !== null);
  const nameOf = (group: string): string => (words.groups[dimension] as Record<string, string>)[group] ?? group;
  return (
    <section className={styles.dimension}>
      <h2>{words.dimensions[dimension]}</h2>
      {groups.length === 0 ? null : (
        <ScrollingTable name={words.dimensions[dimension]}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.group}</th>
                <th scope="col" className={styles.figure}>
                  {words.people}
                </th>
                {MEASURES.map((measure) => (
                  <th key={measure} scope="col" className={styles.figure}>
                    {words.measures[measure]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group}>
                  <th scope="row">{nameOf(group)}</th>
                  <td className={styles.figure}>{f.number(lineOf('SHOWN', group)?.people ?? 0)}</td>
                  {MEASURES.map((measure) => (
                    <Cell key={measure} line={lineOf(measure, group)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollingTable>
      )}
      {all.length > groups.length ? <p className={styles.muted}>{words.few(all.length - groups.length)}</p> : null}
    </section>
  );
}

/** The rate of a group, then its impact ratio; below four fifths it is said in words. */
function Cell({ line }: { line: FairnessFile['lines'][number] | undefined }) {
  const { w, f } = useSpeech();
  const words = w.operations.fairness;
  if (!line || line.rate === null) return <td className={styles.figure}>{words.tooFew}</td>;
  return (
    <td className={styles.figure}>
      {f.percent(line.rate / 1000)}
      {line.ratio === null ? null : (
        <span className={line.under ? styles.under : styles.ratio}>
          {words.ratio(f.percent(line.ratio / 1000))}
          {line.under ? ` ${words.under}` : ''}
        </span>
      )}
    </td>
  );
}
