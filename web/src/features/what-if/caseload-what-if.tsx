import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CaseloadWhatIf } from '#libs/contracts/what-if';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { Row, Rows, RowsWaiting } from '../../ui/rows';
import { FailureNote } from '../../ui/sending';
import { caseloadWhatIfQuery } from './what-if-api';
import styles from './what-if.module.css';

/** Which skill would open the most missions to the people my agency accompanies, and to whom. */
export function CaseloadWhatIfPage() {
  const { w, locale } = useSpeech();
  const words = w.whatIf.caseload;
  const found = useQuery(caseloadWhatIfQuery(locale));
  return (
    <>
      <PageHead
        title={w.whatIf.title}
        above={<Link to="/portefeuille">← {w.shell.nav.caseload}</Link>}
        about={words.about}
      />
      {found.isError ? (
        <div className={styles.part}>
          <FailureNote error={found.error} again={() => void found.refetch()} />
        </div>
      ) : found.data === undefined ? (
        <RowsWaiting />
      ) : found.data.people === 0 ? (
        <EmptyState title={words.empty} hint={words.emptyHint} />
      ) : (
        <Skills whatIf={found.data} />
      )}
    </>
  );
}

function Skills({ whatIf: { people, left, suppositions } }: { whatIf: CaseloadWhatIf }) {
  const { w } = useSpeech();
  const words = w.whatIf.caseload;
  return (
    <div className={styles.page}>
      <p className={styles.now}>
        {words.counted(people)} {left > 0 ? words.left(left) : null} <span className={styles.note}>{words.open}</span>
      </p>
      {suppositions.length === 0 ? (
        <EmptyState title={words.nothing} hint={words.nothingHint} />
      ) : (
        <Rows label={words.list}>
          {suppositions.map((skill) => (
            <Row key={skill.skillId}>
              <article className={styles.what}>
                <h2>{skill.label}</h2>
                <p>
                  <span className={styles.gain}>{words.missions(skill.missions)}</span>{' '}
                  <span className={styles.note}>{words.effect(skill.helped, people)}</span>
                </p>
                <details>
                  <summary>
                    {skill.people.length < skill.helped
                      ? words.best(skill.people.length, skill.helped)
                      : words.see(skill.helped)}
                  </summary>
                  <ul>
                    {skill.people.map(({ profileId, name, headline, opened }) => (
                      <li key={profileId}>
                        <Link to="/profils/$id" params={{ id: profileId }}>
                          {dotted([name, headline])}
                        </Link>
                        <span>{words.opened(opened)}</span>
                      </li>
                    ))}
                  </ul>
                </details>
              </article>
            </Row>
          ))}
        </Rows>
      )}
    </div>
  );
}
