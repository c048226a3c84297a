import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { BellPlus } from 'lucide-react';
import { useState } from 'react';
import type { SearchScope } from '#libs/contracts/saved-search';
import { useSpeech } from '../../app/words';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { saveSearch } from './saved-searches-api';
import { SearchFields, type SearchFieldValues } from './search-fields';

/** Keeps the search on screen: its name, how often news of it are written. `saved` is told the new search. */
export function SaveSearch(props: {
  scope: SearchScope;
  query: Record<string, string>;
  suggestion: string;
  className?: string;
  saved: (id: string) => void;
}) {
  const { w } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-md"
        className={props.className}
        leftSection={<BellPlus size={17} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {w.alerts.save}
      </Button>
      {open ? <SaveDialog {...props} close={() => setOpen(false)} /> : null}
    </>
  );
}

function SaveDialog(props: {
  scope: SearchScope;
  query: Record<string, string>;
  suggestion: string;
  saved: (id: string) => void;
  close: () => void;
}) {
  const { w } = useSpeech();
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm<SearchFieldValues>({
    initialValues: { name: props.suggestion.slice(0, 80), frequency: 'DAILY', shared: false },
  });
  const sending = useSending(form, async (values, key) => {
    const { id } = await saveSearch({ ...values, scope: props.scope, query: props.query }, key);
    await client.invalidateQueries({ queryKey: ['saved-searches'] });
    toast.say(w.alerts.saved);
    props.close();
    props.saved(id);
  });
  return (
    <FormDialog title={w.alerts.save} action={w.shell.verb.save} {...{ sending }} close={props.close}>
      <SearchFields form={form} />
    </FormDialog>
  );
}
