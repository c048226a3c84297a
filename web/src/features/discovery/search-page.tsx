import { Button, Drawer, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { FacetValue, Relief } from '#libs/contracts/discovery';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useNarrow } from '../../ui/use-narrow';
import { SaveSearch } from '../alerts/save-search';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Chips, useChips } from './chips';
import { Filters, type Facets, type FiltersProps } from './filters';
import { cleared, filterCount, sortOf, toKeep, toQuery, type SearchParams } from './search-params';
import { Reading, Related, Reliefs } from './search-help';
import { useListKeys } from './use-list-keys';
import styles from './search-page.module.css';

/** Below this width there is no room beside the list. */
const NO_PANE = '(width <= 1180px)';
const SORTS = ['MATCH', 'RELEVANCE', 'RECENT', 'DISTANCE', 'RATE'] as const;

export interface SearchAnswer<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
  facets: Facets;
  corrected: { from: string; to: string }[];
  widened: boolean;
  widenedKm: number | null;
  reliefs: Relief[];
  related: FacetValue[];
  sampled: boolean;
  degraded: boolean;
  /** People decided upon, for the mission or in the saved search. */
  kept?: number;
  rejected?: number;
  /** The first places of people differ from those by score alone. */
  reordered?: boolean;
}

export interface SearchPageProps<T> extends Pick<FiltersProps, 'of' | 'withCaseload' | 'params' | 'change' | 'above'> {
  path: '/search/profiles' | '/search/missions';
  toKey: (item: T) => string;
  row: (item: T) => ReactNode;
  count: (total: number) => string;
  /** What the page is about, under its name. */
  about?: ReactNode;
  /** What is said of the whole result, after the filters in force. */
  under?: (answer: SearchAnswer<T> | undefined) => ReactNode;
  /** By what the result is ordered, right above it. */
  order?: (answer: SearchAnswer<T> | undefined) => ReactNode;
  /** Answers the key x for the result shown. */
  dismiss?: (item: T) => void;
  /** What can be done with the whole result. */
  actions?: ReactNode;
  /** What stands on the right of the list on a desk: the result chosen, or the first. Opens over the list elsewhere. */
  pane?: (shown: T | undefined) => ReactNode;
}

/** A search in all its states, the same for missions and for people; all of it is in the URL. */
export function SearchPage<T>(props: SearchPageProps<T>) {
  const { w } = useSpeech();
  const { params, change } = props;
  const words = props.of === 'profiles' ? w.discovery.people : w.discovery.missions;
  const [drawer, setDrawer] = useState(false);
  const narrow = useNarrow(NO_PANE);
  const query = toQuery(params, props.of);
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
  const chosen = items.find((item) => props.toKey(item) === params.fiche);
  const shown = chosen ?? items[0];
  const chips = useChips(params, first?.facets);
  const clear = () => change(cleared(params));
  const narrowed = chips.length > 0 || Boolean(params.q);
  const filters = (
    <Filters
      {...{ params, change }}
      of={props.of}
      withCaseload={props.withCaseload}
      above={props.above}
      facets={first?.facets}
    />
  );
  const keys = items.map((item) => props.toKey(item));
  useListKeys(keys, {
    shown: shown && props.toKey(shown),
    show: (fiche) => change({ ...params, fiche }),
    dismiss: shown && props.dismiss ? () => props.dismiss?.(shown) : undefined,
    on: Boolean(props.pane) && !narrow,
  });

  return (
    <div className={props.pane && (shown || !first) ? `${styles.page} ${styles.withPane}` : styles.page}>
      <aside className={styles.side} aria-label={w.discovery.filter.title}>
        {filters}
      </aside>
      <section className={styles.list}>
        <PageHead title={words.title} count={first ? props.count(first.total) : undefined} about={props.about} />
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
              value={sortOf(params)}
              onChange={(event) => change({ ...params, sort: event.currentTarget.value })}
              data={sortsFor(params).map((sort) => ({
                value: sort,
                label: w.discovery.sort[sort],
              }))}
            />
            {props.actions}
          </div>
          <div className={styles.narrowing}>
            <Chips chips={chips} change={change} clear={clear} />
            {props.under?.(first)}
            <SaveSearch
              scope={props.of === 'profiles' ? 'PROFILES' : 'MISSIONS'}
              query={toKeep(params)}
              suggestion={[params.q, ...chips.map(({ label }) => label)].filter(Boolean).join(' · ')}
              className={styles.save}
              saved={(recherche) => change({ ...params, recherche })}
            />
          </div>
          <Reading answer={first} params={params} />
          {first && first.related.length > 0 ? <Related {...{ params, change }} related={first.related} /> : null}
        </div>
        {props.order?.(first)}
        <PagedRows<T>
          label={words.title}
          list={list}
          toKey={props.toKey}
          row={props.row}
          chosen={props.pane && shown && !narrow ? props.toKey(shown) : undefined}
          empty={
            narrowed ? (
              <EmptyState
                title={words.empty}
                hint={first && first.reliefs.length > 0 ? w.discovery.narrowest : w.discovery.nothingHelps}
              >
                <Reliefs {...{ chips, params, change }} reliefs={first?.reliefs ?? []} />
              </EmptyState>
            ) : (
              <EmptyState title={words.never} hint={words.neverHint} />
            )
          }
        />
      </section>
      {props.pane && !narrow && (shown || !first) ? (
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
        classNames={{ content: styles.drawer, body: styles.drawerBody }}
      >
        <div className={styles.scroll}>{filters}</div>
        <div className={styles.show}>
          <Button variant="action" fullWidth onClick={() => setDrawer(false)}>
            {w.discovery.filter.show(first?.total ?? 0)}
          </Button>
        </div>
      </Drawer>
      {props.pane ? (
        <Drawer
          opened={narrow && chosen !== undefined}
          onClose={() => change({ ...params, fiche: undefined })}
          position="bottom"
          size="90%"
          title={w.discovery.people.sheet}
          closeButtonProps={{ 'aria-label': w.shell.verb.close }}
          classNames={{ body: styles.sheetBody }}
          // A dialog may open over it: only one head of the two is that of the page.
          attributes={{ header: { role: 'presentation' } }}
        >
          {chosen ? props.pane(chosen) : null}
        </Drawer>
      ) : null}
    </div>
  );
}

/** The orders that mean something for this search. */
const sortsFor = (params: SearchParams) =>
  SORTS.filter((sort) => (sort === 'DISTANCE' ? params.place : sort === 'MATCH' ? params.mission : true));

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
