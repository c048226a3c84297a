import { Drawer } from '@mantine/core';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Candidate } from '#libs/contracts/matching';
import { dotted } from '#libs/ui/format';
import { useLive } from '../../app/live';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { useNarrow } from '../../ui/use-narrow';
import { useSteady } from '../../ui/use-steady';
import { WaitingRows } from '../../ui/waiting-rows';
import { RejectedLink } from '../discovery/rejected-link';
import { MissionSections } from '../missions/mission-sections';
import { missionQuery } from '../missions/missions-api';
import { profileFacts } from '../profile/profile-facts';
import { ApplicationMark, ToApplication } from '../applications/application-mark';
import { FitPanel } from './fit-panel';
import { Freshness } from './freshness';
import { rankedCandidates, useRecompute } from './match-api';
import styles from './match-rows.module.css';
import { NewcomerMark, OrderLine, PlaceByScore } from './order-line';
import { ReasonLines } from './reasons';
import { ScoreColumn } from './score-column';

/** Below this width the detail opens over the list. */
const NARROW = '(width <= 1100px)';

const keyOf = (candidate: Candidate): string => candidate.profile.id;

/** The candidates of a mission, ranked, each with reasons; the one chosen is read beside the list. */
export function Ranked() {
  const { w, locale } = useSpeech();
  const words = w.missions.ranked;
  const { id } = useParams({ from: '/signed-in/missions/$id/candidats' });
  const { fiche, ordre } = useSearch({ from: '/signed-in/missions/$id/candidats' });
  const navigate = useNavigate({ from: '/missions/$id/candidats' });
  const narrow = useNarrow(NARROW);
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  const order = ordre === 'score' ? 'SCORE' : 'FAIR';
  const list = useInfiniteQuery(rankedCandidates(id, locale, order));
  const first = list.data?.pages[0];
  const live = useLive()?.candidates[id];
  // Beside a list somebody’s sheet is being read: it stays until the reader wants the new list.
  const steady = useSteady(`${id} ${order}`, list.data?.pages, keyOf, narrow);
  const recompute = useRecompute(id, steady.expect);
  const mayRecompute = mission.moves.includes('edit') && ['PUBLISHED', 'PAUSED'].includes(mission.state);
  const candidates = steady.pages?.flatMap((page) => page.items) ?? [];
  const chosen = candidates.find((candidate) => candidate.profile.id === fiche) ?? (narrow ? undefined : candidates[0]);
  const choose = (profileId: string | undefined) =>
    void navigate({ search: { fiche: profileId, ordre }, replace: true, resetScroll: false });

  return (
    <>
      <PageHead
        title={mission.title}
        above={<Link to="/">← {w.shell.nav.missions}</Link>}
        about={
          <>
            <Freshness list={first} live={live} recompute={mayRecompute ? recompute : undefined} />{' '}
            <RejectedLink mission={id} rejected={first?.rejected} />
          </>
        }
      />
      <MissionSections mission={mission} current="candidats" />
      <div className={candidates.length > 0 ? styles.split : undefined}>
        <div>
          <OrderLine
            order={order}
            other={{
              to: '/missions/$id/candidats',
              params: { id },
              search: { ordre: order === 'FAIR' ? 'score' : undefined },
            }}
            reordered={first?.reordered}
          />
          <WaitingRows words={steady.waiting === null ? null : words.news(steady.waiting)} show={steady.show} />
          <PagedRows<Candidate>
            label={words.title}
            list={{ ...list, data: steady.pages && { pages: steady.pages } }}
            toKey={keyOf}
            chosen={chosen?.profile.id}
            row={(candidate) => (
              <RankedRow candidate={candidate} ordre={ordre} choose={() => choose(candidate.profile.id)} />
            )}
            empty={
              mission.state === 'DRAFT' ? (
                <EmptyState title={words.notPublished} hint={words.notPublishedHint} />
              ) : (
                <EmptyState
                  title={first?.freshness === 'COMPUTING' ? words.computing : words.empty}
                  hint={words.emptyHint}
                >
                  <Link to="/missions/$id/modifier" params={{ id }}>
                    {words.edit}
                  </Link>
                </EmptyState>
              )
            }
          />
        </div>
        {chosen && !narrow ? (
          <aside className={styles.pane} aria-label={w.discovery.people.sheet} tabIndex={0}>
            <CandidateSheet candidate={chosen} missionId={id} />
          </aside>
        ) : null}
      </div>
      <Drawer
        opened={narrow && chosen !== undefined}
        onClose={() => choose(undefined)}
        position="bottom"
        size="90%"
        title={w.discovery.people.sheet}
        closeButtonProps={{ 'aria-label': w.shell.verb.close }}
      >
        {chosen ? <CandidateSheet candidate={chosen} missionId={id} /> : null}
      </Drawer>
    </>
  );
}

function RankedRow(props: { candidate: Candidate; ordre: string | undefined; choose: () => void }) {
  const { candidate, ordre, choose } = props;
  const { w, f } = useSpeech();
  const { profile, newcomersPlace, rank, rankByScore } = candidate;
  return (
    <article className={styles.row}>
      <div className={styles.what}>
        <h2>
          <Link
            to="."
            search={{ fiche: profile.id, ordre }}
            className={styles.name}
            onClick={(event) => {
              event.preventDefault();
              choose();
            }}
          >
            {profile.name}
          </Link>{' '}
          <NewcomerMark newcomersPlace={newcomersPlace} />
        </h2>
        <ApplicationMark application={candidate.application} />
        <p>{profile.headline}</p>
        <p className={styles.facts}>{dotted(profileFacts(profile, w, f))}</p>
        <PlaceByScore rank={rank} rankByScore={rankByScore} />
        {candidate.explanation ? <ReasonLines reasons={candidate.explanation.reasons} /> : null}
      </div>
      <ScoreColumn score={candidate.score} blocked={candidate.blocked} parts={candidate.explanation} />
    </article>
  );
}

function CandidateSheet({ candidate, missionId }: { candidate: Candidate; missionId: string }) {
  const { w, f } = useSpeech();
  const { profile, explanation } = candidate;
  return (
    <>
      <div className={styles.paneHead}>
        <h2>{profile.name}</h2>
        <p>{profile.headline}</p>
        <p className={styles.facts}>{dotted(profileFacts(profile, w, f))}</p>
        <div className={styles.paneActions}>
          <ButtonLink variant="default" to="/profils/$id" params={{ id: profile.id }} search={{ mission: missionId }}>
            {w.missions.ranked.see}
          </ButtonLink>
          <ToApplication application={candidate.application} />
        </div>
      </div>
      {explanation ? (
        <FitPanel
          explanation={explanation}
          viewer="other"
          contestable={candidate.mayContest ? { missionId, profileId: profile.id } : undefined}
        />
      ) : null}
    </>
  );
}
