import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ApplicationCard, ApplicationGroup } from '#libs/contracts/application';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { myApplications } from './applications-api';
import styles from './application-rows.module.css';
import { NextStepLine } from './next-step';
import { StateMark } from './state-mark';

const GROUPS: readonly ApplicationGroup[] = ['TO_ANSWER', 'RUNNING', 'OVER'];

/** The freelancer’s applications: what awaits an answer, what runs, what is over and stays readable. */
export function MyApplications() {
  const { w } = useSpeech();
  const words = w.applications.mine;
  const { groupe = 'RUNNING' } = useSearch({ from: '/signed-in/candidatures' });
  const list = useInfiniteQuery(myApplications(groupe));
  const counts = list.data?.pages[0]?.counts;
  return (
    <>
      <PageHead title={words.title} />
      <Sections
        label={words.title}
        sections={GROUPS.map((group) => ({
          key: group,
          name: words.groups[group],
          count: counts?.[group],
          due: group === 'TO_ANSWER',
          current: group === groupe,
          link: { to: '/candidatures', search: { groupe: group } },
        }))}
      />
      <PagedRows<ApplicationCard>
        label={words.groups[groupe]}
        list={list}
        toKey={(card) => card.id}
        row={(card) => <MyRow card={card} />}
        empty={
          <EmptyState title={words.empty[groupe]} hint={words.emptyHint[groupe]}>
            {groupe === 'OVER' ? null : <Link to="/">{words.see}</Link>}
          </EmptyState>
        }
      />
    </>
  );
}

function MyRow({ card }: { card: ApplicationCard }) {
  const { w, f } = useSpeech();
  return (
    <div className={styles.card}>
      <div className={styles.who}>
        <h2>
          <Link to="/candidatures/$id" params={{ id: card.id }} className={styles.name}>
            {card.mission.title}
          </Link>
        </h2>
        <p className={styles.about}>{dotted([card.mission.organisationName, card.mission.placeName])}</p>
        <p className={styles.step}>
          <NextStepLine step={card.nextStep} />
        </p>
        {card.sender.kind === 'ADVISER' && card.sender.organisationName ? (
          <p className={styles.about}>{w.applications.one.sender(card.sender.organisationName)}</p>
        ) : null}
      </div>
      <div className={styles.aside}>
        <StateMark state={card.state} />
        <time dateTime={card.movedAt} title={f.instant(card.movedAt)}>
          {f.ago(card.movedAt, new Date())}
        </time>
      </div>
    </div>
  );
}
