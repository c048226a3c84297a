import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MissionPage } from '#libs/contracts/mission';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { missionBy, missionRowFacts } from '../missions/mission-facts';
import styles from '../matching/match-rows.module.css';

type Reviewed = MissionPage['items'][number];

const toReview = infiniteQueryOptions({
  queryKey: ['missions', 'to-review'],
  queryFn: ({ pageParam, signal }) =>
    ask<MissionPage>('/operations/missions', { query: { state: 'IN_REVIEW', cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** The missions that wait for a person of the platform; each is decided on its own page. */
export function MissionsToReview() {
  const { w, f } = useSpeech();
  const words = w.operations.missions;
  const list = useInfiniteQuery(toReview);
  return (
    <>
      <PageHead title={words.title} />
      <PagedRows<Reviewed>
        label={words.title}
        list={list}
        toKey={(mission) => mission.id}
        row={(mission) => (
          <article className={styles.what}>
            <h2>
              <Link to="/missions/$id" params={{ id: mission.id }} className={styles.name}>
                {mission.title}
              </Link>
            </h2>
            <p className={styles.by}>{missionBy(mission, w)}</p>
            <p>{dotted(missionRowFacts(mission, w, f))}</p>
          </article>
        )}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
    </>
  );
}
