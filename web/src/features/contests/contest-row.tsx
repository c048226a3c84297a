import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContestMove, ContestState, ContestView } from '#libs/contracts/contest';
import { dotted } from '#libs/ui/format';
import type { Hat } from '../../app/session';
import { useSpeech } from '../../app/words';
import { Mark, type Tone } from '../../ui/mark';
import { Prose } from '../../ui/prose';
import { ContestDialog } from './contest-dialog';
import styles from './contests.module.css';

const tones: Record<ContestState, Tone> = {
  OPEN: 'due',
  CORRECTED: 'good',
  UPHELD: 'over',
  OVERRIDDEN: 'good',
  WITHDRAWN: 'over',
  REVOKED: 'over',
};

/** One contested point: what was said, what the computation showed, the answer, and what can be done about it. */
export function ContestRow({ contest, hat }: { contest: ContestView; hat: Hat }) {
  const { w, f } = useSpeech();
  const words = w.contests.row;
  const [move, setMove] = useState<ContestMove | null>(null);
  const { answer, override, shown } = contest;
  const due = (contest.overdue ? words.late : words.due)(f.date(contest.dueAt));
  return (
    <article className={styles.contest}>
      <div className={styles.head}>
        <h2>{contest.name}</h2>
        <Mark tone={tones[contest.state]}>{w.contests.state[contest.state]}</Mark>
      </div>
      <p>{dotted([contest.mission.title, hat === 'freelancer' ? null : contest.freelancer.name])}</p>
      <p className={styles.muted}>
        {dotted([words.by(contest.author, f.ago(contest.openedAt, new Date())), contest.state === 'OPEN' ? due : null])}
      </p>
      <blockquote className={styles.words}>
        <Prose text={contest.statement} />
      </blockquote>
      <details>
        <summary>{words.shown(`${f.number(shown.score / 10)} ${w.score.outOfHundred}`)}</summary>
        <ul>
          {shown.lines.map((line, at) => (
            <li key={at}>{dotted([line.mission, line.person, line.reason])}</li>
          ))}
        </ul>
      </details>
      {answer ? (
        <div className={styles.answer}>
          <p className={styles.muted}>{words.answered(answer.by, f.date(answer.at))}</p>
          <Prose text={answer.explanation} />
          {override ? <p>{words.decision(override.reason)}</p> : null}
          {override?.endedAt ? <p className={styles.muted}>{words.ended(f.date(override.endedAt))}</p> : null}
        </div>
      ) : null}
      <div className={styles.foot}>
        {hat === 'freelancer' ? (
          <Link to="/missions/$id" params={{ id: contest.mission.id }}>
            {words.both}
          </Link>
        ) : (
          <Link
            to="/profils/$id"
            params={{ id: contest.freelancer.profileId }}
            search={{ mission: contest.mission.id }}
          >
            {words.both}
          </Link>
        )}
        {contest.moves.map((one) => (
          <Button
            key={one}
            variant={one === 'answer' ? 'action' : 'subtle'}
            size={one === 'answer' ? 'md' : 'compact-md'}
            className={one === 'answer' ? undefined : styles.rare}
            onClick={() => setMove(one)}
          >
            {w.contests.move[one]}
          </Button>
        ))}
      </div>
      {move ? <ContestDialog contest={contest} move={move} close={() => setMove(null)} /> : null}
    </article>
  );
}
