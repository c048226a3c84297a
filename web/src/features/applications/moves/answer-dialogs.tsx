import { Button, Radio } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useSpeech } from '../../../app/words';
import { Dialog, FormDialog } from '../../../ui/dialog';
import { RefusalNote, useSending } from '../../../ui/sending';
import { postMove, useMoved } from '../applications-api';
import { OfferTermsSheet } from '../offer-terms';
import type { MoveDialogProps } from './move-dialog';
import styles from './moves.module.css';

/** A question the other side asked: yes or no. */
export function AgreementDialog(props: MoveDialogProps & { move: 'answer-pool' | 'answer-reopening' }) {
  const { application, move, close } = props;
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const moved = useMoved();
  const [agrees, setAgrees] = useState(true);
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async (_, key) => {
    await postMove(application.id, move, { agrees }, key);
    await moved(move);
    close();
  });
  return (
    <Dialog title={w.applications.move[move]} close={close}>
      <form className={styles.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <p>{move === 'answer-pool' ? words.answerPool : words.answerReopening}</p>
        <div className={styles.buttons}>
          <Button type="submit" variant="action" loading={sending.pending && agrees} onClick={() => setAgrees(true)}>
            {words.yes}
          </Button>
          <Button type="submit" variant="default" onClick={() => setAgrees(false)}>
            {words.no}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Something that only needs a yes, said with what it entails. */
export function ConfirmDialog(props: MoveDialogProps & { move: 'ask-pool' | 'reopen' | 'accept-offer' }) {
  const { application, move, close } = props;
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const moved = useMoved();
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async (_, key) => {
    await postMove(application.id, move, {}, key);
    await moved(move);
    close();
  });
  const said = { 'ask-pool': words.askPool, reopen: words.reopen, 'accept-offer': words.accept };
  return (
    <FormDialog title={w.applications.move[move]} action={w.applications.move[move]} {...{ sending, close }}>
      {move === 'accept-offer' && application.engagement ? (
        <OfferTermsSheet engagement={application.engagement} />
      ) : null}
      <p>{said[move]}</p>
    </FormDialog>
  );
}

/** The freelancer picks one of the slots. */
export function SlotDialog({ application, close }: MoveDialogProps) {
  const { w, f } = useSpeech();
  const moved = useMoved();
  const form = useForm({ initialValues: { slot: '0' } });
  const sending = useSending(form, async ({ slot }, key) => {
    await postMove(application.id, 'choose-slot', { slot: Number(slot) }, key);
    await moved('choose-slot');
    close();
  });
  return (
    <FormDialog
      title={w.applications.move['choose-slot']}
      action={w.applications.move['choose-slot']}
      {...{ sending, close }}
    >
      <Radio.Group label={w.applications.dialog.slots} {...form.getInputProps('slot')}>
        <div className={styles.slots}>
          {(application.interview?.slots ?? []).map((slot, at) => (
            <Radio key={slot.startsAt} value={String(at)} label={f.instant(slot.startsAt)} />
          ))}
        </div>
      </Radio.Group>
    </FormDialog>
  );
}
