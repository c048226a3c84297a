import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSpeech } from '../../app/words';
import { ask, commandKey } from '../../lib/http';
import { useLinkToken } from '../../lib/link-token';
import { usePageTitle } from '../../ui/page-title';
import { FailureNote } from '../../ui/sending';
import { Doorway } from './doorway';

/** The page of the verification link: it verifies at once and says so. */
export function Verify() {
  const { w } = useSpeech();
  const words = w.accounts.verify;
  usePageTitle(words.title);
  const token = useLinkToken();
  const verified = useQuery({
    queryKey: ['verification', token],
    queryFn: () =>
      ask<void>('/accounts/verification', { method: 'POST', body: { token }, key: commandKey() }).then(() => true),
    enabled: token !== null,
    retry: false,
    staleTime: Infinity,
  });
  return (
    <Doorway title={words.title}>
      <p role="status">{token === null ? words.noToken : verified.isPending ? words.waiting : null}</p>
      {verified.isError ? <FailureNote error={verified.error} again={() => void verified.refetch()} /> : null}
      {verified.isSuccess ? <p role="status">{words.done}</p> : null}
      <p>
        <Link to="/connexion">{w.accounts.signIn.title}</Link>
      </p>
    </Doorway>
  );
}
