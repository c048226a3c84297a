import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OrganisationDraft, OrganisationView } from '#libs/contracts/organisation';
import { actFor, meQuery } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { PageHead } from '../../ui/page-head';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import styles from './organisations.module.css';

/** Founding an organisation; its founder administers it and acts for it at once. */
export function NewOrganisation() {
  const { w } = useSpeech();
  const words = w.organisations;
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const form = useForm({ initialValues: { kind: 'EMPLOYER' as 'EMPLOYER' | 'AGENCY', name: '', siret: '' } });
  const sending = useSending(form, async ({ kind, name, siret }, key) => {
    const draft: OrganisationDraft = { kind, name, ...(siret ? { siret: siret.replace(/\s/g, '') } : {}) };
    const made = await ask<OrganisationView>('/organisations', { method: 'POST', body: draft, key });
    await actFor(made.id);
    client.clear();
    await client.fetchQuery(meQuery);
    toast.say(words.create.done);
    await navigate({ to: '/' });
  });
  return (
    <>
      <PageHead title={words.create.title} />
      <form className={`${styles.page} ${styles.form}`} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <NativeSelect
          label={words.create.kind}
          {...form.getInputProps('kind')}
          data={Object.entries(words.create.kinds).map(([value, label]) => ({ value, label }))}
        />
        <TextInput label={words.name} required withAsterisk={false} maxLength={160} {...form.getInputProps('name')} />
        <TextInput
          label={words.siret}
          description={w.accounts.signUp.siretHint}
          inputMode="numeric"
          maxLength={17}
          {...form.getInputProps('siret')}
        />
        <div>
          <Button type="submit" variant="action" loading={sending.pending}>
            {words.create.action}
          </Button>
        </div>
      </form>
    </>
  );
}
