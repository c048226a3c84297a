import { NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { MissionClosing, MissionMove, MissionView } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { postMissionMove, useMissionChanged } from './missions-api';

export type WordedMove = Extract<MissionMove, 'fill' | 'close' | 'delete' | 'reject' | 'request-changes' | 'suspend'>;

interface DialogProps {
  mission: MissionView;
  close: () => void;
}

/** The moves of a mission that cannot be undone or that someone will read about. */
export function MissionMoveDialog({ move, ...props }: DialogProps & { move: WordedMove }) {
  switch (move) {
    case 'close':
      return <ClosingDialog {...props} />;
    case 'fill':
    case 'delete':
      return <SureDialog move={move} {...props} />;
    default:
      return <VerdictDialog move={move} {...props} />;
  }
}

function ClosingDialog({ mission, close }: DialogProps) {
  const { w } = useSpeech();
  const words = w.missions.closing;
  const changed = useMissionChanged();
  const toast = useToast();
  const form = useForm<MissionClosing>({ initialValues: { reason: 'FOUND_HERE', channel: 'ARONDE', comment: '' } });
  const sending = useSending(form, async (values, key) => {
    changed(await postMissionMove(mission.id, 'close', values, key));
    toast.say(w.missions.done.close);
    close();
  });
  const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <FormDialog title={w.missions.move.close} action={w.missions.move.close} {...{ sending, close }}>
      <p>{words.hint}</p>
      <NativeSelect label={words.reason} data={options(words.reasons)} {...form.getInputProps('reason')} />
      <NativeSelect label={words.channel} data={options(words.channels)} {...form.getInputProps('channel')} />
      <Textarea label={words.comment} autosize minRows={2} maxLength={1000} {...form.getInputProps('comment')} />
    </FormDialog>
  );
}

function SureDialog({ mission, move, close }: DialogProps & { move: 'fill' | 'delete' }) {
  const { w } = useSpeech();
  const changed = useMissionChanged();
  const toast = useToast();
  const navigate = useNavigate();
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async (_, key) => {
    if (move === 'fill') changed(await postMissionMove(mission.id, 'fill', {}, key));
    else await ask(`/missions/${mission.id}`, { method: 'DELETE', version: mission.version });
    toast.say(w.missions.done[move]);
    close();
    if (move === 'delete') await navigate({ to: '/' });
  });
  return (
    <FormDialog title={w.missions.move[move]} action={w.missions.move[move]} {...{ sending, close }}>
      <p>{move === 'fill' ? w.missions.closing.fillHint : w.missions.closing.deleteHint}</p>
    </FormDialog>
  );
}

function VerdictDialog({ mission, move, close }: DialogProps & { move: 'reject' | 'request-changes' | 'suspend' }) {
  const { w } = useSpeech();
  const changed = useMissionChanged();
  const toast = useToast();
  const form = useForm({ initialValues: { reason: '' } });
  const sending = useSending(form, async (values, key) => {
    changed(await postMissionMove(mission.id, move, values, key));
    toast.say(w.missions.done[move]);
    close();
  });
  return (
    <FormDialog title={w.missions.move[move]} action={w.missions.move[move]} {...{ sending, close }}>
      <Textarea
        label={w.missions.closing.verdict}
        required
        withAsterisk={false}
        minLength={5}
        maxLength={1000}
        autosize
        minRows={3}
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
