import { infiniteQueryOptions, useQueryClient } from '@tanstack/react-query';
import type { MandateDraft, MandateMove, mandateMovePath, MandatePage, MandateView } from '#libs/contracts/mandate';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useToast } from '../../ui/toast';

const paths: typeof mandateMovePath = {
  accept: 'acceptance',
  decline: 'refusal',
  end: 'ending',
  narrow: 'narrowing',
  reassign: 'reassignment',
};

/** `/me/mandates`: mine as a freelancer; `/agency/mandates`: those of the agency I act for. */
export const mandatesQuery = (path: '/me/mandates' | '/agency/mandates') =>
  infiniteQueryOptions({
    queryKey: ['mandates', path],
    queryFn: ({ pageParam, signal }) => ask<MandatePage>(path, { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const postMandateMove = (id: string, move: MandateMove, body: object, key: string) =>
  ask<MandateView>(`/mandates/${id}/${paths[move]}`, { method: 'POST', body, key });

export const proposeMandate = (draft: MandateDraft, key: string) =>
  ask<MandateView>('/mandates', { method: 'POST', body: draft, key });

/** Refreshes the lists and says what was done. */
export function useMandateMoved() {
  const client = useQueryClient();
  const toast = useToast();
  const { w } = useSpeech();
  return async (move: MandateMove) => {
    await client.invalidateQueries({ queryKey: ['mandates'] });
    toast.say(w.mandates.done[move]);
  };
}
