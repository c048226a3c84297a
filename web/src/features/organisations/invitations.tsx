import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { InvitationList, OrganisationRoleName, OrganisationView } from '#libs/contracts/organisation';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { invitationsQuery } from './organisations-api';
import { rolesOf } from './roles';
import styles from './organisations.module.css';

/** Inviting colleagues by e-mail; a pending invitation can be taken back. */
export function Invitations({ organisation }: { organisation: OrganisationView }) {
  const { w, f } = useSpeech();
  const words = w.organisations;
  const client = useQueryClient();
  const toast = useToast();
  const { data: invitations } = useSuspenseQuery(invitationsQuery(organisation.id));
  const keep = (list: InvitationList) => client.setQueryData(invitationsQuery(organisation.id).queryKey, list);
  const roles = rolesOf(organisation.kind);
  const usual: OrganisationRoleName = organisation.kind === 'AGENCY' ? 'ADVISER' : 'MEMBER';
  const form = useForm({ initialValues: { email: '', role: usual as string } });
  const sending = useSending(form, async (values, key) => {
    keep(
      await ask<InvitationList>(`/organisations/${organisation.id}/invitations`, { method: 'POST', body: values, key }),
    );
    form.reset();
    toast.say(words.invited);
  });
  const revoke = useMutation({
    mutationFn: (id: string) =>
      ask<InvitationList>(`/organisations/${organisation.id}/invitations/${id}`, { method: 'DELETE' }),
    onSuccess: (list) => {
      keep(list);
      toast.say(words.revoked);
    },
    onError: toast.fail,
  });
  const pending = invitations.items.filter((invitation) => invitation.state === 'SENT');
  return (
    <section className={styles.section}>
      <h2>{words.invite}</h2>
      <form className={styles.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <div className={styles.pair}>
          <TextInput
            type="email"
            label={w.accounts.email}
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <NativeSelect
            label={words.inviteRole}
            {...form.getInputProps('role')}
            data={roles.map((role) => ({ value: role, label: words.role[role] }))}
          />
          <Button type="submit" variant="default" loading={sending.pending}>
            {words.inviteAction}
          </Button>
        </div>
      </form>
      <h3>{words.invitations}</h3>
      {pending.length === 0 ? <p className={styles.muted}>{words.noInvitation}</p> : null}
      <ul className={styles.people}>
        {pending.map((invitation) => (
          <li key={invitation.id} className={styles.person}>
            <span className={styles.who}>
              <strong>{invitation.email}</strong>
              <br />
              <span className={styles.muted}>
                {words.role[invitation.role]} · {words.validUntil(f.date(invitation.validUntil))}
              </span>
            </span>
            <Button variant="subtle" size="sm" onClick={() => revoke.mutate(invitation.id)}>
              {words.revoke}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
