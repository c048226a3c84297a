import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ProfileChange, ProfilePair, ProfileSupposition } from '#libs/contracts/what-if';
import { dotted, type Formatter } from '#libs/ui/format';
import { useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import type { Words } from '../../i18n/words';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { Row, Rows, RowsWaiting } from '../../ui/rows';
import { FailureNote } from '../../ui/sending';
import type { ProfilePart } from '../profile/profile-part';
import { profileWhatIfQuery } from './what-if-api';
import styles from './what-if.module.css';

const KINDS = ['SKILL', 'RATE', 'MOBILITY', 'REMOTE', 'AVAILABLE', 'DAYS'] as const;
/** Where on the profile each change is made. */
const PARTS: Record<ProfileChange['kind'], ProfilePart> = {
  SKILL: 'competences',
  RATE: 'tarif',
  MOBILITY: 'lieu',
  REMOTE: 'lieu',
  AVAILABLE: 'disponibilite',
  DAYS: 'disponibilite',
};

/** What one change of my profile would open: counted on live missions, each change where it is made, none made here. */
export function MyWhatIf() {
  const { w, locale } = useSpeech();
  const words = w.whatIf.mine;
  const me = useMe();
  const found = useQuery({ ...profileWhatIfQuery(locale), enabled: me.profileId !== null });
  return (
    <>
      <PageHead title={w.whatIf.title} above={<Link to="/">← {w.shell.nav.home}</Link>} about={words.about} />
      {me.profileId === null ? (
        <EmptyState title={w.missions.recommended.noProfile} hint={w.missions.recommended.noProfileHint}>
          <ButtonLink variant="action" to="/profil">
            {w.missions.recommended.start}
          </ButtonLink>
        </EmptyState>
      ) : found.isError ? (
        <div className={styles.part}>
          <FailureNote error={found.error} again={() => void found.refetch()} />
        </div>
      ) : found.data === undefined ? (
        <RowsWaiting />
      ) : found.data.near === 0 ? (
        <EmptyState title={words.far} hint={words.farHint}>
          <ButtonLink variant="action" to="/profil">
            {w.missions.recommended.complete}
          </ButtonLink>
        </EmptyState>
      ) : (
        <div className={styles.page}>
          <p className={styles.now}>
            <strong>{words.now(found.data.possible)}</strong> <span className={styles.note}>{words.open}</span>
          </p>
          {found.data.suppositions.length === 0 && found.data.pairs.length === 0 ? (
            <EmptyState title={words.nothing} hint={words.nothingHint}>
              <Link to="/missions">{w.missions.recommended.searchAll}</Link>
            </EmptyState>
          ) : null}
          {KINDS.map((kind) => (
            <Group
              key={kind}
              kind={kind}
              now={found.data.possible}
              suppositions={found.data.suppositions.filter(({ change }) => change.kind === kind)}
            />
          ))}
          {found.data.pairs.length > 0 ? (
            <section className={styles.group}>
              <h2>{words.pairs}</h2>
              <p className={styles.why}>{words.pairsHint}</p>
              <Rows label={words.pairs}>
                {found.data.pairs.map((pair) => (
                  <Row key={JSON.stringify(pair.changes)}>
                    <Supposition changes={pair.changes} effect={pair} now={found.data.possible} />
                  </Row>
                ))}
              </Rows>
            </section>
          ) : null}
        </div>
      )}
    </>
  );
}

function Group(props: { kind: ProfileChange['kind']; now: number; suppositions: readonly ProfileSupposition[] }) {
  const { w } = useSpeech();
  const words = w.whatIf.mine;
  if (props.suppositions.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>{words.groups[props.kind]}</h2>
      <Rows label={words.groups[props.kind]}>
        {props.suppositions.map((supposition) => (
          <Row key={JSON.stringify(supposition.change)}>
            <Supposition changes={[supposition.change]} effect={supposition} now={props.now} />
          </Row>
        ))}
      </Rows>
      {props.kind === 'SKILL' ? <p className={styles.note}>{words.honest}</p> : null}
    </section>
  );
}

/** One change, or two made together: what they do, the missions they open, and the way to each. */
function Supposition(props: { changes: readonly ProfileChange[]; effect: Omit<ProfilePair, 'changes'>; now: number }) {
  const { w, f } = useSpeech();
  const words = w.whatIf.mine;
  const { changes, now } = props;
  const { possible, opened, closed, missions } = props.effect;
  const said = changes.map((change) => saysChange(change, w, f));
  return (
    <article className={styles.row}>
      <div className={styles.what}>
        <h3>{said.length === 1 ? said[0] : words.together(said)}</h3>
        <p>
          <span className={styles.gain}>{words.opened(opened)}</span>
          <span className={styles.note}>
            {', '}
            {dotted([words.total(now, possible), closed > 0 ? words.closed(closed) : null])}
          </span>
        </p>
        <details>
          <summary>{missions.length < opened ? words.best(missions.length, opened) : words.see(opened)}</summary>
          <ul>
            {missions.map(({ id, title, score }) => (
              <li key={id}>
                <Link to="/missions/$id" params={{ id }}>
                  {title}
                </Link>
                <span>
                  {f.number(score / 10)} {w.score.outOfHundred}
                </span>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div className={styles.ways}>
        {changes.map((change) => (
          <ButtonLink
            key={change.kind}
            variant="default"
            to="/profil"
            search={change.kind === 'SKILL' ? { competence: change.label } : {}}
            hash={PARTS[change.kind]}
          >
            {words.go[change.kind]}
          </ButtonLink>
        ))}
      </div>
    </article>
  );
}

function saysChange(change: ProfileChange, w: Words, f: Formatter): string {
  const words = w.whatIf.mine;
  switch (change.kind) {
    case 'SKILL':
      return words.skill(change.label);
    case 'RATE':
      return words.rate(f.dayRate(change.from), f.dayRate(change.to));
    case 'MOBILITY':
      return words.mobility(f.distance(change.from), f.distance(change.to));
    case 'REMOTE':
      return words.mode[change.mode];
    case 'AVAILABLE':
      return words.available(change.from === null ? null : f.date(change.from), f.date(change.to));
    case 'DAYS':
      return words.days(f.number(change.from), f.number(change.to));
  }
}
