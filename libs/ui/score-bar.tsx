import type { SharedWords } from './i18n/words';

/** One criterion of the bar: `weight` sizes the segment, `share` (0–1) fills it, null when nothing could be compared. */
export interface ScoreSegment {
  key: string;
  name: string;
  weight: number;
  share: number | null;
}

/** A segment under this share is drawn in the second colour: it is where a conversation is needed. */
const PARTLY_UNDER = 0.85;

/** The criteria side by side, each as wide as it weighs; the whole is one picture with its reading in words. */
export function ScoreBar(props: { segments: readonly ScoreSegment[]; words: SharedWords; large?: boolean }) {
  const reading = props.segments
    .map((segment) => props.words.score.segment(segment.name, segment.share))
    .join(props.words.score.separator);
  return (
    <div className={props.large ? 'score-bar score-bar-large' : 'score-bar'} role="img" aria-label={reading}>
      {props.segments.map((segment) => (
        <span
          key={segment.key}
          className={`score-segment ${segmentTone(segment.share)}`}
          style={{ flexGrow: segment.weight }}
        >
          {segment.share === null ? null : (
            <span className="score-fill" style={{ width: `${Math.round(segment.share * 100)}%` }} />
          )}
        </span>
      ))}
    </div>
  );
}

function segmentTone(share: number | null): string {
  if (share === null) return 'score-segment-unknown';
  return share < PARTLY_UNDER ? 'score-segment-partly' : 'score-segment-met';
}

/** “82 / 100”. */
export function Score({ score, words, large }: { score: number; words: SharedWords; large?: boolean }) {
  return (
    <span className={large ? 'score score-large' : 'score'}>
      <span className="score-figure">{Math.round(score)}</span>
      <span className="score-of">{words.score.outOfHundred}</span>
    </span>
  );
}
