import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import type { MissionView } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { forget, keep, keptDraft } from '../../lib/draft';
import { commandKey } from '../../lib/http';
import { PageHead } from '../../ui/page-head';
import { RefusalNote, useSending } from '../../ui/sending';
import { useToast } from '../../ui/toast';
import styles from './mission-form.module.css';
import { ApplyingFields, SettingFields, SkillsFields, TermsFields, WhatFields } from './mission-form-sections';
import { draftOf, noMissionYet, valuesOf, type MissionFormValues } from './mission-form-values';
import { createMission, editMission, missionQuery, postMissionMove, useMissionChanged } from './missions-api';

const DRAFT = 'mission';

/** A new mission; what is typed is kept on this device until it is sent. */
export function NewMission() {
  return <MissionForm mission={null} />;
}

/** An existing mission, read again before it is changed. */
export function EditMission() {
  const { id } = useParams({ from: '/signed-in/missions/$id/modifier' });
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  return <MissionForm key={mission.id} mission={mission} />;
}

function MissionForm({ mission }: { mission: MissionView | null }) {
  const { w } = useSpeech();
  const words = w.missions.form;
  const navigate = useNavigate();
  const client = useQueryClient();
  const changed = useMissionChanged();
  const toast = useToast();
  const publishing = useRef(false);
  const kept = mission ? null : keptDraft<MissionFormValues>(DRAFT);
  const form = useForm<MissionFormValues>({
    onValuesChange: (values) => {
      if (!mission) keep(DRAFT, values);
    },
    initialValues: mission ? valuesOf(mission) : { ...noMissionYet, ...kept },
  });
  const canSubmit = mission === null || mission.moves.includes('submit');

  const sending = useSending(form, async (values, key) => {
    let saved = mission
      ? await editMission(mission.id, mission.version, draftOf(values))
      : await createMission(draftOf(values), key);
    if (!mission) forget(DRAFT);
    changed(saved);
    if (publishing.current) {
      try {
        saved = await postMissionMove(saved.id, 'submit', {}, commandKey());
      } catch (error) {
        if (!mission) await navigate({ to: '/missions/$id', params: { id: saved.id } });
        toast.fail(error);
        return;
      }
      changed(saved);
      toast.say(saved.state === 'PUBLISHED' ? words.published : words.inReview);
    } else {
      toast.say(mission && mission.state !== 'DRAFT' ? words.savedChanges : words.savedDraft);
    }
    void client.invalidateQueries({ queryKey: ['missions'] });
    await navigate(
      saved.state === 'PUBLISHED' && publishing.current
        ? { to: '/missions/$id/candidats', params: { id: saved.id } }
        : { to: '/missions/$id', params: { id: saved.id } },
    );
  });
  const send = (publish: boolean) => () => {
    publishing.current = publish;
  };

  return (
    <>
      <PageHead
        title={mission ? words.editing : words.title}
        above={
          mission ? (
            <Link to="/missions/$id" params={{ id: mission.id }}>
              ← {mission.title}
            </Link>
          ) : (
            <Link to="/">← {w.shell.nav.missions}</Link>
          )
        }
        about={mission && mission.applications > 0 ? words.changed : undefined}
      />
      <form className={styles.form} onSubmit={sending.submit}>
        <RefusalNote sending={sending} />
        {kept ? (
          <p className={styles.kept}>
            {words.restored}{' '}
            <Button
              variant="subtle"
              size="compact-md"
              onClick={() => {
                forget(DRAFT);
                form.setValues(noMissionYet);
              }}
            >
              {words.startAgain}
            </Button>
          </p>
        ) : null}
        <WhatFields form={form} />
        <SkillsFields form={form} />
        <SettingFields form={form} />
        <TermsFields form={form} />
        <ApplyingFields form={form} />
        <div className={styles.actions}>
          {canSubmit ? (
            <Button type="submit" variant="action" loading={sending.pending} onClick={send(true)}>
              {words.publish}
            </Button>
          ) : null}
          <Button
            type="submit"
            variant={canSubmit ? 'default' : 'action'}
            disabled={sending.pending}
            onClick={send(false)}
          >
            {mission === null || mission.state === 'DRAFT' ? words.saveDraft : w.shell.verb.save}
          </Button>
        </div>
        {canSubmit ? <p className={styles.later}>{w.whatIf.mission.savedFirst}</p> : null}
      </form>
    </>
  );
}
