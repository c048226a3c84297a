import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { meQuery } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask, Refusal } from '../../lib/http';
import { usePageTitle } from '../../ui/page-title';
import { RefusalNote, useSending } from '../../ui/sending';
import { Doorway } from './doorway';
import styles from './accounts.module.css';

/** The codes by which the server asks for the second factor. */
const SECOND_FACTOR = /second-factor|totp/;

/** Signing in; the second factor is asked only when the server wants it. */
export function SignIn() {
  const { w, speakAsUsual } = useSpeech();
  const words = w.accounts.signIn;
  usePageTitle(words.title);
  const { retour } = useSearch({ from: '/connexion' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [codeAsked, setCodeAsked] = useState(false);
  const form = useForm({ initialValues: { email: '', password: '', totp: '' } });
  const sending = useSending(form, async ({ email, password, totp }) => {
    try {
      await ask('/sessions', { method: 'POST', body: { email, password, ...(totp ? { totp } : {}) } });
    } catch (error) {
      if (error instanceof Refusal && SECOND_FACTOR.test(error.code)) setCodeAsked(true);
      throw error;
    }
    client.clear();
    const me = await client.fetchQuery(meQuery);
    if (me) speakAsUsual(me.locale);
    await (retour ? router.navigate({ href: retour }) : navigate({ to: '/' }));
  });

  return (
    <Doorway title={words.title}>
      <form className={styles.fields} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <TextInput
          label={w.accounts.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={w.accounts.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': w.accounts.showPassword }}
          {...form.getInputProps('password')}
        />
        {codeAsked ? (
          <TextInput
            label={words.code}
            description={words.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            autoFocus
            {...form.getInputProps('totp')}
          />
        ) : null}
        <Button type="submit" variant="action" loading={sending.pending}>
          {words.action}
        </Button>
      </form>
      <div className={styles.links}>
        <Link to="/mot-de-passe">{words.forgotten}</Link>
        <p>
          {words.noAccount}{' '}
          <Link to="/inscription" search={{ retour }}>
            {words.create}
          </Link>
        </p>
      </div>
    </Doorway>
  );
}
