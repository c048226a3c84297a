import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ProfileEdit, ProfileMove, profileMovePath, ProfileReading, ProfileView } from '#libs/contracts/profile';
import { useSpeech } from '../../app/words';
import { ask, commandKey, Refusal } from '../../lib/http';
import { useToast } from '../../ui/toast';

const paths: typeof profileMovePath = {
  publish: 'publication',
  pause: 'pause',
  resume: 'resumption',
  archive: 'archive',
  restore: 'restoration',
  'confirm-availability': 'availability/confirmation',
};

/** My own profile, begun when I have none yet: whoever opens this page wants one. */
export const myProfileQuery = queryOptions({
  queryKey: ['profile', 'mine'],
  queryFn: ({ signal }) =>
    ask<ProfileView>('/me/profile', { signal }).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'profile/none') throw error;
      return ask<ProfileView>('/me/profile', { method: 'POST', body: {}, key: commandKey() });
    }),
});

/** Somebody’s: the card always, the whole for those who may. */
export const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ['profile', 'one', id],
    queryFn: ({ signal }) => ask<ProfileReading>(`/profiles/${id}`, { signal }),
  });

export interface Autosave {
  save: (edit: ProfileEdit) => void;
  /** `idle` until something has been saved. */
  status: 'idle' | 'saving' | 'saved' | 'refused';
  savedAt: string | null;
  refusal: Refusal | null;
  /** The message of a field, by its path in the edit. */
  errors: Record<string, string>;
}

/** The profile as it will read once the edit is saved; what only the server can tell (labels, towns) waits for it. */
function foreseen(profile: ProfileView, edit: ProfileEdit): ProfileView {
  const { skills, occupationIds: _, place: __, ...plain } = edit;
  const held = (skillId: number | undefined) => profile.skills.find((skill) => skill.skillId === skillId);
  return {
    ...profile,
    ...plain,
    skills: skills
      ? skills.flatMap(({ skillId, level, years, lastUsedYear }) => {
          const skill = held(skillId);
          return skill ? [{ ...skill, level, years, lastUsedYear }] : [];
        })
      : profile.skills,
  };
}

/**
 * Saves my profile part by part, one request at a time: edits made meanwhile wait and leave together. What was typed
 * shows at once and stays when it is refused. A stale version is read again and the edit tried once more on top of it.
 */
export function useAutosave(): Autosave {
  const client = useQueryClient();
  const [state, setState] = useState<Omit<Autosave, 'save'>>({
    status: 'idle',
    savedAt: null,
    refusal: null,
    errors: {},
  });
  const waiting = useRef<ProfileEdit | null>(null);
  const refused = useRef<ProfileEdit>({});
  const busy = useRef(false);

  const save = useCallback(
    (edit: ProfileEdit) => {
      const { queryKey } = myProfileQuery;
      const send = (one: ProfileEdit) =>
        ask<ProfileView>('/me/profile', {
          method: 'PATCH',
          body: one,
          version: client.getQueryData(queryKey)?.version,
        });
      const flush = async () => {
        if (busy.current) return;
        busy.current = true;
        while (waiting.current) {
          const one: ProfileEdit = waiting.current;
          waiting.current = null;
          setState((before) => ({ ...before, status: 'saving', refusal: null }));
          try {
            const saved = await send(one).catch(async (error: unknown) => {
              if (!(error instanceof Refusal) || error.status !== 412) throw error;
              await client.fetchQuery({ ...myProfileQuery, staleTime: 0 });
              return send(one);
            });
            for (const field of Object.keys(one)) delete refused.current[field as keyof ProfileEdit];
            const meanwhile = waiting.current as ProfileEdit | null;
            client.setQueryData(queryKey, foreseen(saved, { ...refused.current, ...meanwhile }));
            void client.invalidateQueries({ queryKey: ['match'] });
            setState({ status: 'saved', savedAt: new Date().toISOString(), refusal: null, errors: {} });
          } catch (error) {
            refused.current = { ...refused.current, ...one };
            const refusal = error instanceof Refusal ? error : new Refusal(0, 'service/failure', String(error));
            const errors = Object.fromEntries(refusal.fields.map(({ path, message }) => [path, message]));
            setState((before) => ({ ...before, status: 'refused', refusal, errors }));
          }
        }
        busy.current = false;
      };
      waiting.current = { ...waiting.current, ...edit };
      client.setQueryData(queryKey, (profile) => profile && foreseen(profile, edit));
      void flush();
    },
    [client],
  );
  return { ...state, save };
}

/** Publishing, pausing, confirming availability. */
export function useProfileMove() {
  const client = useQueryClient();
  const toast = useToast();
  const { w } = useSpeech();
  const back: Partial<Record<ProfileMove, ProfileMove>> = {
    pause: 'resume',
    resume: 'pause',
    archive: 'restore',
  };
  const post = (move: ProfileMove) =>
    ask<ProfileView>(`/me/profile/${paths[move]}`, { method: 'POST', body: {}, key: commandKey() });
  const settle = (saved: ProfileView) => {
    client.setQueryData(myProfileQuery.queryKey, saved);
    void client.invalidateQueries({ queryKey: ['match'] });
    void client.invalidateQueries({ queryKey: ['me'] });
  };
  return useMutation({
    mutationFn: post,
    onSuccess: (saved, move) => {
      settle(saved);
      const undo = back[move];
      toast.say(w.profile.done[move], undo && (() => void post(undo).then(settle, toast.fail)));
    },
    onError: toast.fail,
  });
}
