import { Button, Drawer, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useNarrow } from '../../ui/use-narrow';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Chips, useChips } from './chips';
import { Filters, type Facets, type FiltersProps } from './filters';
import { filterCount, toQuery } from './search-params';
import styles from './search-page.module.css';

/** Below this width there is no room beside the list. */
const NO_PANE = '(width <= 1180px)';
const SORTS = ['RELEVANCE', 'RECENT', 'DISTANCE', 'RATE'] as const;

interface SearchAnswer<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
  facets: Facets;
  corrected: { from: string; to: string }[];
  widened: boolean;
  degraded: boolean;
}

export interface SearchPageProps<T> extends Pick<FiltersProps, 'of' | 'withCaseload' | 'params' | 'change'> {
  path: '/search/profiles' | '/search/missions';
  toKey: (item: T) => string;
  row: (item: T) => ReactNode;
  count: (total: number) => string;
  /** What stands on the right of the list on a desk: the result chosen, or the first. */
  pane?: (shown: T | undefined) => ReactNode;
}

/** A search in all its states, the same for missions and for people; all of it is in the URL. */
export function SearchPage<T>(props: SearchPageProps<T>) {
  const { w } = useSpeech();
  const { params, change } = props;
  const words = props.of === 'profiles' ? w.discovery.people : w.discovery.missions;
  const [drawer, setDrawer] = useState(false);
  const narrow = useNarrow(NO_PANE);
  const query = toQuery(params);
  const list = useInfiniteQuery({
    queryKey: ['search', props.path, query],
    queryFn: ({ pageParam, signal }) =>
      ask<SearchAnswer<T>>(props.path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  const items = list.data?.pages.flatMap((one) => one.items) ?? [];
  const shown = items.find((item) => props.toKey(item) === params.fiche) ?? items[0];
  const chips = useChips(params, first?.facets);
  const clear = () => change({ q: params.q, sort: params.sort });
  const narrowed = chips.length > 0 || Boolean(params.q);
  const filters = (
    <Filters {...{ params, change }} of={props.of} withCaseload={props.withCaseload} facets={first?.facets} />
  );

  return (
    <div className={props.pane ? `${styles.page} ${styles.withPane}` : styles.page}>
      <aside className={styles.side} aria-label={w.discovery.filter.title}>
        {filters}
      </aside>
      <section className={styles.list}>
        <PageHead title={words.title} count={first ? props.count(first.total) : undefined} />
        <div className={styles.tools}>
          <div className={styles.line}>
            <WordsField
              key={params.q ?? ''}
              placeholder={words.words}
              value={params.q}
              set={(q) => change({ ...params, q })}
            />
            <Button
              className={styles.filterButton}
              variant="default"
              leftSection={<SlidersHorizontal size={17} aria-hidden />}
              onClick={() => setDrawer(true)}
            >
              {w.discovery.filter.open(filterCount(params))}
            </Button>
            <NativeSelect
              className={styles.sort}
              aria-label={w.discovery.sort.label}
              value={params.sort ?? 'RELEVANCE'}
              onChange={(event) => change({ ...params, sort: event.currentTarget.value })}
              data={SORTS.filter((sort) => sort !== 'DISTANCE' || params.place).map((sort) => ({
                value: sort,
                label: w.discovery.sort[sort],
              }))}
            />
          </div>
          <Chips chips={chips} change={change} clear={clear} />
          <Reading answer={first} />
        </div>
        <PagedRows<T>
          label={words.title}
          list={list}
          toKey={props.toKey}
          row={props.row}
          chosen={props.pane && shown && !narrow ? props.toKey(shown) : undefined}
          empty={
            narrowed ? (
              <EmptyState title={words.empty} hint={chips.length > 0 ? w.discovery.narrowest : undefined}>
                <div className={styles.removals}>
                  {chips.map((chip) => (
                    <Button key={chip.key} variant="default" onClick={() => change(chip.without)}>
                      {w.discovery.without(chip.label)}
                    </Button>
                  ))}
                  {chips.length === 0 ? (
                    <Button variant="default" onClick={() => change({})}>
                      {w.shell.verb.clear}
                    </Button>
                  ) : null}
                </div>
              </EmptyState>
            ) : (
              <EmptyState title={words.never} hint={words.neverHint} />
            )
          }
        />
      </section>
      {props.pane && !narrow ? (
        <aside className={styles.pane} aria-label={w.discovery.people.sheet} tabIndex={0}>
          {props.pane(shown)}
        </aside>
      ) : null}
      <Drawer
        opened={drawer}
        onClose={() => setDrawer(false)}
        position="bottom"
        size="90%"
        title={w.discovery.filter.title}
        closeButtonProps={{ 'aria-label': w.shell.verb.close }}
      >
        {filters}
        <div className={styles.show}>
          <Button variant="action" fullWidth onClick={() => setDrawer(false)}>
            {w.discovery.filter.show(first?.total ?? 0)}
          </Button>
        </div>
      </Drawer>
    </div>
  );
}

/** The words of the search, sent when one stops typing or confirms. */
function WordsField(props: { placeholder: string; value?: string; set: (q: string | undefined) => void }) {
  const { w } = useSpeech();
  return (
    <form
      role="search"
      className={styles.words}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('q');
        props.set((typeof typed === 'string' && typed.trim()) || undefined);
      }}
    >
      <TextInput
        name="q"
        type="search"
        aria-label={w.discovery.search}
        placeholder={props.placeholder}
        defaultValue={props.value}
        leftSection={<Search size={18} aria-hidden />}
        enterKeyHint="search"
      />
    </form>
  );
}

/** How the words were read, when not as typed. */
function Reading({ answer }: { answer?: Pick<SearchAnswer<unknown>, 'corrected' | 'widened' | 'degraded'> }) {
  const { w } = useSpeech();
  const notes = [
    ...(answer?.corrected ?? []).map(({ from, to }) => w.discovery.corrected(from, to)),
    ...(answer?.widened ? [w.discovery.widened] : []),
    ...(answer?.degraded ? [w.discovery.degraded] : []),
  ];
  return (
    <div role="status" className={styles.reading}>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
