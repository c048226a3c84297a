import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RecommendedMission } from '#libs/contracts/matching';
import { dotted } from '#libs/ui/format';
import { useLive } from '../../app/live';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useSteady } from '../../ui/use-steady';
import { WaitingRows } from '../../ui/waiting-rows';
import { myApplications } from '../applications/applications-api';
import { ApplicationMark } from '../applications/application-mark';
import { missionBy, missionRowFacts } from '../missions/mission-facts';
import { Freshness } from './freshness';
import { recommendedMissions, useRecompute } from './match-api';
import { ReasonLines } from './reasons';
import styles from './match-rows.module.css';
import { ScoreColumn } from './score-column';

const keyOf = (item: RecommendedMission): string => item.mission.id;

/** The freelancer’s home: what awaits an answer, then the missions that fit, each with its reasons. */
export function Recommended() {
  const { w, locale } = useSpeech();
  const words = w.missions.recommended;
  const me = useMe();
  const list = useInfiniteQuery({ ...recommendedMissions(locale), enabled: me.profileId !== null });
  const first = list.data?.pages[0];
  const toAnswer = useInfiniteQuery(myApplications('TO_ANSWER'));
  // What awaits an answer stands above the list: shown a moment later, it would push it down.
  const isPending = toAnswer.isPending || (me.profileId !== null && list.isPending);
  const live = useLive()?.recommended;
  const steady = useSteady('recommended', list.data?.pages, keyOf);
  const recompute = useRecompute(undefined, steady.expect);
  return (
    <>
      <PageHead
        title={words.title}
        about={
          me.profileId === null ? null : (
            <span className={styles.about}>
              <Link to="/et-si">{w.whatIf.mine.link}</Link>
              <Freshness list={first} live={live} recompute={recompute} />
            </span>
          )
        }
      />
      {isPending ? null : <Waiting count={toAnswer.data?.pages[0]?.counts.TO_ANSWER ?? 0} />}
      {me.profileId === null ? (
        <EmptyState title={words.noProfile} hint={words.noProfileHint}>
          <ButtonLink variant="action" to="/profil">
            {words.start}
          </ButtonLink>
        </EmptyState>
      ) : (
        <>
          <WaitingRows words={steady.waiting === null ? null : words.news(steady.waiting)} show={steady.show} />
          <PagedRows<RecommendedMission>
            label={words.title}
            list={{ ...list, isPending, data: steady.pages && { pages: steady.pages } }}
            toKey={keyOf}
            row={(item) => <RecommendedRow item={item} />}
            empty={
              <EmptyState
                title={first?.freshness === 'COMPUTING' ? w.missions.freshness.computing : words.empty}
                hint={words.emptyHint}
              >
                <div className={styles.steps}>
                  <ButtonLink variant="action" to="/profil">
                    {words.complete}
                  </ButtonLink>
                  <Link to="/missions">{words.searchAll}</Link>
                </div>
              </EmptyState>
            }
          />
        </>
      )}
    </>
  );
}

/** Offers and questions come before any recommendation. */
function Waiting({ count }: { count: number }) {
  const { w } = useSpeech();
  const words = w.missions.recommended;
  if (count === 0) return null;
  return (
    <div className={styles.waiting}>
      <strong>{words.waiting(count)}</strong>
      <Link to="/candidatures" search={{ groupe: 'TO_ANSWER' }}>
        {words.answer}
      </Link>
    </div>
  );
}

function RecommendedRow({ item }: { item: RecommendedMission }) {
  const { w, f } = useSpeech();
  const { mission } = item;
  return (
    <article className={styles.row}>
      <div className={styles.what}>
        <h2>
          <Link to="/missions/$id" params={{ id: mission.id }} className={styles.name}>
            {mission.title}
          </Link>
        </h2>
        <ApplicationMark application={item.application} />
        <p className={styles.by}>{missionBy(mission, w)}</p>
        <p className={styles.facts}>{dotted(missionRowFacts(mission, w, f))}</p>
        <ReasonLines reasons={item.summary.reasons} />
      </div>
      <ScoreColumn score={item.score} blocked={item.blocked} parts={item.summary} />
    </article>
  );
}
