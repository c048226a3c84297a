import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { PageHead } from '../../ui/page-head';
import { Prose } from '../../ui/prose';
import { FitPanel, FitWaiting } from '../matching/fit-panel';
import { matchOf } from '../matching/match-api';
import { missionQuery } from '../missions/missions-api';
import { profileQuery } from './profile-api';
import { ProfileSheet } from './profile-sheet';
import styles from './profile-page.module.css';

/** A person’s profile as the reader may see it; with a mission in the address, how the two fit. */
export function ProfilePage() {
  const { id } = useParams({ from: '/signed-in/profils/$id' });
  const { mission: missionId } = useSearch({ from: '/signed-in/profils/$id' });
  const { data } = useSuspenseQuery(profileQuery(id));
  const { w, locale } = useSpeech();
  const me = useMe();
  const mission = useQuery({ ...missionQuery(missionId ?? ''), enabled: missionId !== undefined });
  const match = useQuery({ ...matchOf(missionId ?? '', id, locale), enabled: missionId !== undefined });
  const { card, full } = data;
  return (
    <>
      <PageHead
        title={full?.displayName ?? card.name}
        above={
          missionId ? (
            <Link to="/missions/$id/candidats" params={{ id: missionId }} search={{ fiche: id }}>
              ← {mission.data?.title ?? w.missions.ranked.title}
            </Link>
          ) : id === me.profileId ? (
            <Link to="/profil">← {w.profile.title}</Link>
          ) : (
            <Link to="/candidats">← {w.shell.nav.candidates}</Link>
          )
        }
        about={card.headline}
      />
      <div className={match.data || match.isLoading ? `${styles.page} ${styles.withFit}` : styles.page}>
        <div className={styles.main}>
          {full?.contact ? (
            <section>
              <h2>{w.profile.page.contact}</h2>
              <a href={`mailto:${full.contact.email}`}>{full.contact.email}</a>
              {full.contact.phone ? <p>{full.contact.phone}</p> : null}
            </section>
          ) : null}
          <Prose text={card.summary} />
          <ProfileSheet card={card} />
          {full ? null : <p className={styles.facts}>{w.profile.page.hidden}</p>}
        </div>
        {match.data || match.isLoading ? (
          <aside className={styles.fit}>
            {match.data ? (
              <FitPanel
                explanation={match.data.explanation}
                viewer="other"
                contestable={match.data.mayContest ? match.data : undefined}
              />
            ) : (
              <FitWaiting />
            )}
          </aside>
        ) : null}
      </div>
    </>
  );
}
