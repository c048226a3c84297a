import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { MissionPage } from '#libs/contracts/mission';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { placeName } from './mission-facts';
import styles from './own-missions.module.css';
import { MissionStateMark } from './mission-state-mark';
import { ownMissions } from './missions-api';

const SHOWN = ['PUBLISHED', 'DRAFT', 'IN_REVIEW', 'PAUSED', 'FILLED', 'CLOSED', 'EXPIRED'] as const;

type OwnMission = MissionPage['items'][number];

/** The employer’s home: their missions, what each received, and the way to post one. */
export function OwnMissions() {
  const { w } = useSpeech();
  const words = w.missions.own;
  const { etat } = useSearch({ from: '/signed-in/' });
  const list = useInfiniteQuery(ownMissions(etat));
  return (
    <>
      <PageHead title={words.title}>
        <ButtonLink variant="action" to="/missions/nouvelle">
          {words.post}
        </ButtonLink>
      </PageHead>
      <Sections
        label={words.title}
        sections={[
          { key: 'ALL', name: words.all, current: etat === undefined, link: { to: '/', search: {} } },
          ...SHOWN.map((state) => ({
            key: state,
            name: words.states[state],
            current: state === etat,
            link: { to: '/', search: { etat: state } } as const,
          })),
        ]}
      />
      <PagedRows<OwnMission>
        label={words.title}
        list={list}
        toKey={(mission) => mission.id}
        row={(mission) => <OwnRow mission={mission} />}
        empty={
          etat ? <EmptyState title={words.emptyState} /> : <EmptyState title={words.empty} hint={words.emptyHint} />
        }
      />
    </>
  );
}

function OwnRow({ mission }: { mission: OwnMission }) {
  const { w, f } = useSpeech();
  const words = w.missions.own;
  const facts = [
    mission.place ? placeName(mission.place) : null,
    mission.remoteMode ? w.remoteMode[mission.remoteMode] : null,
    f.dayRates(mission.rateMin, mission.rateMax),
    mission.startsOn ? w.facts.startsOn(f.shortDate(mission.startsOn, new Date())) : null,
  ];
  const params = { id: mission.id };
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <h2>
          <Link to="/missions/$id" params={params}>
            {mission.title}
          </Link>
        </h2>
        <p className={styles.facts}>{dotted(facts)}</p>
        <p className={styles.state}>
          <MissionStateMark state={mission.state} />
          {mission.seats > 1 ? (
            <span className={styles.facts}>{words.seats(mission.seatsFilled, mission.seats)}</span>
          ) : null}
        </p>
      </div>
      <div className={styles.links}>
        <Link to="/missions/$id/candidatures" params={params}>
          {w.count.applications(mission.applications)}
          {mission.newApplications > 0 ? (
            <strong className={styles.fresh}>{words.newApplications(mission.newApplications)}</strong>
          ) : null}
        </Link>
        {mission.state === 'PUBLISHED' || mission.state === 'PAUSED' ? (
          <Link to="/missions/$id/candidats" params={params}>
            {words.candidates}
          </Link>
        ) : null}
      </div>
    </div>
  );
}
