import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrganisationView, VerificationVerdict } from '#libs/contracts/organisation';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { placeName } from '../missions/mission-facts';
import styles from '../organisations/organisations.module.css';

const toVerify = infiniteQueryOptions({
  queryKey: ['organisations', 'to-verify'],
  queryFn: ({ pageParam, signal }) =>
    ask<{ items: OrganisationView[]; nextCursor: string | null }>('/operations/organisations', {
      query: { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** The organisations that wait to be verified. */
export function OrganisationsToVerify() {
  const { w } = useSpeech();
  const words = w.operations.organisations;
  const list = useInfiniteQuery(toVerify);
  return (
    <>
      <PageHead title={words.title} />
      <PagedRows<OrganisationView>
        label={words.title}
        list={list}
        toKey={(organisation) => organisation.id}
        row={(organisation) => <VerifyRow organisation={organisation} />}
        empty={<EmptyState title={words.empty} />}
      />
    </>
  );
}

function VerifyRow({ organisation }: { organisation: OrganisationView }) {
  const { w } = useSpeech();
  const words = w.operations.organisations;
  const [decision, setDecision] = useState<VerificationVerdict['decision'] | null>(null);
  const facts = [
    organisation.siret ? `SIRET ${organisation.siret}` : words.noSiret,
    organisation.place ? placeName(organisation.place) : null,
    organisation.website,
  ];
  return (
    <article className={styles.person}>
      <div className={styles.who}>
        <h2>{organisation.name}</h2>
        <p className={styles.muted}>{dotted(facts)}</p>
      </div>
      <Button variant="default" onClick={() => setDecision('VERIFIED')}>
        {words.verify}
      </Button>
      <Button variant="subtle" onClick={() => setDecision('REJECTED')}>
        {words.reject}
      </Button>
      {decision ? (
        <VerdictDialog organisation={organisation} decision={decision} close={() => setDecision(null)} />
      ) : null}
    </article>
  );
}

function VerdictDialog(props: {
  organisation: OrganisationView;
  decision: VerificationVerdict['decision'];
  close: () => void;
}) {
  const { organisation, decision, close } = props;
  const { w } = useSpeech();
  const words = w.operations.organisations;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { reason: '' } });
  const sending = useSending(form, async ({ reason }) => {
    await ask(`/organisations/${organisation.id}/verification`, {
      method: 'PUT',
      body: { decision, reason },
      version: organisation.version,
    });
    await client.invalidateQueries({ queryKey: ['organisations'] });
    toast.say(decision === 'VERIFIED' ? words.verified : words.rejected);
    close();
  });
  const action = decision === 'VERIFIED' ? words.verify : words.reject;
  return (
    <FormDialog title={`${action} · ${organisation.name}`} action={action} {...{ sending, close }}>
      <Textarea
        label={words.reason}
        required={decision === 'REJECTED'}
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
