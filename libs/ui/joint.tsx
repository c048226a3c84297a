import type { SharedWords } from './i18n/words';

/** How the person's piece fits the mission's: flush, with a gap, an empty socket, or nothing to compare. */
export type JointStatus = 'met' | 'partly' | 'missing' | 'unknown';

/** One criterion in the words of both sides. `points` out of `outOf` are of the hundred the score counts. */
export interface JointFacts {
  key: string;
  name: string;
  asks: string;
  brings: string;
  status: JointStatus;
  points: number;
  outOf: number;
  advice?: string;
}

const symbols: Record<JointStatus, string> = {
  met: 'M3 8.5l3.2 3.2L13 4.8',
  partly: 'M3.5 8h9',
  missing: '',
  unknown: '',
};

function StatusSymbol({ status }: { status: JointStatus }) {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden fill="none" stroke="currentColor" strokeWidth="2">
      {symbols[status] ? (
        <path d={symbols[status]} strokeLinecap="round" strokeLinejoin="round" />
      ) : (
        <circle cx="8" cy="8" r="5.6" strokeDasharray="3 2.4" />
      )}
    </svg>
  );
}

/** “The mission asks | you bring”, with the status in words and its points. Readable in black and white. */
export function Joint({ facts, words, viewer }: { facts: JointFacts; words: SharedWords; viewer: 'self' | 'other' }) {
  const { joint } = words;
  return (
    <li className={`joint joint-${facts.status}`}>
      <p className="joint-head">
        <span className="joint-name">{facts.name}</span>
        <span className="joint-status">
          <StatusSymbol status={facts.status} />
          {facts.status === 'unknown'
            ? joint.status.unknown
            : joint.withPoints(joint.status[facts.status], facts.points, facts.outOf)}
        </span>
      </p>
      <div className="joint-pieces">
        <div className="joint-asks">
          <span>
            <span className="visually-hidden">{joint.asks + joint.colon}</span>
            {facts.asks || joint.notAsked}
          </span>
        </div>
        <div className="joint-brings">
          <span>
            <span className="visually-hidden">
              {(viewer === 'self' ? joint.youBring : joint.theyBring) + joint.colon}
            </span>
            {facts.brings || joint.notGiven}
          </span>
        </div>
      </div>
      {facts.advice ? <p className="joint-advice">{facts.advice}</p> : null}
    </li>
  );
}

/** All the joints of one pair, under the names of the two sides. */
export function Joints(props: { joints: readonly JointFacts[]; words: SharedWords; viewer: 'self' | 'other' }) {
  const { joint } = props.words;
  return (
    <>
      <p className="joints-sides" aria-hidden>
        <span>{joint.asks}</span>
        <span>{props.viewer === 'self' ? joint.youBring : joint.theyBring}</span>
      </p>
      <ul className="joints">
        {props.joints.map((facts) => (
          <Joint key={facts.key} facts={facts} words={props.words} viewer={props.viewer} />
        ))}
      </ul>
    </>
  );
}
