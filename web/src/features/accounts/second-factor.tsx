import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeView } from '#libs/contracts/account';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { Mark } from '../../ui/mark';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import page from '../organisations/organisations.module.css';
import styles from './accounts.module.css';

interface Enrolment {
  secret: string;
  uri: string;
  qr: string;
}

/** Turning the second factor on (scan, confirm, keep the recovery codes) and off. */
export function SecondFactor({ me }: { me: MeView }) {
  const { w } = useSpeech();
  const words = w.accounts.account;
  const client = useQueryClient();
  const toast = useToast();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const begin = useMutation({
    mutationFn: () => ask<Enrolment>('/me/second-factor', { method: 'POST', body: {} }),
    onSuccess: setEnrolment,
    onError: toast.fail,
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['me'] });
  const confirm = async (code: string) => {
    const answer = await ask<{ codes: string[] }>('/me/second-factor/confirmation', { method: 'POST', body: { code } });
    setCodes(answer.codes);
    setEnrolment(null);
    await refresh();
  };
  const stop = async (code: string) => {
    await ask('/me/second-factor/removal', { method: 'POST', body: { code } });
    toast.say(words.stopped);
    await refresh();
  };
  return (
    <section className={page.section}>
      <h2>{words.secondFactor}</h2>
      <p className={page.muted}>{words.secondFactorHint}</p>
      {me.secondFactor.enrolled ? (
        <p>
          <Mark tone="good">{words.active}</Mark>
        </p>
      ) : null}
      {codes.length > 0 ? (
        <div className={styles.note} role="status">
          <h3>{words.codes}</h3>
          <p>{words.codesHint}</p>
          <ul className={styles.codes}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {enrolment ? (
        <div className={styles.enrolment}>
          <p>{words.scan}</p>
          <img src={`data:image/svg+xml,${encodeURIComponent(enrolment.qr)}`} width={200} height={200} alt="" />
          <p className={styles.secret}>{enrolment.secret}</p>
          <CodeForm action={words.confirm} send={confirm} />
        </div>
      ) : null}
      {!me.secondFactor.enrolled && !enrolment ? (
        <div>
          <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
            {words.activate}
          </Button>
        </div>
      ) : null}
      {me.secondFactor.enrolled ? <CodeForm action={words.stop} send={stop} /> : null}
    </section>
  );
}

function CodeForm({ action, send }: { action: string; send: (code: string) => Promise<void> }) {
  const { w } = useSpeech();
  const form = useForm({ initialValues: { code: '' } });
  const sending = useSending(form, async ({ code }) => {
    await send(code.replace(/\s/g, ''));
    form.reset();
  });
  return (
    <form className={page.form} onSubmit={sending.submit}>
      <RefusalNote sending={sending} />
      <div className={page.pair}>
        <TextInput
          label={w.accounts.signIn.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          maxLength={7}
          {...form.getInputProps('code')}
        />
        <Button type="submit" variant="default" loading={sending.pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
