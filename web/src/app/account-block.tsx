import { UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ask } from '../lib/http';
import { useMe } from './session';
import styles from './shell.module.css';
import { LanguageSwitch, ThemeSwitch } from './switches';
import { useSpeech } from './words';

/** Who is signed in and for whom, the language, the theme, the way out. */
export function AccountBlock() {
  const { w } = useSpeech();
  const me = useMe();
  return (
    <div className={styles.person}>
      <Link to="/" className={styles.personName}>
        {me.name}
      </Link>
      <span className={styles.personFor}>{me.current?.organisation.name ?? w.shell.person.asFreelancer}</span>
      <div className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
        <SignOut />
      </div>
    </div>
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
