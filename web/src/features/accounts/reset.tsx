import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { useLinkToken } from '../../lib/link-token';
import { usePageTitle } from '../../ui/page-title';
import { RefusalNote, useSending } from '../../ui/sending';
import { Doorway } from './doorway';
import styles from './accounts.module.css';

/** Asking for a link, or choosing a new password with the link one received. */
export function Reset() {
  const token = useLinkToken();
  return token ? <Choosing token={token} /> : <Asking />;
}

function Asking() {
  const { w } = useSpeech();
  const words = w.accounts.reset;
  usePageTitle(words.title);
  const [sent, setSent] = useState(false);
  const form = useForm({ initialValues: { email: '' } });
  const sending = useSending(form, async (values, key) => {
    await ask('/password-resets', { method: 'POST', body: values, key });
    setSent(true);
  });
  return (
    <Doorway title={words.title}>
      {sent ? (
        <p role="status">{words.sent}</p>
      ) : (
        <form className={styles.fields} onSubmit={sending.submit}>
          <RefusalNote sending={sending} />
          <p>{words.hint}</p>
          <TextInput
            label={w.accounts.email}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <Button type="submit" variant="action" loading={sending.pending}>
            {words.action}
          </Button>
        </form>
      )}
      <p>
        <Link to="/connexion">{w.accounts.signIn.title}</Link>
      </p>
    </Doorway>
  );
}

function Choosing({ token }: { token: string }) {
  const { w } = useSpeech();
  const words = w.accounts.reset;
  usePageTitle(words.choose);
  const [done, setDone] = useState(false);
  const form = useForm({ initialValues: { password: '' } });
  const sending = useSending(form, async ({ password }, key) => {
    await ask('/password-resets/completion', { method: 'POST', body: { token, password }, key });
    setDone(true);
  });
  return (
    <Doorway title={words.choose}>
      {done ? (
        <p role="status">{words.done}</p>
      ) : (
        <form className={styles.fields} onSubmit={sending.submit}>
          <RefusalNote sending={sending} />
          <PasswordInput
            label={words.newPassword}
            description={w.accounts.signUp.passwordHint}
            autoComplete="new-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': w.accounts.showPassword }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" variant="action" loading={sending.pending}>
            {words.change}
          </Button>
        </form>
      )}
      <p>
        <Link to="/connexion">{w.accounts.signIn.title}</Link>
      </p>
    </Doorway>
  );
}
