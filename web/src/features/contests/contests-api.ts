import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { ContestAnswer, ContestDraft, ContestMove, ContestPage, ContestView } from '#libs/contracts/contest';
import type { Locale } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useToast } from '../../ui/toast';

/** `to-answer`: what waits for me; `followed`: what was said of my scores, or by my organisation, and its answers. */
export type ContestList = 'to-answer' | 'followed';

export const contestsQuery = (which: ContestList, locale: Locale) =>
  infiniteQueryOptions({
    queryKey: ['contests', which, locale],
    queryFn: ({ pageParam, signal }) =>
      ask<ContestPage>(which === 'to-answer' ? '/contests/to-answer' : '/contests', {
        query: { cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** What was reported of one pair, as far as I follow it. */
export const contestsOfPair = (missionId: string, profileId: string, locale: Locale) =>
  queryOptions({
    queryKey: ['contests', 'pair', missionId, profileId, locale],
    queryFn: ({ signal }) => ask<ContestPage>('/contests', { query: { missionId, profileId }, signal }),
  });

export const reportError = (missionId: string, draft: ContestDraft, key: string) =>
  ask<ContestView>(`/missions/${missionId}/contests`, { method: 'POST', body: draft, key });

const paths: Record<ContestMove, string> = { answer: 'answer', withdraw: 'withdrawal', revoke: 'revocation' };

export const postContestMove = (
  id: string,
  move: ContestMove,
  body: ContestAnswer | { reason?: string },
  key: string,
) => ask<ContestView>(`/contests/${id}/${paths[move]}`, { method: 'POST', body, key });

/** Refreshes what was reported and the scores it may have changed, and says what was done. */
export function useContestDone() {
  const client = useQueryClient();
  const toast = useToast();
  const { w } = useSpeech();
  return async (done: ContestMove | 'report') => {
    await client.invalidateQueries({ queryKey: ['contests'] });
    void client.invalidateQueries({ queryKey: ['match'] });
    toast.say(done === 'report' ? w.contests.report.done : w.contests.done[done]);
  };
}
