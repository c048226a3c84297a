import { Link } from '@tanstack/react-router';
import type { CandidateOrder } from '#libs/contracts/matching';
import { useSpeech } from '../../app/words';
import styles from './order-line.module.css';

/**
 * What the candidates of a mission are ordered by, and the way to the other order when the two differ. `reordered`:
 * unknown until the list has come, which takes the same room.
 */
export function OrderLine(props: { missionId: string; order: CandidateOrder; reordered: boolean | undefined }) {
  const { missionId, order, reordered } = props;
  const { w, locale } = useSpeech();
  const words = w.missions.order;
  if (reordered === undefined) return <p className={styles.line}>{'\u00a0'}</p>;
  return (
    <p className={styles.line}>
      <span>{reordered && order === 'FAIR' ? words.fair : words.score}</span>{' '}
      {reordered ? (
        <Link
          to="/missions/$id/candidats"
          params={{ id: missionId }}
          search={{ ordre: order === 'FAIR' ? 'score' : undefined }}
          replace
        >
          {order === 'FAIR' ? words.showByScore : words.showFair}
        </Link>
      ) : null}{' '}
      <a href={`${locale === 'fr' ? '/classement' : '/en/classement'}#ordre`}>{words.why}</a>
    </p>
  );
}
