import { Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type {
  CancellationDraft,
  HoldDraft,
  OfferRefusal,
  WithdrawalDraft,
  WithdrawalReason,
} from '#libs/contracts/application';
import { useSpeech } from '../../../app/words';
import { FormDialog } from '../../../ui/dialog';
import { useSending } from '../../../ui/sending';
import { postMove, useMoved } from '../applications-api';
import { noRefusalYet, RefusalFields, type RefusalWords } from '../refusal-fields';
import type { MoveDialogProps } from './move-dialog';

const WITHDRAWALS: readonly WithdrawalReason[] = [
  'RATE',
  'SCHEDULE',
  'DISTANCE',
  'CONTENT',
  'EMPLOYER',
  'ENGAGED',
  'OTHER',
];

/** Declining: the reason fills in a letter that the employer may rewrite. */
export function DeclineDialog({ application, close }: MoveDialogProps) {
  const { w } = useSpeech();
  const moved = useMoved();
  const form = useForm<RefusalWords>({ initialValues: noRefusalYet });
  const sending = useSending(form, async (values, key) => {
    await postMove(application.id, 'decline', values, key);
    await moved('decline');
    close();
  });
  return (
    <FormDialog title={w.applications.move.decline} action={w.applications.move.decline} {...{ sending, close }}>
      <RefusalFields form={form} />
      {application.sender.kind === 'ADVISER' ? (
        <Textarea
          label={w.applications.dialog.adviserMessage}
          description={w.applications.dialog.adviserMessageHint}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps('adviserMessage')}
        />
      ) : null}
    </FormDialog>
  );
}

/** Putting on hold, with a word if one wishes. */
export function HoldDialog({ application, close }: MoveDialogProps) {
  const { w } = useSpeech();
  const moved = useMoved();
  const form = useForm<HoldDraft>({ initialValues: { message: '' } });
  const sending = useSending(form, async (values, key) => {
    await postMove(application.id, 'hold', values, key);
    await moved('hold');
    close();
  });
  return (
    <FormDialog title={w.applications.move.hold} action={w.applications.move.hold} {...{ sending, close }}>
      <Textarea
        label={w.applications.dialog.message}
        autosize
        minRows={3}
        maxLength={2000}
        {...form.getInputProps('message')}
      />
    </FormDialog>
  );
}

/** The freelancer leaves: withdraws the application or declines the offer. */
export function LeavingDialog({ application, move, close }: MoveDialogProps & { move: 'withdraw' | 'decline-offer' }) {
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const moved = useMoved();
  const onBehalf = move === 'withdraw' && application.sender.kind === 'ADVISER';
  const form = useForm<(WithdrawalDraft | OfferRefusal) & { reason: WithdrawalReason | '' }>({
    initialValues: { reason: '' as WithdrawalReason, message: '', ...(onBehalf ? { freelancerAgreed: false } : {}) },
  });
  const sending = useSending(form, async (values, key) => {
    await postMove(application.id, move, values, key);
    await moved(move);
    close();
  });
  return (
    <FormDialog title={w.applications.move[move]} action={w.applications.move[move]} {...{ sending, close }}>
      {move === 'withdraw' ? <p>{words.withdraw}</p> : null}
      <NativeSelect
        label={words.reason}
        required
        withAsterisk={false}
        {...form.getInputProps('reason')}
        data={[
          { value: '', label: words.chooseReason, disabled: true },
          ...WITHDRAWALS.map((reason) => ({ value: reason, label: w.applications.withdrawal[reason] })),
        ]}
      />
      <Textarea
        label={words.messageToEmployer}
        autosize
        minRows={3}
        maxLength={1000}
        {...form.getInputProps('message')}
      />
      {onBehalf ? (
        <Checkbox label={words.freelancerAgreed} {...form.getInputProps('freelancerAgreed', { type: 'checkbox' })} />
      ) : null}
    </FormDialog>
  );
}

/** Taking back an offer or an engagement not yet begun: the other side reads why. */
export function TakingBackDialog({ application, move, close }: MoveDialogProps & { move: 'retract-offer' | 'cancel' }) {
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const moved = useMoved();
  const form = useForm<CancellationDraft>({ initialValues: { message: '' } });
  const sending = useSending(form, async (values, key) => {
    await postMove(application.id, move, values, key);
    await moved(move);
    close();
  });
  return (
    <FormDialog title={w.applications.move[move]} action={w.applications.move[move]} {...{ sending, close }}>
      <p>{move === 'cancel' ? words.cancel : words.retract}</p>
      <Textarea
        label={words.reason}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={1000}
        autosize
        minRows={3}
        {...form.getInputProps('message')}
      />
    </FormDialog>
  );
}
