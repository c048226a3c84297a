import { formatter, type Locale } from './format';
import type { SharedWords } from './i18n/words';
import type { JointGroup } from './match-summary';

/** How the person's piece fits the mission's: flush, with a gap, an empty socket, or nothing to compare. */
export type JointStatus = 'met' | 'partly' | 'missing' | 'unknown';

/** One line to check, in the words of both sides. `points` out of `outOf` are of the hundred its side counts. */
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

/** Whose list it is: one’s own (“vous apportez”) or somebody’s (“la personne apporte”). */
export type Viewer = 'self' | 'other';

/** Which side counts the points: the mission (it asks, the person brings) or the person (they wish, it offers). */
export type Side = 'mission' | 'freelancer';

interface Spoken {
  words: SharedWords;
  locale: Locale;
  viewer: Viewer;
  side: Side;
}

/** What the two pieces are called. */
function piecesOf({ words: { joint }, viewer, side }: Spoken): [mission: string, person: string] {
  if (side === 'mission') return [joint.asks, viewer === 'self' ? joint.youBring : joint.theyBring];
  return [joint.offers, viewer === 'self' ? joint.youWish : joint.theyWish];
}

const symbols: Record<JointStatus, string | null> = {
  met: 'M3 8.5l3.2 3.2L13 4.8',
  partly: 'M3.5 8h9',
  missing: null,
  unknown: null,
};

function StatusSymbol({ status }: { status: JointStatus }) {
  const path = symbols[status];
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden fill="none" stroke="currentColor" strokeWidth="2">
      {path ? (
        <path d={path} strokeLinecap="round" strokeLinejoin="round" />
      ) : (
        <circle cx="8" cy="8" r="5.6" strokeDasharray="3 2.4" />
      )}
    </svg>
  );
}

/** “The mission asks | you bring”, with the status in words and its points. Readable in black and white. */
export function Joint({ facts, named, ...spoken }: Spoken & { facts: JointFacts; named: boolean }) {
  const { joint } = spoken.words;
  const { number } = formatter(spoken.locale);
  const [mission, person] = piecesOf(spoken);
  const status = joint.status[facts.status];
  const said = (
    <span className="joint-status">
      <StatusSymbol status={facts.status} />
      {facts.outOf > 0 ? joint.withPoints(status, number(facts.points), number(facts.outOf)) : status}
    </span>
  );
  return (
    <li className={`joint joint-${facts.status}`}>
      {named ? (
        <p className="joint-head">
          <span className="joint-name">{facts.name}</span>
          {said}
        </p>
      ) : null}
      <div className="joint-pieces">
        <div className="joint-asks">
          <span>
            <span className="visually-hidden">{mission + joint.colon}</span>
            {facts.asks || joint.notAsked}
          </span>
        </div>
        <div className="joint-brings">
          <span>
            <span className="visually-hidden">{person + joint.colon}</span>
            {facts.brings || joint.notGiven}
          </span>
          {named ? null : said}
        </div>
      </div>
      {facts.advice ? <p className="joint-advice">{facts.advice}</p> : null}
    </li>
  );
}

/** All the joints of one side, criterion by criterion, under the names of the two pieces. */
export function Joints({ groups, ...spoken }: Spoken & { groups: readonly JointGroup[] }) {
  const { joint } = spoken.words;
  const { number } = formatter(spoken.locale);
  const [mission, person] = piecesOf(spoken);
  return (
    <>
      <p className="joints-sides" aria-hidden>
        <span>{mission}</span>
        <span>{person}</span>
      </p>
      <ul className="joints">
        {groups.map((group) =>
          group.joints.length === 1 && group.joints[0] ? (
            <Joint key={group.key} facts={group.joints[0]} named {...spoken} />
          ) : (
            <li key={group.key}>
              <p className="joint-head">
                <span className="joint-name">{group.name}</span>
                <span className="joint-total">{joint.points(number(group.points), number(group.outOf))}</span>
              </p>
              <ul className="joints joints-close">
                {group.joints.map((facts) => (
                  <Joint key={facts.key} facts={facts} named={false} {...spoken} />
                ))}
              </ul>
            </li>
          ),
        )}
      </ul>
    </>
  );
}
