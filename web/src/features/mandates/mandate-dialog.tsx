import { Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { MandateMove, MandateScope, MandateView } from '#libs/contracts/mandate';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { FormDialog } from '../../ui/dialog';
import { useSending } from '../../ui/sending';
import { membersQuery } from '../organisations/organisations-api';
import { postMandateMove, useMandateMoved } from './mandates-api';
import styles from './mandates.module.css';

/** Answering, ending, narrowing, handing over a mandate. */
export function MandateDialog(props: {
  mandate: MandateView;
  move: MandateMove;
  viewer: 'freelancer' | 'agency';
  close: () => void;
}) {
  const { mandate, move, close } = props;
  const { w } = useSpeech();
  const words = w.mandates;
  const moved = useMandateMoved();
  const form = useForm({ initialValues: { scopes: mandate.scopes as string[], reason: '', accountId: '' } });
  const sending = useSending(form, async ({ scopes, reason, accountId }, key) => {
    const bodies: Record<MandateMove, object> = {
      accept: {},
      decline: {},
      end: { reason },
      narrow: { scopes },
      reassign: { accountId },
    };
    await postMandateMove(mandate.id, move, bodies[move], key);
    await moved(move);
    close();
  });
  const scopes = props.viewer === 'freelancer' ? words.scope : words.scopeOther;
  return (
    <FormDialog title={words.move[move]} action={words.move[move]} {...{ sending, close }}>
      {move === 'accept' ? (
        <ul className={styles.scopes}>
          {mandate.scopes.map((scope) => (
            <li key={scope}>{scopes[scope]}</li>
          ))}
        </ul>
      ) : null}
      {move === 'narrow' ? (
        <Checkbox.Group label={words.scopes} {...form.getInputProps('scopes')}>
          <div className={styles.scopeChoices}>
            {mandate.scopes.map((scope: MandateScope) => (
              <Checkbox key={scope} value={scope} label={scopes[scope]} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
      {move === 'end' ? (
        <>
          <p>{words.endHint}</p>
          <Textarea label={words.reason} autosize minRows={2} maxLength={500} {...form.getInputProps('reason')} />
        </>
      ) : null}
      {move === 'reassign' ? <Colleagues mandate={mandate} {...form.getInputProps('accountId')} /> : null}
    </FormDialog>
  );
}

function Colleagues({
  mandate,
  ...field
}: { mandate: MandateView } & Partial<React.ComponentProps<typeof NativeSelect>>) {
  const { w } = useSpeech();
  const me = useMe();
  const members = useQuery({ ...membersQuery(mandate.agency.id), enabled: me.current !== null });
  const advisers = (members.data?.items ?? []).filter(
    (member) => member.active && member.role === 'ADVISER' && member.accountId !== mandate.leadAdviser.id,
  );
  return (
    <NativeSelect
      label={w.mandates.colleague}
      required
      withAsterisk={false}
      {...field}
      data={[
        { value: '', label: '—', disabled: true },
        ...advisers.map((member) => ({ value: member.accountId, label: member.name })),
      ]}
    />
  );
}
