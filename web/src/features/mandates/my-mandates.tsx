import { useInfiniteQuery } from '@tanstack/react-query';
import type { MandateView } from '#libs/contracts/mandate';
import { useSpeech } from '../../app/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { MandateRow } from './mandate-row';
import { mandatesQuery } from './mandates-api';

/** The agencies that act for me. */
export function MyMandates() {
  const { w } = useSpeech();
  const words = w.mandates.mine;
  const list = useInfiniteQuery(mandatesQuery('/me/mandates'));
  return (
    <>
      <PageHead title={words.title} about={words.about} />
      <PagedRows<MandateView>
        label={words.title}
        list={list}
        toKey={(mandate) => mandate.id}
        row={(mandate) => <MandateRow mandate={mandate} viewer="freelancer" />}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
    </>
  );
}
