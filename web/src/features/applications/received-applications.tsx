import { Button, Checkbox } from '@mantine/core';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApplicationCard, ApplicationState } from '#libs/contracts/application';
import { Score } from '#libs/ui/score-bar';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { PagedRows } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { missionQuery } from '../missions/missions-api';
import { MissionSections } from '../missions/mission-sections';
import { missionApplications } from './applications-api';
import { BatchDecline } from './batch-decline';
import styles from './application-rows.module.css';
import { NextStepLine } from './next-step';
import { StateMark } from './state-mark';

/** The stages in the order of a recruitment, then the endings. */
const STATES: readonly ApplicationState[] = [
  'SUBMITTED',
  'UNDER_REVIEW',
  'SHORTLISTED',
  'INTERVIEW',
  'OFFERED',
  'ACCEPTED',
  'ON_HOLD',
  'POOL',
  'DECLINED',
  'WITHDRAWN',
  'EXPIRED',
  'OBSOLETE',
  'CANCELLED',
];

/** The applications a mission received, by stage; several can be declined at once, each person gets the words. */
export function ReceivedApplications() {
  const { w } = useSpeech();
  const words = w.applications.received;
  const { id } = useParams({ from: '/signed-in/missions/$id/candidatures' });
  const { etape } = useSearch({ from: '/signed-in/missions/$id/candidatures' });
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  const list = useInfiniteQuery(missionApplications(id, etape));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [declining, setDeclining] = useState(false);
  const first = list.data?.pages[0];
  const here = STATES.filter((state) => (first?.facets[state] ?? 0) > 0 || state === etape);
  const choose = (card: ApplicationCard) =>
    setChosen(chosen.includes(card.id) ? chosen.filter((one) => one !== card.id) : [...chosen, card.id]);

  return (
    <>
      <PageHead
        title={mission.title}
        above={<Link to="/">← {w.shell.nav.missions}</Link>}
        about={first && first.overdue > 0 ? words.overdue(first.overdue) : undefined}
      />
      <MissionSections mission={mission} current="candidatures" />
      {here.length > 0 ? (
        <Sections
          label={words.title}
          sections={[
            {
              key: 'ALL',
              name: words.all,
              current: etape === undefined,
              link: { to: '/missions/$id/candidatures', params: { id }, search: {} },
            },
            ...here.map((state) => ({
              key: state,
              name: w.applicationState[state],
              count: first?.facets[state],
              due: state === 'SUBMITTED',
              current: state === etape,
              link: { to: '/missions/$id/candidatures', params: { id }, search: { etape: state } } as const,
            })),
          ]}
        />
      ) : null}
      <PagedRows<ApplicationCard>
        label={words.title}
        list={list}
        toKey={(card) => card.id}
        row={(card) => <ReceivedRow card={card} chosen={chosen.includes(card.id)} choose={() => choose(card)} />}
        empty={
          etape ? (
            <EmptyState title={words.emptyState} />
          ) : (
            <EmptyState title={words.empty} hint={words.emptyHint}>
              <Link to="/missions/$id/candidats" params={{ id }}>
                {words.ranked}
              </Link>
            </EmptyState>
          )
        }
      />
      {chosen.length > 0 ? (
        <div className={styles.selection}>
          <Button variant="action" onClick={() => setDeclining(true)}>
            {words.decline(chosen.length)}
          </Button>
          <Button variant="default" onClick={() => setChosen([])}>
            {w.shell.verb.cancel}
          </Button>
        </div>
      ) : null}
      {declining ? (
        <BatchDecline
          missionId={id}
          applicationIds={chosen}
          close={(done) => {
            setDeclining(false);
            if (done) setChosen([]);
          }}
        />
      ) : null}
    </>
  );
}

function ReceivedRow(props: { card: ApplicationCard; chosen: boolean; choose: () => void }) {
  const { w, f } = useSpeech();
  const { card } = props;
  const facts = [
    card.freelancer.placeName,
    card.proposedRate ? f.dayRate(card.proposedRate) : null,
    card.availableFrom ? w.availability.freeFrom(f.shortDate(card.availableFrom, new Date())) : null,
  ];
  return (
    <div className={styles.withBox}>
      <div className={styles.box}>
        <Checkbox
          aria-label={w.applications.received.choose(card.freelancer.name)}
          checked={props.chosen}
          disabled={!card.moves.includes('decline')}
          onChange={props.choose}
        />
      </div>
      <div className={styles.card}>
        <div className={styles.who}>
          <h2>
            <Link to="/candidatures/$id" params={{ id: card.id }} className={styles.name}>
              {card.freelancer.name}
            </Link>
          </h2>
          <p>{card.freelancer.headline}</p>
          <p className={styles.about}>{dotted(facts)}</p>
          <p className={styles.step}>
            <NextStepLine step={card.nextStep} />
          </p>
          {card.sender.kind === 'ADVISER' && card.sender.organisationName ? (
            <p className={styles.about}>{w.applications.one.sender(card.sender.organisationName)}</p>
          ) : null}
        </div>
        <div className={styles.aside}>
          {card.score === null ? null : <Score score={card.score} words={w} />}
          <StateMark state={card.state} />
          <time dateTime={card.submittedAt} title={f.instant(card.submittedAt)}>
            {f.ago(card.submittedAt, new Date())}
          </time>
        </div>
      </div>
    </div>
  );
}
