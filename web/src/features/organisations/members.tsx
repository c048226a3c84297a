import { Button, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MemberList, OrganisationRoleName, OrganisationView } from '#libs/contracts/organisation';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { membersQuery } from './organisations-api';
import { rolesOf } from './roles';
import styles from './organisations.module.css';

type Member = MemberList['items'][number];

/** Who is in the organisation; its administrators change roles and close accesses. */
export function Members({ organisation }: { organisation: OrganisationView }) {
  const { w } = useSpeech();
  const { data: members } = useSuspenseQuery(membersQuery(organisation.id));
  return (
    <section className={styles.section}>
      <h2>{w.organisations.members}</h2>
      <ul className={styles.people}>
        {members.items.map((member) => (
          <MemberRow key={member.id} member={member} organisation={organisation} />
        ))}
      </ul>
    </section>
  );
}

function MemberRow({ member, organisation }: { member: Member; organisation: OrganisationView }) {
  const { w, f } = useSpeech();
  const words = w.organisations;
  const me = useMe();
  const client = useQueryClient();
  const toast = useToast();
  const [closing, setClosing] = useState(false);
  const administers = organisation.myRole === 'ADMIN';
  const change = useMutation({
    mutationFn: (role: OrganisationRoleName) =>
      ask<MemberList>(`/organisations/${organisation.id}/members/${member.id}/role`, {
        method: 'PUT',
        body: { role },
        version: member.version,
      }),
    onSuccess: (list) => {
      client.setQueryData(membersQuery(organisation.id).queryKey, list);
      toast.say(words.roleChanged);
    },
    onError: toast.fail,
  });
  return (
    <li className={styles.person}>
      <span className={styles.who}>
        <strong>{member.name}</strong>
        {member.accountId === me.id ? ` (${words.you})` : ''}
        <br />
        <span className={styles.muted}>
          {member.email} · {member.active ? words.since(f.date(member.joinedAt)) : words.inactive}
        </span>
      </span>
      {administers && member.active ? (
        <>
          <NativeSelect
            size="sm"
            aria-label={words.roleOf(member.name)}
            value={member.role}
            disabled={change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.value as OrganisationRoleName)}
            data={rolesOf(organisation.kind).map((role) => ({ value: role, label: words.role[role] }))}
          />
          <Button variant="subtle" size="sm" onClick={() => setClosing(true)}>
            {words.deactivate}
          </Button>
        </>
      ) : (
        <span>{words.role[member.role]}</span>
      )}
      {closing ? <Deactivation {...{ member, organisation }} close={() => setClosing(false)} /> : null}
    </li>
  );
}

function Deactivation(props: { member: Member; organisation: OrganisationView; close: () => void }) {
  const { member, organisation, close } = props;
  const { w } = useSpeech();
  const words = w.organisations;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: {} });
  const sending = useSending(form, async () => {
    const list = await ask<MemberList>(`/organisations/${organisation.id}/members/${member.id}`, {
      method: 'DELETE',
      version: member.version,
    });
    client.setQueryData(membersQuery(organisation.id).queryKey, list);
    toast.say(words.deactivated);
    close();
  });
  return (
    <FormDialog title={words.deactivateTitle(member.name)} action={words.deactivate} {...{ sending, close }}>
      <p>{words.deactivateHint}</p>
    </FormDialog>
  );
}
