import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ask } from '../lib/http';
import { useToast } from '../ui/toast';
import { useMe } from './session';
import styles from './shell.module.css';
import { useSpeech } from './words';

/** What stands in the way of working: an address to verify, a second factor to turn on. */
export function Notices() {
  const { w } = useSpeech();
  const me = useMe();
  const toast = useToast();
  const again = () =>
    void ask('/accounts/verification/letters', { method: 'POST', body: { email: me.email } }).then(
      () => toast.say(w.accounts.verify.sent),
      toast.fail,
    );
  return (
    <>
      {me.emailVerified ? null : (
        <p className={styles.notice}>
          {w.accounts.verify.pending}
          <UnstyledButton onClick={again}>{w.accounts.verify.again}</UnstyledButton>
        </p>
      )}
      {me.secondFactor.required && !me.secondFactor.passed ? (
        <p className={styles.notice}>
          {w.accounts.account.secondFactorNeeded}
          <Link to="/compte">{w.accounts.account.activate}</Link>
        </p>
      ) : null}
    </>
  );
}
