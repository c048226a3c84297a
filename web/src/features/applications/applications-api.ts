import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  ApplicationGroup,
  ApplicationMove,
  applicationMovePath,
  ApplicationState,
  ApplicationView,
  CommentView,
  MissionApplicationPage,
  MyApplicationPage,
} from '#libs/contracts/application';
import { useSpeech } from '../../app/words';
import type { Words } from '../../i18n/words';
import { ask, commandKey } from '../../lib/http';
import { useToast } from '../../ui/toast';

/** Where each move is posted; the compiler holds it equal to the contract’s own table, without its zod. */
const paths: typeof applicationMovePath = {
  review: 'review',
  shortlist: 'shortlisting',
  interview: 'interview',
  'choose-slot': 'interview/choice',
  hold: 'hold',
  'ask-pool': 'pool-request',
  'answer-pool': 'pool-answer',
  pool: 'pool',
  offer: 'offer',
  'accept-offer': 'offer/acceptance',
  'decline-offer': 'offer/refusal',
  'retract-offer': 'offer/retraction',
  decline: 'decline',
  withdraw: 'withdrawal',
  reopen: 'reopening',
  'answer-reopening': 'reopening/answer',
  cancel: 'cancellation',
  archive: 'archive',
  unarchive: 'unarchive',
  comment: 'comments',
};

/** My applications of one group, the most pressing first. */
export const myApplications = (group: ApplicationGroup) =>
  infiniteQueryOptions({
    queryKey: ['applications', 'mine', group],
    queryFn: ({ pageParam, signal }) =>
      ask<MyApplicationPage>('/me/applications', { query: { group, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** The applications a mission received, of one state or of all. */
export const missionApplications = (missionId: string, state?: ApplicationState) =>
  infiniteQueryOptions({
    queryKey: ['applications', 'mission', missionId, state ?? 'ALL'],
    queryFn: ({ pageParam, signal }) =>
      ask<MissionApplicationPage>(`/missions/${missionId}/applications`, {
        query: { state, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['applications', 'one', id],
    queryFn: ({ signal }) => ask<ApplicationView>(`/applications/${id}`, { signal }),
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['applications', 'comments', id],
    queryFn: ({ signal }) => ask<{ items: CommentView[] }>(`/applications/${id}/comments`, { signal }),
  });

/** Posts a move. The key is the caller’s so that a second try is the same command. */
export const postMove = (id: string, move: ApplicationMove, body: object = {}, key = commandKey()) =>
  ask<unknown>(`/applications/${id}/${paths[move]}`, { method: 'POST', body, key });

/** Refreshes whatever a move may have changed, then says what was done. */
export function useMoved() {
  const client = useQueryClient();
  const toast = useToast();
  const { w } = useSpeech();
  return async (move: keyof Words['applications']['done'], undo?: () => void) => {
    toast.say(w.applications.done[move], undo);
    await client.invalidateQueries({ queryKey: ['applications'] });
    void client.invalidateQueries({ queryKey: ['missions'] });
    void client.invalidateQueries({ queryKey: ['me'] });
  };
}

/** A move that needs no words: done at once, undone from the toast when the lifecycle has a way back. */
export function useSimpleMove(id: string) {
  const moved = useMoved();
  const toast = useToast();
  return useMutation({
    mutationFn: (move: ApplicationMove) => postMove(id, move),
    onSuccess: (_, move) => {
      const back = wayBack[move];
      return moved(move, back ? () => void postMove(id, back).then(() => moved(back), toast.fail) : undefined);
    },
    onError: toast.fail,
  });
}

const wayBack: Partial<Record<ApplicationMove, ApplicationMove>> = { archive: 'unarchive', unarchive: 'archive' };
