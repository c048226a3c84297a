import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ContestView } from '#libs/contracts/contest';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { ContestRow } from './contest-row';
import { contestsQuery } from './contests-api';

/** The errors reported in scores: those who answer find what waits for them first, everybody what they follow. */
export function Contests() {
  const { w, locale } = useSpeech();
  const words = w.contests;
  const hat = hatOf(useMe());
  const { vue } = useSearch({ from: '/signed-in/signalements' });
  const answers = hat === 'adviser' || hat === 'admin';
  const which = answers && vue !== 'suivis' ? 'to-answer' : 'followed';
  const list = useInfiniteQuery(contestsQuery(which, locale));
  const view = which === 'to-answer' ? 'toAnswer' : 'followed';
  const hint = words.emptyHint[view === 'toAnswer' && hat === 'admin' ? 'toAnswerForPlatform' : view];
  return (
    <>
      <PageHead title={words.title} about={words.about} />
      {answers ? (
        <Sections
          label={words.title}
          sections={[
            {
              key: 'toAnswer',
              name: words.views.toAnswer,
              current: which === 'to-answer',
              link: { to: '/signalements', search: {} },
            },
            {
              key: 'followed',
              name: words.views.followed,
              current: which === 'followed',
              link: { to: '/signalements', search: { vue: 'suivis' } },
            },
          ]}
        />
      ) : null}
      <PagedRows<ContestView>
        label={words.views[view]}
        list={list}
        toKey={(contest) => contest.id}
        row={(contest) => <ContestRow contest={contest} hat={hat} />}
        empty={<EmptyState title={words.empty[view]} hint={hint} />}
      />
    </>
  );
}
