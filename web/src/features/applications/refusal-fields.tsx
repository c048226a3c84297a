import { Checkbox, NativeSelect, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { RefusalReason } from '#libs/contracts/application';
import { useSpeech } from '../../app/words';

const REFUSALS: readonly RefusalReason[] = [
  'SKILLS',
  'LEVEL',
  'RATE',
  'AVAILABILITY',
  'LOCATION',
  'MISSION_FILLED',
  'MISSION_CANCELLED',
  'INCOMPLETE',
  'DUPLICATE',
  'UNREACHABLE',
  'OTHER',
];

/** `reason` is empty until one is chosen; the server refuses it so. */
export interface RefusalWords extends Record<string, unknown> {
  reason: RefusalReason | '';
  message: string;
  adviserMessage: string;
  reasonShared: boolean;
}

export const noRefusalYet: RefusalWords = { reason: '', message: '', adviserMessage: '', reasonShared: true };

/** The reason, and a letter that the reason fills in until the employer rewrites it. */
export function RefusalFields({ form }: { form: UseFormReturnType<RefusalWords> }) {
  const { w } = useSpeech();
  const words = w.applications.dialog;
  const letters = w.applications.refusalLetter;
  const choose = (reason: RefusalReason) => {
    const { message, reason: before } = form.getValues();
    const untouched = message === '' || (before !== '' && message === letters[before]);
    form.setValues({ reason, ...(untouched ? { message: letters[reason] } : {}) });
  };
  return (
    <>
      <NativeSelect
        label={words.reason}
        required
        withAsterisk={false}
        {...form.getInputProps('reason')}
        onChange={(event) => choose(event.currentTarget.value as RefusalReason)}
        data={[
          { value: '', label: words.chooseReason, disabled: true },
          ...REFUSALS.map((reason) => ({ value: reason, label: w.applications.refusal[reason] })),
        ]}
      />
      <Textarea label={words.message} autosize minRows={4} maxLength={2000} {...form.getInputProps('message')} />
      <Checkbox label={words.shareReason} {...form.getInputProps('reasonShared', { type: 'checkbox' })} />
    </>
  );
}
