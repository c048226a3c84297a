import { CloseButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSpeech } from '../../app/words';
import { savedSearches, visitSearch } from '../alerts/saved-searches-api';
import styles from './mission-picker.module.css';
import type { SearchParams } from './search-params';

/** Tells once that the saved search was opened: what it finds now is no news any more. A colleague’s stays as it is. */
export function useVisit(id: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!id) return;
    visitSearch(id).then(
      () => client.invalidateQueries({ queryKey: ['saved-searches'] }),
      () => undefined,
    );
  }, [id, client]);
}

/** The search, no longer as the saved one. */
export const left = (params: SearchParams): SearchParams => ({ ...params, recherche: undefined, verdict: undefined });

/** The name of the saved search that is open, with the way out. */
export function OpenedSearch({ id, leave }: { id: string; leave: () => void }) {
  const { w, locale } = useSpeech();
  const list = useQuery(savedSearches(locale));
  const name = list.data?.items.find((search) => search.id === id)?.name;
  if (!name && !list.isPending) return null;
  return (
    <span className={styles.about}>
      <span className={styles.name} title={name}>
        {w.alerts.opened(name ?? '…')}
      </span>
      <CloseButton aria-label={w.alerts.close} onClick={leave} />
    </span>
  );
}
