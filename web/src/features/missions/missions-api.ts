import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type {
  MissionDraft,
  MissionEdit,
  MissionMove,
  missionMovePath,
  MissionPage,
  MissionState,
  MissionView,
} from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { ask, commandKey } from '../../lib/http';
import { useToast } from '../../ui/toast';

const paths: typeof missionMovePath = {
  submit: 'submission',
  approve: 'approval',
  reject: 'rejection',
  'request-changes': 'change-request',
  pause: 'pause',
  resume: 'resumption',
  fill: 'filling',
  close: 'closure',
  reopen: 'reopening',
  suspend: 'suspension',
  extend: 'extension',
  duplicate: 'duplication',
  archive: 'archival',
};
export type PostedMove = keyof typeof missionMovePath;

/** The missions of my organisation. */
export const ownMissions = (state?: MissionState) =>
  infiniteQueryOptions({
    queryKey: ['missions', 'own', state ?? 'ALL'],
    queryFn: ({ pageParam, signal }) =>
      ask<MissionPage>('/me/missions', { query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const missionQuery = (id: string) =>
  queryOptions({
    queryKey: ['missions', 'one', id],
    queryFn: ({ signal }) => ask<MissionView>(`/missions/${id}`, { signal }),
  });

export const createMission = (draft: MissionDraft, key: string) =>
  ask<MissionView>('/missions', { method: 'POST', body: draft, key });

export const editMission = (id: string, version: number, edit: MissionEdit) =>
  ask<MissionView>(`/missions/${id}`, { method: 'PATCH', body: edit, version });

export const postMissionMove = (id: string, move: PostedMove, body: object = {}, key = commandKey()) =>
  ask<MissionView>(`/missions/${id}/${paths[move]}`, { method: 'POST', body, key });

/** Keeps the mission just answered, refreshes the lists it stands in. */
export function useMissionChanged() {
  const client = useQueryClient();
  return (mission: MissionView) => {
    client.setQueryData(missionQuery(mission.id).queryKey, mission);
    void client.invalidateQueries({ queryKey: ['missions', 'own'] });
    void client.invalidateQueries({ queryKey: ['applications', 'mission', mission.id] });
    void client.invalidateQueries({ queryKey: ['match'] });
  };
}

/** A move that needs no words; suspending and resuming undo each other. */
export function useMissionMove(id: string) {
  const changed = useMissionChanged();
  const toast = useToast();
  const navigate = useNavigate();
  const { w } = useSpeech();
  const done = (move: MissionMove) => w.missions.done[move];
  const back: Partial<Record<PostedMove, PostedMove>> = { pause: 'resume', resume: 'pause' };
  return useMutation({
    mutationFn: (move: PostedMove) => postMissionMove(id, move),
    onSuccess: async (mission, move) => {
      changed(mission);
      const undo = back[move];
      const said = move === 'submit' && mission.state === 'IN_REVIEW' ? w.missions.form.inReview : done(move);
      toast.say(said, undo && (() => void postMissionMove(id, undo).then(changed, toast.fail)));
      if (move === 'duplicate') await navigate({ to: '/missions/$id/modifier', params: { id: mission.id } });
    },
    onError: toast.fail,
  });
}
