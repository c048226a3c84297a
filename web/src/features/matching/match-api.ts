import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ListFreshness } from '#libs/contracts/live';
import type { CandidateOrder, CandidatePage, Match, RecommendedMissionPage } from '#libs/contracts/matching';
import type { Locale } from '#libs/ui/format';
import { ask, commandKey, Refusal } from '../../lib/http';
import { useToast } from '../../ui/toast';

/** While a list is being computed it is asked for again this often, in milliseconds, in case nobody tells. */
const FOLLOWING = 2_000;

interface Paged {
  nextCursor: string | null;
  freshness: 'CURRENT' | 'COMPUTING';
}

const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Paged) => last.nextCursor ?? undefined,
};

/** Asks again while the first page says that the list is on its way. */
const follow = (query: { state: { data?: { pages: Paged[] } } }) =>
  query.state.data?.pages[0]?.freshness === 'COMPUTING' ? FOLLOWING : (false as const);

/** The missions recommended to me; the reasons come in the language asked. */
export const recommendedMissions = (locale: Locale) =>
  infiniteQueryOptions({
    queryKey: ['match', 'recommended', locale],
    queryFn: ({ pageParam, signal }) =>
      ask<RecommendedMissionPage>('/me/recommended-missions', { query: { cursor: pageParam, limit: 10 }, signal }),
    ...paging,
    refetchInterval: follow,
  });

/** The candidates of a mission, ranked in the order asked. */
export const rankedCandidates = (missionId: string, locale: Locale, order: CandidateOrder) =>
  infiniteQueryOptions({
    queryKey: ['match', 'candidates', missionId, locale, order],
    queryFn: ({ pageParam, signal }) =>
      ask<CandidatePage>(`/missions/${missionId}/candidates`, {
        query: { order, cursor: pageParam, limit: 20 },
        signal,
      }),
    ...paging,
    refetchInterval: follow,
  });

/** One pair; null when there is nothing to compare or no right to see it. */
export const matchOf = (missionId: string, profileId: string | undefined, locale: Locale) =>
  queryOptions({
    queryKey: ['match', 'pair', missionId, profileId ?? 'me', locale],
    queryFn: ({ signal }) =>
      ask<Match>(`/missions/${missionId}/match`, { query: { profileId }, signal }).catch((error: unknown) => {
        if (error instanceof Refusal && [403, 404, 409].includes(error.status)) return null;
        throw error;
      }),
  });

const lists = {
  recommended: { path: '/me/recommended-missions', queryKey: ['match', 'recommended'] },
  candidates: (missionId: string) => ({
    path: `/missions/${missionId}/candidates`,
    queryKey: ['match', 'candidates', missionId],
  }),
};

/** Has a list computed now: that of a mission, or one’s own. `expect` is told that the answer may be shown at once. */
export function useRecompute(missionId: string | undefined, expect: () => void): { ask: () => void; asking: boolean } {
  const client = useQueryClient();
  const toast = useToast();
  const { path, queryKey } = missionId === undefined ? lists.recommended : lists.candidates(missionId);
  const asked = useMutation({
    mutationFn: () => ask<ListFreshness>(`${path}/recomputations`, { method: 'POST', key: commandKey() }),
    onSuccess: () => {
      expect();
      return client.invalidateQueries({ queryKey });
    },
    onError: toast.fail,
  });
  return { ask: () => asked.mutate(), asking: asked.isPending };
}
