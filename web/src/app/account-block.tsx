import { UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ask } from '../lib/http';
import { useToast } from '../ui/toast';
import { actFor, hatOf, meQuery, useMe } from './session';
import styles from './shell.module.css';
import { LanguageSwitch, ThemeSwitch } from './switches';
import { useSpeech } from './words';

/** Who is signed in and for whom, the language, the theme, the way out. */
export function AccountBlock() {
  const me = useMe();
  return (
    <div className={styles.person}>
      <Link to="/compte" className={styles.personName}>
        {me.name}
      </Link>
      <ActingFor />
      <div className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
        <SignOut />
      </div>
    </div>
  );
}

/** For whom one acts; a choice as soon as there are several. */
function ActingFor() {
  const { w } = useSpeech();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const oneself = hatOf({ ...me, current: null }) === 'admin' ? w.shell.person.asPlatform : w.shell.person.asFreelancer;
  if (me.memberships.length === 0) return <span className={styles.personFor}>{oneself}</span>;
  const change = (organisationId: string) => {
    actFor(organisationId || null).then(async (next) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, next);
      await navigate({ to: '/' });
    }, toast.fail);
  };
  return (
    <select
      className={styles.acting}
      aria-label={w.shell.person.actingFor}
      value={me.current?.organisation.id ?? ''}
      onChange={(event) => change(event.currentTarget.value)}
    >
      <option value="">{oneself}</option>
      {me.memberships.map(({ organisation }) => (
        <option key={organisation.id} value={organisation.id}>
          {organisation.name}
        </option>
      ))}
    </select>
  );
}

function SignOut() {
  const { w } = useSpeech();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await ask('/sessions/current', { method: 'DELETE' }).catch(() => undefined);
    client.clear();
    await navigate({ to: '/connexion', search: { retour: undefined } });
  };
  return (
    <UnstyledButton className={styles.leave} onClick={() => void leave()}>
      {w.shell.person.signOut}
    </UnstyledButton>
  );
}
