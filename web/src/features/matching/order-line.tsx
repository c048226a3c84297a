import { Link, type LinkProps } from '@tanstack/react-router';
import type { CandidateOrder } from '#libs/contracts/matching';
import { useSpeech } from '../../app/words';
import { Mark } from '../../ui/mark';
import rows from './match-rows.module.css';
import styles from './order-line.module.css';

/**
 * What the candidates of a mission are ordered by, and the way to the `other` order when the two differ. `reordered`:
 * unknown until the list has come, which takes the same room.
 */
export function OrderLine(props: { order: CandidateOrder; other: LinkProps; reordered: boolean | undefined }) {
  const { order, other, reordered } = props;
  const { w, locale } = useSpeech();
  const words = w.missions.order;
  if (reordered === undefined) return <p className={styles.line}>{'\u00a0'}</p>;
  return (
    <p className={styles.line}>
      <span>{reordered && order === 'FAIR' ? words.fair : words.score}</span>{' '}
      {reordered ? (
        <Link {...other} replace resetScroll={false}>
          {order === 'FAIR' ? words.showByScore : words.showFair}
        </Link>
      ) : null}{' '}
      <a href={`${locale === 'fr' ? '/classement' : '/en/classement'}#ordre`}>{words.why}</a>
    </p>
  );
}

/** Says of a row that it has one of the places kept for newcomers. */
export function NewcomerMark({ newcomersPlace }: { newcomersPlace: boolean }) {
  const { w } = useSpeech();
  return newcomersPlace ? <Mark tone="open">{w.missions.order.newcomer}</Mark> : null;
}

/** Says of a row that moved where it stands by score; nothing of one without a place. */
export function PlaceByScore({ rank, rankByScore }: { rank: number | null; rankByScore: number | null }) {
  const { w } = useSpeech();
  return rankByScore === null || rank === rankByScore ? null : (
    <p className={rows.facts}>{w.missions.order.placeByScore(rankByScore)}</p>
  );
}
