import { Button } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ProfileMove, ProfileView } from '#libs/contracts/profile';
import { meQuery, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { MoreActions } from '../../ui/more-actions';
import { Mark, type Tone } from '../../ui/mark';
import { PageHead } from '../../ui/page-head';
import bar from '../applications/moves/moves-bar.module.css';
import { myProfileQuery, useAutosave, useProfileMove, type Autosave } from './profile-api';
import styles from './my-profile.module.css';
import { usePartInFocus } from './profile-part';
import { AvailabilitySection, BriefSection, RateSection, SkillsSection } from './profile-sections';
import { ExperiencesSection, LearningSection } from './profile-past';
import { ShownSection } from './shown-section';
import { LanguagesSection, LegalSection, PlaceSection, VisibilitySection } from './profile-setting';

const LEADING: readonly ProfileMove[] = ['publish', 'resume', 'restore', 'confirm-availability'];
const tones: Record<ProfileView['state'], Tone> = { DRAFT: 'due', PUBLISHED: 'good', PAUSED: 'over', ARCHIVED: 'over' };

/** One’s own profile: every part saves itself; what would help most is said first. */
export function MyProfile() {
  const { w, f } = useSpeech();
  const { data: profile } = useSuspenseQuery(myProfileQuery);
  const autosave = useAutosave();
  const client = useQueryClient();
  const me = useMe();
  const { competence } = useSearch({ from: '/signed-in/profil' });
  usePartInFocus();
  useEffect(() => {
    if (me.profileId === null) void client.invalidateQueries(meQuery);
  }, [client, me.profileId]);
  const { availabilityConfirmedAt } = profile;
  const part = { profile, autosave };
  return (
    <>
      <PageHead
        title={w.profile.title}
        about={
          <span className={styles.state}>
            <Mark tone={tones[profile.state]}>{w.profile.state[profile.state]}</Mark>
            {profile.state === 'PUBLISHED' && availabilityConfirmedAt ? (
              <span>{w.profile.confirmed(f.ago(availabilityConfirmedAt, new Date()))}</span>
            ) : null}
            <Link to="/profils/$id" params={{ id: profile.id }}>
              {w.profile.preview}
            </Link>
            <SaveState autosave={autosave} />
          </span>
        }
      >
        <ProfileMoves profile={profile} />
      </PageHead>
      <div className={styles.page}>
        <div className={styles.sections}>
          <NextActions profile={profile} narrow />
          <BriefSection {...part} />
          <SkillsSection {...part} begin={competence} />
          <AvailabilitySection {...part} />
          <RateSection {...part} />
          <PlaceSection {...part} />
          <LanguagesSection {...part} />
          <ExperiencesSection {...part} />
          <LearningSection {...part} />
          <LegalSection {...part} />
          <VisibilitySection {...part} />
          {profile.state === 'PUBLISHED' ? <ShownSection /> : null}
        </div>
        <aside className={styles.side}>
          <NextActions profile={profile} />
        </aside>
      </div>
    </>
  );
}

function SaveState({ autosave }: { autosave: Autosave }) {
  const { w, f } = useSpeech();
  return (
    <>
      <span role="status">
        {autosave.status === 'saving' ? w.profile.saving : null}
        {autosave.status === 'saved' && autosave.savedAt ? w.shell.saved(f.time(autosave.savedAt)) : null}
      </span>
      <span role="alert" className={styles.refused}>
        {autosave.refusal?.message}
      </span>
    </>
  );
}

/** What would bring more missions, most useful first; the server says it in the reader’s language. */
function NextActions({ profile, narrow }: { profile: ProfileView; narrow?: boolean }) {
  const { w, f } = useSpeech();
  if (profile.nextActions.length === 0) return null;
  return (
    <section className={narrow ? `${styles.next} ${styles.narrow}` : styles.next}>
      <h2>{w.profile.next}</h2>
      <ol>
        {profile.nextActions.slice(0, 5).map((action) => (
          <li key={action.field + action.sentence}>
            {f.sentence(action.sentence)}
            {action.required ? <strong> ({w.profile.needed})</strong> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ProfileMoves({ profile }: { profile: ProfileView }) {
  const { w } = useSpeech();
  const move = useProfileMove();
  const lead = LEADING.find((one) => profile.moves.includes(one));
  const others = profile.moves.filter((one) => one !== lead);
  return (
    <div className={bar.bar}>
      {lead ? (
        <Button variant="action" loading={move.isPending} onClick={() => move.mutate(lead)}>
          {w.profile.move[lead]}
        </Button>
      ) : null}
      <MoreActions
        label={w.missions.one.otherMoves}
        actions={others.map((one) => ({ key: one, name: w.profile.move[one], act: () => move.mutate(one) }))}
      />
    </div>
  );
}
