import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ApplicationDraft, ApplicationView } from '#libs/contracts/application';
import { Facts } from '#libs/ui/facts';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { keep, keptDraft, forget } from '../../lib/draft';
import { ask } from '../../lib/http';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { RefusalNote, useSending } from '../../ui/sending';
import { missionBy } from '../missions/mission-facts';
import { missionQuery } from '../missions/missions-api';
import { myProfileQuery } from '../profile/profile-api';
import { availability } from '../profile/profile-facts';
import { useMoved } from './applications-api';
import { useSentApplication } from './apply-panel';
import styles from './apply.module.css';

/** Applying on one page: what is written on the left, what the employer will read on the right. */
export function Apply() {
  const { id } = useParams({ from: '/signed-in/missions/$id/postuler' });
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  const { w } = useSpeech();
  const me = useMe();
  const { sent } = useSentApplication(id);
  const words = w.applications.apply;
  const head = (
    <PageHead
      title={`${words.title}${w.joint.colon}${mission.title}`}
      above={
        <Link to="/missions/$id" params={{ id }}>
          ← {mission.title}
        </Link>
      }
      about={missionBy(mission, w)}
    />
  );
  if (sent) {
    return (
      <>
        {head}
        <EmptyState title={words.already}>
          <ButtonLink variant="default" to="/candidatures/$id" params={{ id: sent }}>
            {words.seeIt}
          </ButtonLink>
        </EmptyState>
      </>
    );
  }
  if (me.profileId === null) {
    return (
      <>
        {head}
        <EmptyState title={w.missions.recommended.noProfile} hint={w.missions.recommended.noProfileHint}>
          <ButtonLink variant="action" to="/profil">
            {w.missions.recommended.start}
          </ButtonLink>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {head}
      <ApplicationForm missionId={id} questions={mission.screeningQuestions} />
    </>
  );
}

function ApplicationForm({ missionId, questions }: { missionId: string; questions: readonly string[] }) {
  const { w, f } = useSpeech();
  const words = w.applications.apply;
  const { data: profile } = useSuspenseQuery(myProfileQuery);
  const navigate = useNavigate();
  const moved = useMoved();
  const draftName = `postuler:${missionId}`;
  const form = useForm({
    onValuesChange: (values) => keep(draftName, values),
    initialValues: keptDraft<Typed>(draftName) ?? {
      message: '',
      answers: questions.map(() => ''),
      proposedRate: String(profile.dailyRateTarget ?? profile.dailyRateMin ?? ''),
      availableFrom: profile.availableFrom ?? '',
      poolConsent: false,
    },
  });
  const typed = form.getValues();

  const sending = useSending(form, async (values, key) => {
    const draft: Omit<ApplicationDraft, 'attachments'> = {
      ...values,
      proposedRate: values.proposedRate === '' ? null : Number(values.proposedRate),
      availableFrom: values.availableFrom || null,
    };
    const made = await ask<ApplicationView>(`/missions/${missionId}/applications`, {
      method: 'POST',
      body: draft,
      key,
    });
    forget(draftName);
    await moved('sent');
    await navigate({ to: '/candidatures/$id', params: { id: made.id }, replace: true });
  });
  return (
    <div className={styles.page}>
      <form className={styles.fields} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        <Textarea
          label={words.message}
          description={words.messageHint}
          autosize
          minRows={6}
          maxLength={4000}
          {...form.getInputProps('message')}
        />
        {questions.map((question, at) => (
          <Textarea
            key={question}
            label={question}
            required
            withAsterisk={false}
            autosize
            minRows={2}
            maxLength={2000}
            {...form.getInputProps(`answers.${at}`)}
          />
        ))}
        <div className={styles.pair}>
          <TextInput type="number" min={0} max={10_000} label={words.rate} {...form.getInputProps('proposedRate')} />
          <TextInput type="date" label={words.availableFrom} {...form.getInputProps('availableFrom')} />
        </div>
        <Checkbox label={words.pool} {...form.getInputProps('poolConsent', { type: 'checkbox' })} />
        <div>
          <Button type="submit" variant="action" loading={sending.pending}>
            {words.send}
          </Button>
        </div>
        <p className={styles.hint}>{w.shell.draftKept}</p>
      </form>
      <section className={styles.preview} aria-labelledby="apercu">
        <h2 id="apercu">{words.preview}</h2>
        <p>
          <strong>{initials(profile.displayName)}</strong>
          <br />
          {profile.headline}
        </p>
        <Facts
          facts={[
            typed.proposedRate
              ? { name: w.applications.one.proposed, value: f.dayRate(Number(typed.proposedRate)) }
              : null,
            typed.availableFrom
              ? { name: w.applications.one.available, value: f.date(typed.availableFrom) }
              : { name: w.facts.availability, value: availability(profile, w, f) ?? w.joint.notGiven },
          ]}
        />
        <p className={styles.letter}>{typed.message || w.applications.one.noLetter}</p>
        <p className={styles.hint}>{words.previewHint}</p>
      </section>
    </div>
  );
}

interface Typed extends Record<string, unknown> {
  message: string;
  answers: string[];
  proposedRate: string;
  availableFrom: string;
  poolConsent: boolean;
}

/** “C. M.” for “Camille Martin”. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => `${part.charAt(0).toUpperCase()}.`)
    .join('\u00a0');
