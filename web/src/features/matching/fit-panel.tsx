import type { MatchExplanation } from '#libs/contracts/matching';
import { Joints, type Viewer } from '#libs/ui/joint';
import { bandOf, jointsOf, scoreSegments } from '#libs/ui/match-summary';
import { Score, ScoreBar } from '#libs/ui/score-bar';
import { useSpeech } from '../../app/words';
import { RowsWaiting } from '../../ui/rows';
import { Report } from '../contests/report';
import styles from './fit-panel.module.css';

/** Why a pair scores what it scores: the figure, the bar, what blocks, then every joint of both sides. */
export function FitPanel(props: {
  explanation: MatchExplanation;
  viewer: Viewer;
  /** The pair, when the reader may report an error in its score. */
  contestable?: { missionId: string; profileId: string };
}) {
  const { explanation, viewer, contestable } = props;
  const { w, f, locale } = useSpeech();
  const words = w.missions.match;
  const shown = explanation.blockers.length > 0 ? explanation.potential : explanation.score;
  return (
    <div className={styles.panel}>
      <div>
        <h2 className={styles.title}>
          {words.title}
          {w.joint.colon}
          {bandOf(explanation, w)}
        </h2>
        <Score score={shown / 10} words={w} large />
        <ScoreBar segments={scoreSegments(explanation, w)} words={w} large />
      </div>
      {explanation.blockers.length > 0 ? (
        <section className={styles.blockers}>
          <h3>{words.blockers}</h3>
          <ul>
            {explanation.blockers.map((blocker) => (
              <li key={blocker.key + blocker.subject}>{blocker.reason}</li>
            ))}
          </ul>
          <p>{viewer === 'self' ? words.blockersHint : words.blockersHintOther}</p>
        </section>
      ) : null}
      {explanation.overrides.length > 0 ? (
        <section className={styles.decided}>
          <h3>{w.contests.report.decided}</h3>
          <ul>
            {explanation.overrides.map((override) => (
              <li key={override.contestId}>
                <strong>{override.about}</strong>
                {w.joint.colon}
                {override.decision}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Side title={words.theMission} points={explanation.fitMission} side="mission" {...{ explanation, viewer }} />
      <Side
        title={viewer === 'self' ? words.yourWishes : words.theWishes}
        points={explanation.fitFreelancer}
        side="freelancer"
        {...{ explanation, viewer }}
      />
      {explanation.whatWouldHelp.length > 0 ? (
        <section>
          <h3>{words.helps}</h3>
          <ul className={styles.helps}>
            {explanation.whatWouldHelp.map((help) => (
              <li key={help.advice}>
                <span>{help.advice}</span>
                <strong>{words.gain(Math.max(1, Math.round(help.gain / 10)))}</strong>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className={styles.promise}>
        {w.score.promise}{' '}
        {explanation.confidence < 1000 ? words.confidence(f.percent(explanation.confidence / 1000)) : ''}{' '}
        <a href={locale === 'fr' ? '/classement' : '/en/classement'}>{w.contests.report.how}</a>
      </p>
      {contestable ? <Report pair={contestable} explanation={explanation} /> : null}
    </div>
  );
}

function Side(props: {
  title: string;
  points: number | null;
  side: 'mission' | 'freelancer';
  explanation: MatchExplanation;
  viewer: Viewer;
}) {
  const { w, locale } = useSpeech();
  const { groups, silent } = jointsOf(props.explanation, props.side);
  if (groups.length === 0) return null;
  return (
    <section>
      <div className={styles.sideHead}>
        <h3>{props.title}</h3>
        {props.points === null ? null : <span>{w.missions.match.side(Math.round(props.points / 10))}</span>}
      </div>
      <Joints groups={groups} words={w} locale={locale} viewer={props.viewer} side={props.side} />
      {silent.length > 0 ? (
        <p className={styles.silent}>
          {w.joint.status.unknown}
          {w.joint.colon}
          {silent.join(', ')}
        </p>
      ) : null}
    </section>
  );
}

/** The place of a fit while it is computed, as tall as most, so that nothing moves when it comes. */
export function FitWaiting() {
  return (
    <div className={styles.coming}>
      <RowsWaiting rows={5} />
    </div>
  );
}
