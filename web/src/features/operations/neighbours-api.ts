import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type {
  LearningMove,
  LearningPage,
  LearningView,
  NeighbourChangeKind,
  NeighbourChangePage,
} from '#libs/contracts/neighbours';
import { ask } from '../../lib/http';

/** How often a computation that is under way is asked whether it ended, in milliseconds. */
const POLL_MS = 1_000;
const LEARNINGS = '/operations/neighbour-learnings';

export const isComputing = (versions: readonly LearningView[] | undefined): boolean =>
  versions?.some(({ state }) => state === 'COMPUTING') === true;

export const learningsQuery = infiniteQueryOptions({
  queryKey: ['neighbours'],
  queryFn: ({ pageParam, signal }) => ask<LearningPage>(LEARNINGS, { query: { cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  refetchInterval: ({ state }) => (isComputing(state.data?.pages[0]?.items) ? POLL_MS : false),
});

export const changesQuery = (id: string | undefined, filter: { kind?: NeighbourChangeKind; q: string }) =>
  infiniteQueryOptions({
    queryKey: ['neighbour-changes', id, filter],
    queryFn: ({ pageParam, signal }) =>
      ask<NeighbourChangePage>(`${LEARNINGS}/${id}/changes`, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: id !== undefined,
  });

/** Has a version computed, or joins the one being computed. */
export const startLearning = (key: string) => ask<LearningView>(LEARNINGS, { method: 'POST', key });

const PATHS: Record<LearningMove, string> = { activate: 'activation', discard: 'discard', retire: 'retirement' };

/** Decides on a version. */
export const postLearningMove = (id: string, move: LearningMove, key: string) =>
  ask<LearningView>(`${LEARNINGS}/${id}/${PATHS[move]}`, { method: 'POST', key });
