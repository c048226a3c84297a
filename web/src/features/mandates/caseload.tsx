import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MandateScope, MandateView } from '#libs/contracts/mandate';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { FormDialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { MandateRow } from './mandate-row';
import { mandatesQuery, proposeMandate } from './mandates-api';
import styles from './mandates.module.css';

/** The people my agency accompanies, and those it asked. */
export function Caseload() {
  const { w } = useSpeech();
  const words = w.mandates.caseload;
  const list = useInfiniteQuery(mandatesQuery('/agency/mandates'));
  const [proposing, setProposing] = useState(false);
  return (
    <>
      <PageHead title={words.title}>
        <ButtonLink variant="default" to="/portefeuille/et-si">
          {w.whatIf.caseload.link}
        </ButtonLink>
        <Button variant="action" onClick={() => setProposing(true)}>
          {words.propose}
        </Button>
      </PageHead>
      <PagedRows<MandateView>
        label={words.title}
        list={list}
        toKey={(mandate) => mandate.id}
        row={(mandate) => <MandateRow mandate={mandate} viewer="agency" />}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
      {proposing ? <ProposeDialog close={() => setProposing(false)} /> : null}
    </>
  );
}

function ProposeDialog({ close }: { close: () => void }) {
  const { w } = useSpeech();
  const words = w.mandates.caseload;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { email: '', scopes: ['VIEW_FULL', 'PROPOSE'] as string[], message: '' } });
  const sending = useSending(form, async ({ email, scopes, message }, key) => {
    await proposeMandate({ email, scopes: scopes as MandateScope[], message }, key);
    await client.invalidateQueries({ queryKey: ['mandates'] });
    toast.say(words.proposed);
    close();
  });
  return (
    <FormDialog title={words.propose} action={words.propose} {...{ sending, close }}>
      <TextInput type="email" label={words.email} required withAsterisk={false} {...form.getInputProps('email')} />
      <Checkbox.Group label={w.mandates.scopes} {...form.getInputProps('scopes')}>
        <div className={styles.scopeChoices}>
          {Object.entries(w.mandates.scopeOther).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea label={words.message} autosize minRows={3} maxLength={1000} {...form.getInputProps('message')} />
    </FormDialog>
  );
}
