import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MissionView } from '#libs/contracts/mission';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { FitPanel, FitWaiting } from '../matching/fit-panel';
import { matchOf } from '../matching/match-api';
import { FailureNote } from '../../ui/sending';
import { myApplications } from './applications-api';
import styles from './apply.module.css';

/** Beside a mission, for a freelancer: apply, or the application already sent, and how the two fit. */
export function ApplyPanel({ mission }: { mission: MissionView }) {
  const { w, locale } = useSpeech();
  const me = useMe();
  const match = useQuery({ ...matchOf(mission.id, undefined, locale), enabled: me.profileId !== null });
  const { sent, known } = useSentApplication(mission.id);
  const words = w.applications.apply;
  return (
    <div className={styles.panel}>
      {sent ? (
        <div className={styles.already}>
          <p>{words.already}</p>
          <ButtonLink variant="default" to="/candidatures/$id" params={{ id: sent }}>
            {words.seeIt}
          </ButtonLink>
        </div>
      ) : mission.state === 'PUBLISHED' ? (
        // Keeps its place while one’s applications are read, so that nothing moves when they are known.
        <div className={styles.sticky} data-known={known}>
          <ButtonLink variant="action" to="/missions/$id/postuler" params={{ id: mission.id }}>
            {words.action}
          </ButtonLink>
        </div>
      ) : (
        <p>{w.missionState[mission.state]}</p>
      )}
      {me.profileId === null ? (
        <p>
          <Link to="/profil">{w.missions.match.noProfile}</Link>
        </p>
      ) : match.isPending ? (
        <FitWaiting />
      ) : match.isError ? (
        <FailureNote error={match.error} again={() => void match.refetch()} />
      ) : match.data ? (
        <FitPanel
          explanation={match.data.explanation}
          viewer="self"
          contestable={match.data.mayContest ? match.data : undefined}
        />
      ) : (
        <p>{w.missions.match.none}</p>
      )}
    </div>
  );
}

/** The id of my running application to this mission, if there is one; `known` once that is certain. */
export function useSentApplication(missionId: string): { sent: string | undefined; known: boolean } {
  const answering = useInfiniteQuery(myApplications('TO_ANSWER'));
  const running = useInfiniteQuery(myApplications('RUNNING'));
  const cards = [answering, running].flatMap((list) => list.data?.pages.flatMap((page) => page.items) ?? []);
  return {
    sent: cards.find((card) => card.mission.id === missionId)?.id,
    known: !answering.isPending && !running.isPending,
  };
}
