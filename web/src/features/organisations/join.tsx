import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { actFor, meQuery } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useLinkToken } from '../../lib/link-token';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import styles from './organisations.module.css';

/** The page of an invitation link: joining is said yes to, never done by the link alone. */
export function Join() {
  const { w } = useSpeech();
  const words = w.organisations.join;
  const token = useLinkToken();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async (_, key) => {
    const joined = await ask<{ organisationId: string }>('/org-invitations/acceptance', {
      method: 'POST',
      body: { token },
      key,
    });
    await actFor(joined.organisationId);
    client.clear();
    await client.fetchQuery(meQuery);
    toast.say(words.done);
    await navigate({ to: '/' });
  });
  if (!token) return <EmptyState page title={words.title} hint={words.noToken} />;
  return (
    <>
      <PageHead title={words.title} about={words.hint} />
      <form className={`${styles.page} ${styles.form}`} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <div>
          <Button type="submit" variant="action" loading={sending.pending}>
            {words.action}
          </Button>
        </div>
      </form>
    </>
  );
}
