import { useForm } from '@mantine/form';
import type { BatchDeclineView } from '#libs/contracts/application';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { useMoved } from './applications-api';
import { noRefusalYet, RefusalFields, type RefusalWords } from './refusal-fields';

/** Several applications declined with the same words; those that may not be are left alone by the server. */
export function BatchDecline(props: {
  missionId: string;
  applicationIds: readonly string[];
  close: (done: boolean) => void;
}) {
  const { w } = useSpeech();
  const moved = useMoved();
  const form = useForm<RefusalWords>({ initialValues: noRefusalYet });
  const sending = useSending(form, async (values, key) => {
    await ask<BatchDeclineView>(`/missions/${props.missionId}/applications/declines`, {
      method: 'POST',
      body: { ...values, applicationIds: props.applicationIds },
      key,
    });
    await moved('decline');
    props.close(true);
  });
  return (
    <FormDialog
      title={w.applications.received.decline(props.applicationIds.length)}
      action={w.applications.move.decline}
      sending={sending}
      close={() => props.close(false)}
    >
      <RefusalFields form={form} />
    </FormDialog>
  );
}
