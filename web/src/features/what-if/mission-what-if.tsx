import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { MissionView } from '#libs/contracts/mission';
import type { MissionChange, MissionWhatIf } from '#libs/contracts/what-if';
import type { Formatter } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import type { Words } from '../../i18n/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { Row, Rows, RowsWaiting } from '../../ui/rows';
import { FailureNote } from '../../ui/sending';
import { RateHistogram } from '../discovery/rate-histogram';
import { MissionMoves } from '../missions/mission-moves';
import { MissionSections } from '../missions/mission-sections';
import { missionQuery } from '../missions/missions-api';
import { missionWhatIfQuery } from './what-if-api';
import styles from './what-if.module.css';

/** What each criterion of a mission costs in candidates, what they ask, and how many applications to expect. */
export function MissionWhatIfPage() {
  const { w, locale } = useSpeech();
  const { id } = useParams({ from: '/signed-in/missions/$id/et-si' });
  const { data: mission } = useSuspenseQuery(missionQuery(id));
  const found = useQuery(missionWhatIfQuery(id, mission.version, locale));
  return (
    <>
      <PageHead
        title={mission.title}
        above={<Link to="/">← {w.shell.nav.missions}</Link>}
        about={w.whatIf.mission.about}
      >
        <MissionMoves mission={mission} />
      </PageHead>
      <MissionSections mission={mission} current="et-si" />
      {found.isError ? (
        <div className={styles.part}>
          <FailureNote error={found.error} again={() => void found.refetch()} />
        </div>
      ) : found.data ? (
        <Costs mission={mission} whatIf={found.data} />
      ) : (
        <RowsWaiting />
      )}
    </>
  );
}

function Costs({ mission, whatIf }: { mission: MissionView; whatIf: MissionWhatIf }) {
  const { w, f } = useSpeech();
  const words = w.whatIf.mission;
  const { people, suppositions, rates, expected } = whatIf;
  const bound = (rate: number | null) => (rate === null ? undefined : String(rate));
  return (
    <div className={`${styles.page} ${styles.underSections}`}>
      <p className={styles.now}>
        <strong>{words.now(people)}</strong> <span className={styles.note}>{words.open}</span>
      </p>
      {suppositions.length === 0 ? (
        <EmptyState title={words.nothing} hint={words.nothingHint} />
      ) : (
        <section className={styles.group}>
          <h2>{words.costs}</h2>
          <Rows label={words.costs}>
            {suppositions.map(({ change, more }) => (
              <Row key={JSON.stringify(change)}>
                <article className={styles.what}>
                  <h3>{saysChange(change, w, f)}</h3>
                  <p className={styles.gain}>{words.more(more)}</p>
                </article>
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {rates.length > 1 ? (
        <section className={styles.part}>
          <h2>{words.rates}</h2>
          <div className={styles.histogram}>
            <RateHistogram
              bands={rates.map(({ from, count }) => ({ value: String(from), label: String(from), count }))}
              min={bound(mission.rateMin)}
              max={bound(mission.rateMax)}
            />
          </div>
          <p className={styles.note}>{words.ratesHint}</p>
        </section>
      ) : null}
      {expected ? (
        <section className={styles.part}>
          <h2>{words.expected}</h2>
          <p>{words.expectedSays(expected.applications, expected.missions)}</p>
        </section>
      ) : null}
    </div>
  );
}

function saysChange(change: MissionChange, w: Words, f: Formatter): string {
  const words = w.whatIf.mission;
  switch (change.kind) {
    case 'MUST':
      return words.must(change.label);
    case 'LANGUAGE':
      return words.language(f.language(change.language));
    case 'RATE':
      return words.rate(f.dayRate(change.from), f.dayRate(change.to));
    case 'BUDGET':
      return words.budget(f.euros(change.from), f.euros(change.to));
    case 'START':
      return words.start(f.date(change.from), f.date(change.to));
    case 'REMOTE':
      return words.mode[change.to];
    case 'RADIUS':
      return words.radius(f.distance(change.from), f.distance(change.to));
  }
}
