import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { OrganisationEdit, OrganisationView } from '#libs/contracts/organisation';
import type { PlaceView } from '#libs/contracts/common';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { Lookup } from '../../ui/lookup';
import { Mark, type Tone } from '../../ui/mark';
import { PageHead } from '../../ui/page-head';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import { placeName } from '../missions/mission-facts';
import { Invitations } from './invitations';
import { Members } from './members';
import { organisationQuery } from './organisations-api';
import styles from './organisations.module.css';

const tones: Record<OrganisationView['verification'], Tone> = { PENDING: 'due', VERIFIED: 'good', REJECTED: 'due' };
const SIZES = ['1-9', '10-49', '50-249', '250-4999', '5000+'] as const;

/** The organisation one acts for: what it is, who is in it. */
export function MyOrganisation() {
  const me = useMe();
  const id = me.current?.organisation.id;
  return id ? <OrganisationPage id={id} /> : <Navigate to="/structure/nouvelle" replace />;
}

function OrganisationPage({ id }: { id: string }) {
  const { w, f } = useSpeech();
  const words = w.organisations;
  const { data: organisation } = useSuspenseQuery(organisationQuery(id));
  const administers = organisation.myRole === 'ADMIN';
  return (
    <>
      <PageHead
        title={organisation.name}
        about={
          <span className={styles.state}>
            <Mark tone={tones[organisation.verification]}>{words.verification[organisation.verification]}</Mark>
            {organisation.verificationReason ? <span>{f.sentence(organisation.verificationReason)}</span> : null}
          </span>
        }
      />
      <div className={styles.page}>
        {organisation.verification === 'VERIFIED' || organisation.kind !== 'EMPLOYER' ? null : (
          <p className={styles.muted}>{words.verificationHint}</p>
        )}
        <Members organisation={organisation} />
        {administers ? <Invitations organisation={organisation} /> : null}
        {administers ? <Identity key={organisation.version} organisation={organisation} /> : null}
      </div>
    </>
  );
}

function Identity({ organisation }: { organisation: OrganisationView }) {
  const { w } = useSpeech();
  const words = w.organisations;
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm({
    initialValues: {
      name: organisation.name,
      siret: organisation.siret ?? '',
      place: organisation.place ? { code: organisation.place.code, name: organisation.place.name } : null,
      size: organisation.size ?? '',
      website: organisation.website ?? '',
      description: organisation.description,
    },
  });
  const sending = useSending(form, async ({ name, siret, place, size, website, description }) => {
    const edit: OrganisationEdit = {
      name,
      siret: siret.replace(/\s/g, '') || null,
      place: place ? (place.code ?? place.name) : null,
      size: (size || null) as OrganisationEdit['size'],
      website: website || null,
      description,
    };
    const saved = await ask<OrganisationView>(`/organisations/${organisation.id}`, {
      method: 'PATCH',
      body: edit,
      version: organisation.version,
    });
    client.setQueryData(organisationQuery(organisation.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ['me'] });
    toast.say(words.saved);
  });
  return (
    <section className={styles.section}>
      <h2>{words.facts}</h2>
      <form className={styles.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <TextInput label={words.name} required withAsterisk={false} maxLength={160} {...form.getInputProps('name')} />
        <div className={styles.pair}>
          <TextInput label={words.siret} inputMode="numeric" maxLength={17} {...form.getInputProps('siret')} />
          <Lookup<PlaceView>
            label={words.place}
            path="/places"
            toKey={(place) => place.code ?? place.name}
            toLabel={placeName}
            value={form.getValues().place?.name ?? ''}
            error={form.errors.place}
            onPick={(place) => form.setFieldValue('place', { code: place.code, name: place.name })}
            onClear={() => form.setFieldValue('place', null)}
          />
          <NativeSelect
            label={words.size}
            {...form.getInputProps('size')}
            data={[{ value: '', label: w.profile.notSaid }, ...SIZES.map((size) => ({ value: size, label: size }))]}
          />
          <TextInput type="url" label={words.website} maxLength={300} {...form.getInputProps('website')} />
        </div>
        <Textarea
          label={words.description}
          autosize
          minRows={3}
          maxLength={4000}
          {...form.getInputProps('description')}
        />
        <div>
          <Button type="submit" variant="action" loading={sending.pending}>
            {w.shell.verb.save}
          </Button>
        </div>
      </form>
    </section>
  );
}
