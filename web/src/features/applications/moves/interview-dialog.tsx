import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { X } from 'lucide-react';
import type { InterviewDraft } from '#libs/contracts/application';
import { useSpeech } from '../../../app/words';
import { FormDialog } from '../../../ui/dialog';
import { useSending } from '../../../ui/sending';
import { postMove, useMoved } from '../applications-api';
import type { MoveDialogProps } from './move-dialog';
import styles from './moves.module.css';

const MOST_SLOTS = 5;

/** The employer suggests when and how to meet; times are typed in the person’s own time zone. */
export function InterviewDialog({ application, close }: MoveDialogProps) {
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const moved = useMoved();
  const form = useForm({
    initialValues: { mode: 'VIDEO' as InterviewDraft['mode'], location: '', message: '', minutes: 45, slots: ['', ''] },
  });
  const sending = useSending(form, async ({ slots, minutes, ...rest }, key) => {
    const dated = slots
      .filter((slot) => slot !== '')
      .map((slot) => ({ startsAt: new Date(slot).toISOString(), minutes: Number(minutes) }));
    await postMove(application.id, 'interview', { ...rest, slots: dated } satisfies InterviewDraft, key);
    await moved('interview');
    close();
  });
  const { slots } = form.getValues();
  return (
    <FormDialog title={w.applications.move.interview} action={w.applications.move.interview} {...{ sending, close }}>
      <div className={styles.pair}>
        <NativeSelect
          label={words.mode}
          {...form.getInputProps('mode')}
          data={Object.entries(words.modes).map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          type="number"
          min={15}
          max={480}
          step={15}
          label={words.minutes}
          {...form.getInputProps('minutes')}
        />
      </div>
      <TextInput label={words.location} maxLength={300} {...form.getInputProps('location')} />
      <p>{words.slotsHint}</p>
      {slots.map((_, at) => (
        <div className={styles.slot} key={at}>
          <TextInput
            type="datetime-local"
            label={words.slot(at + 1)}
            required={at === 0}
            withAsterisk={false}
            {...form.getInputProps(`slots.${at}`)}
          />
          {slots.length > 1 ? (
            <Button
              variant="subtle"
              aria-label={w.shell.verb.remove(words.slot(at + 1))}
              onClick={() => form.removeListItem('slots', at)}
            >
              <X size={18} aria-hidden />
            </Button>
          ) : null}
        </div>
      ))}
      {slots.length < MOST_SLOTS ? (
        <Button variant="subtle" onClick={() => form.insertListItem('slots', '')}>
          {words.addSlot}
        </Button>
      ) : null}
      <Textarea label={words.message} autosize minRows={2} maxLength={2000} {...form.getInputProps('message')} />
    </FormDialog>
  );
}
