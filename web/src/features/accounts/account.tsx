import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MeEdit, MeView, SessionList } from '#libs/contracts/account';
import type { NotificationTopic, PreferencesView } from '#libs/contracts/notification';
import { dotted } from '#libs/ui/format';
import { meQuery, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { PageHead } from '../../ui/page-head';
import { FailureNote, RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import page from '../organisations/organisations.module.css';
import { SecondFactor } from './second-factor';

/** One’s account: identity, password, second factor, devices, letters. */
export function Account() {
  const { w } = useSpeech();
  const me = useMe();
  return (
    <>
      <PageHead title={w.accounts.account.title} about={me.email} />
      <div className={page.page}>
        <Identity key={me.version} me={me} />
        <Password />
        <SecondFactor me={me} />
        <Letters />
        <Devices />
        <p>
          <Link to="/structure/nouvelle">{w.accounts.account.newOrganisation}</Link>
        </p>
      </div>
    </>
  );
}

function Identity({ me }: { me: MeView }) {
  const { w } = useSpeech();
  const words = w.accounts.account;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { name: me.name, phone: me.phone ?? '', locale: me.locale } });
  const sending = useSending(form, async ({ name, phone, locale }) => {
    const edit: MeEdit = { name, phone: phone.trim() || null, locale };
    client.setQueryData(
      meQuery.queryKey,
      await ask<MeView>('/me', { method: 'PATCH', body: edit, version: me.version }),
    );
    toast.say(words.saved);
  });
  return (
    <section className={page.section}>
      <h2>{words.identity}</h2>
      <form className={page.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <div className={page.pair}>
          <TextInput
            label={w.accounts.name}
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={120}
            {...form.getInputProps('name')}
          />
          <TextInput
            type="tel"
            label={words.phone}
            description={words.phoneHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="tel"
            {...form.getInputProps('phone')}
          />
          <NativeSelect
            label={words.locale}
            {...form.getInputProps('locale')}
            data={Object.entries(words.locales).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <div>
          <Button type="submit" variant="action" loading={sending.pending}>
            {w.shell.verb.save}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Password() {
  const { w } = useSpeech();
  const words = w.accounts.account;
  const toast = useToast();
  const form = useForm({ initialValues: { current: '', password: '' } });
  const sending = useSending(form, async (values) => {
    await ask('/me/password', { method: 'PUT', body: values });
    form.reset();
    toast.say(words.changed);
  });
  const eye = { 'aria-label': w.accounts.showPassword };
  return (
    <section className={page.section}>
      <h2>{words.password}</h2>
      <form className={page.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <div className={page.pair}>
          <PasswordInput
            label={words.current}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={eye}
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={w.accounts.reset.newPassword}
            autoComplete="new-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={eye}
            {...form.getInputProps('password')}
          />
          <Button type="submit" variant="default" loading={sending.pending}>
            {w.accounts.reset.change}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Devices() {
  const { w, f } = useSpeech();
  const words = w.accounts.account;
  const client = useQueryClient();
  const toast = useToast();
  const sessions = useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: ({ signal }) => ask<SessionList>('/me/sessions', { signal }),
  });
  const close = useMutation({
    mutationFn: (id: string | null) => ask(id ? `/me/sessions/${id}` : '/me/sessions', { method: 'DELETE' }),
    onSuccess: () => {
      toast.say(words.closed);
      return client.invalidateQueries({ queryKey: ['account', 'sessions'] });
    },
    onError: toast.fail,
  });
  const items = sessions.data?.items ?? [];
  return (
    <section className={page.section}>
      <h2>{words.sessions}</h2>
      {sessions.isError ? <FailureNote error={sessions.error} again={() => void sessions.refetch()} /> : null}
      <ul className={page.people}>
        {items.map((session) => (
          <li key={session.id} className={page.person}>
            <span className={page.who}>
              {deviceName(session.userAgent)}
              <br />
              <span className={page.muted}>
                {session.current ? words.thisOne : words.seen(f.ago(session.lastSeenAt, new Date()))}
              </span>
            </span>
            {session.current ? null : (
              <Button variant="subtle" size="sm" onClick={() => close.mutate(session.id)}>
                {words.close}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {items.length > 1 ? (
        <div>
          <Button variant="default" onClick={() => close.mutate(null)}>
            {words.closeOthers}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** “Firefox · Linux”, from what a browser says of itself. */
function deviceName(userAgent: string | null): string {
  const found = (names: readonly [RegExp, string][]) => names.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  const parts = [found(BROWSERS), found(SYSTEMS)].filter(Boolean);
  return parts.length > 0 ? dotted(parts) : (userAgent ?? '—');
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];

function Letters() {
  const { w } = useSpeech();
  const words = w.accounts.account;
  const client = useQueryClient();
  const toast = useToast();
  const key = ['account', 'preferences'];
  const preferences = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask<PreferencesView>('/me/notification-preferences', { signal }),
  });
  const prefer = useMutation({
    mutationFn: (choice: { topic: NotificationTopic; email: boolean }) =>
      ask<PreferencesView>('/me/notification-preferences', { method: 'PUT', body: choice }),
    onSuccess: (saved) => client.setQueryData(key, saved),
    onError: toast.fail,
  });
  return (
    <section className={page.section}>
      <h2>{words.letters}</h2>
      <p className={page.muted}>{words.lettersHint}</p>
      {preferences.isError ? <FailureNote error={preferences.error} again={() => void preferences.refetch()} /> : null}
      {preferences.data?.topics.map(({ topic, email }) => (
        <Checkbox
          key={topic}
          label={words.topics[topic]}
          checked={email}
          onChange={(event) => prefer.mutate({ topic, email: event.currentTarget.checked })}
        />
      ))}
    </section>
  );
}
