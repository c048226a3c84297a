import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { MissionView } from '#libs/contracts/mission';
import { Facts } from '#libs/ui/facts';
import { dotted } from '#libs/ui/format';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { PageHead } from '../../ui/page-head';
import { ApplyPanel } from '../applications/apply-panel';
import { missionBy, missionFacts } from './mission-facts';
import { MissionMoves } from './mission-moves';
import styles from './mission-page.module.css';
import { MissionSections } from './mission-sections';
import { MissionStateMark } from './mission-state-mark';
import { MissionText } from './mission-text';
import { missionQuery } from './missions-api';

/** One mission: its facts, how it fits (for a freelancer), what can be done with it (for those who run it). */
export function MissionPage() {
  const { id } = useParams({ from: '/signed-in/missions/$id' });
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  const { w, f } = useSpeech();
  const freelancer = hatOf(useMe()) === 'freelancer';
  const runs = mission.moves.length > 0;
  const notes = [
    mission.publishedAt ? w.missions.one.published(f.ago(mission.publishedAt, new Date())) : null,
    w.count.applications(mission.applications),
    mission.answerDays ? w.missions.one.answerDays(mission.answerDays) : null,
  ];
  return (
    <>
      <PageHead
        title={mission.title}
        above={
          runs ? <Link to="/">← {w.shell.nav.missions}</Link> : <Link to="/missions">← {w.shell.nav.missions}</Link>
        }
        about={missionBy(mission, w)}
      >
        {runs ? <MissionMoves mission={mission} /> : null}
      </PageHead>
      {runs ? <MissionSections mission={mission} current="mission" /> : null}
      <div className={freelancer ? `${styles.page} ${styles.withFit}` : styles.page}>
        <div className={styles.main}>
          <p className={styles.notes}>
            {runs || mission.state !== 'PUBLISHED' ? <MissionStateMark state={mission.state} /> : null}
            {dotted(notes)}
          </p>
          {runs ? <Review mission={mission} /> : null}
          {mission.state === 'DRAFT' && mission.moves.includes('edit') ? (
            <p>
              <Link to="/missions/$id/et-si" params={{ id: mission.id }}>
                {w.whatIf.mission.beforePublishing}
              </Link>
            </p>
          ) : null}
          <Facts facts={missionFacts(mission, w, f)} />
        </div>
        {freelancer ? (
          <aside className={styles.fit}>
            <ApplyPanel mission={mission} />
          </aside>
        ) : null}
        <div className={styles.rest}>
          <MissionText mission={mission} />
        </div>
      </div>
    </>
  );
}

/** What moderation said, and what the wording check found. */
function Review({ mission }: { mission: MissionView }) {
  const { w } = useSpeech();
  const words = w.missions.one;
  return (
    <>
      {mission.verdict ? (
        <div className={styles.review}>
          <h2>{words.verdict}</h2>
          <p>{mission.verdict}</p>
        </div>
      ) : null}
      {mission.lint.length > 0 ? (
        <div className={styles.review}>
          <h2>{words.lint}</h2>
          <ul>
            {mission.lint.map((finding) => (
              <li key={finding.field + finding.sentence}>
                {finding.sentence}
                {finding.blocking ? <strong> ({words.lintBlocking})</strong> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
