import { Button, Checkbox, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SignUpDraft } from '#libs/contracts/account';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { usePageTitle } from '../../ui/page-title';
import { RefusalNote, useSending } from '../../ui/sending';
import { Doorway } from './doorway';
import styles from './accounts.module.css';

/** Creating an account; the address is verified by a link before anything is published. */
export function SignUp() {
  const { w, locale } = useSpeech();
  const words = w.accounts.signUp;
  usePageTitle(words.title);
  const { retour } = useSearch({ from: '/inscription' });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    initialValues: {
      role: 'FREELANCER',
      organisation: { name: '', siret: '' },
      name: '',
      email: '',
      password: '',
      acceptTerms: false,
    },
    validate: { acceptTerms: (agreed) => (agreed ? null : words.termsNeeded) },
  });
  const employer = form.getValues().role === 'EMPLOYER';
  const sending = useSending(form, async ({ role, organisation, acceptTerms: _, ...person }, key) => {
    const siret = organisation.siret.replace(/\s/g, '');
    const draft: SignUpDraft = {
      ...person,
      locale,
      role: role === 'EMPLOYER' ? 'EMPLOYER' : 'FREELANCER',
      ...(employer ? { organisation: { name: organisation.name, ...(siret ? { siret } : {}) } } : {}),
      acceptTerms: true,
    };
    await ask('/accounts', { method: 'POST', body: draft, key });
    setSentTo(person.email);
  });
  if (sentTo) {
    return (
      <Doorway title={words.done}>
        <p role="status">{words.doneHint(sentTo)}</p>
        <p>
          <Link to="/connexion" search={{ retour }}>
            {w.accounts.signIn.title}
          </Link>
        </p>
      </Doorway>
    );
  }
  return (
    <Doorway title={words.title}>
      <form className={styles.fields} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <Radio.Group label={words.kind} {...form.getInputProps('role')}>
          <div className={styles.choices}>
            <Radio value="FREELANCER" label={words.asFreelancer} />
            <Radio value="EMPLOYER" label={words.asEmployer} />
          </div>
        </Radio.Group>
        {employer ? (
          <>
            <TextInput
              label={words.organisation}
              autoComplete="organization"
              required
              withAsterisk={false}
              maxLength={160}
              {...form.getInputProps('organisation.name')}
            />
            <TextInput
              label={words.siret}
              description={words.siretHint}
              inputMode="numeric"
              maxLength={17}
              {...form.getInputProps('organisation.siret')}
            />
          </>
        ) : null}
        <TextInput
          label={w.accounts.name}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={w.accounts.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={w.accounts.password}
          description={words.passwordHint}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': w.accounts.showPassword }}
          {...form.getInputProps('password')}
        />
        <Checkbox label={words.terms} {...form.getInputProps('acceptTerms', { type: 'checkbox' })} />
        <Button type="submit" variant="action" loading={sending.pending}>
          {words.action}
        </Button>
      </form>
      <p className={styles.links}>
        <span>
          {words.already}{' '}
          <Link to="/connexion" search={{ retour }}>
            {w.accounts.signIn.title}
          </Link>
        </span>
      </p>
    </Doorway>
  );
}
