import { useDocumentVisibility } from '@mantine/hooks';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMatch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ListFreshness, LiveFacts } from '#libs/contracts/live';
import { followEvents } from '../lib/event-line';
import { useMe } from './session';

const liveQuery = queryOptions<LiveFacts>({ queryKey: ['live'], enabled: false, staleTime: Infinity });

/** The facts that the page follows, as last told; undefined before. */
export const useLive = (): LiveFacts | undefined => useQuery(liveQuery).data;

/**
 * Follows, as long as the window is seen, what happens to the person signed in and to the list on the page, and has
 * whatever is shown of it asked for again. To be used once, by the frame.
 */
export function useFollowing(): void {
  const client = useQueryClient();
  const me = useMe();
  const seen = useDocumentVisibility() !== 'hidden';
  const mission = useMatch({ from: '/signed-in/missions/$id/candidats', shouldThrow: false })?.params.id;
  const who = [me.id, me.current?.organisation.id, me.profileId].join(' ');
  useEffect(() => {
    if (!seen) return;
    return followEvents(mission === undefined ? [] : [mission], (facts) => {
      const before = client.getQueryData(liveQuery.queryKey);
      client.setQueryData(liveQuery.queryKey, facts);
      renew(client, ['match', 'recommended'], facts.recommended);
      for (const [id, list] of Object.entries(facts.candidates)) renew(client, ['match', 'candidates', id], list);
      if (before && before.unread !== facts.unread) void client.invalidateQueries({ queryKey: ['notifications'] });
      if (before && before.proposals !== facts.proposals) void client.invalidateQueries({ queryKey: ['neighbours'] });
    });
  }, [client, seen, mission, who]);
}

type Listed = { pages: { freshness: string; computedAt: string | null }[] };

/** Asks again for a list that was computed since it was read; while it is computed, only the word for it changes. */
function renew(client: QueryClient, queryKey: readonly string[], list: ListFreshness | null): void {
  if (list?.freshness !== 'CURRENT') return;
  const read = client.getQueriesData<Listed>({ queryKey }).flatMap(([, data]) => data?.pages[0] ?? []);
  const isOld = read.some((page) => page.computedAt !== list.computedAt || page.freshness !== list.freshness);
  if (isOld) void client.invalidateQueries({ queryKey });
}
