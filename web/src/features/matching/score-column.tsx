import type { MatchSummary } from '#libs/contracts/matching';
import { scoreSegments } from '#libs/ui/match-summary';
import { Score, ScoreBar } from '#libs/ui/score-bar';
import { useSpeech } from '../../app/words';
import styles from './score-column.module.css';

/** The figure and the bar at the end of a row, aligned so that a column of people can be compared. */
export function ScoreColumn(props: { score: number; blocked: boolean; parts: Pick<MatchSummary, 'criteria'> | null }) {
  const { w } = useSpeech();
  return (
    <div className={styles.column}>
      {props.blocked ? (
        <span className={styles.blocked}>{w.score.band.blocked}</span>
      ) : (
        <Score score={props.score / 10} words={w} />
      )}
      {props.parts ? <ScoreBar segments={scoreSegments(props.parts, w)} words={w} /> : null}
    </div>
  );
}
