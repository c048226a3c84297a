import { Button } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useSpeech } from '../app/words';
import { Refusal } from '../lib/http';
import { EmptyState } from './empty-state';
import { RowsWaiting } from './rows';

/** A page that could not open: one sentence, and the way to try again. A refusal says its own reason. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const { w } = useSpeech();
  const router = useRouter();
  const refusal = error instanceof Refusal ? error : null;
  if (refusal?.status === 403) return <EmptyState page title={w.shell.failure.noRight} hint={refusal.message} />;
  if (refusal?.status === 404) return <PageMissing />;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <EmptyState page title={w.shell.failure.title} hint={refusal?.message ?? w.shell.failure.sentence}>
      <Button variant="default" onClick={again}>
        {w.shell.verb.retry}
      </Button>
    </EmptyState>
  );
}

/** An address that leads nowhere, or to something that is not ours to see. */
export function PageMissing() {
  const { w } = useSpeech();
  return (
    <EmptyState page title={w.shell.failure.notFound} hint={w.shell.failure.notFoundHint}>
      <Link to="/">{w.shell.failure.home}</Link>
    </EmptyState>
  );
}

/** A page on its way. */
export function PageWaiting() {
  return <RowsWaiting />;
}
