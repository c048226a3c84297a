import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { AlertFrequency } from '#libs/contracts/saved-search';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';

export interface SearchFieldValues extends Record<string, unknown> {
  name: string;
  frequency: AlertFrequency;
  shared: boolean;
}

/** Name, rhythm of the letters, sharing within the organisation acted for. */
export function SearchFields({ form }: { form: UseFormReturnType<SearchFieldValues> }) {
  const { w } = useSpeech();
  const words = w.alerts.fields;
  const me = useMe();
  return (
    <>
      <TextInput label={words.name} maxLength={80} required withAsterisk={false} {...form.getInputProps('name')} />
      <NativeSelect
        label={words.frequency}
        description={words.frequencyHint}
        data={Object.entries(w.alerts.frequency).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('frequency')}
      />
      {me.current ? (
        <Checkbox
          label={words.shared(me.current.organisation.name)}
          {...form.getInputProps('shared', { type: 'checkbox' })}
        />
      ) : null}
    </>
  );
}
