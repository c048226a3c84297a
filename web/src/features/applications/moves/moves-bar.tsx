import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationMove, ApplicationState, ApplicationView } from '#libs/contracts/application';
import { useSpeech } from '../../../app/words';
import { MoreActions } from '../../../ui/more-actions';
import { useSimpleMove } from '../applications-api';
import { isSilent, MoveDialog, type SpokenMove } from './move-dialog';
import styles from './moves-bar.module.css';

/** What usually comes next, most decisive first; the server says which of them are allowed. */
const LEADING: readonly ApplicationMove[] = [
  'accept-offer',
  'choose-slot',
  'answer-reopening',
  'answer-pool',
  'interview',
  'offer',
  'shortlist',
  'review',
  'reopen',
];
const AFTER_INTERVIEW: readonly ApplicationMove[] = ['offer', ...LEADING];
const BESIDE: readonly ApplicationMove[] = ['decline-offer', 'decline', 'retract-offer', 'withdraw'];

/** The one thing to do now, the way out beside it, the rest in a menu. */
export function orderedMoves(state: ApplicationState, moves: readonly ApplicationMove[]) {
  const acts: readonly ApplicationMove[] = moves.filter((move) => move !== 'comment');
  const lead = (state === 'INTERVIEW' ? AFTER_INTERVIEW : LEADING).find((move) => acts.includes(move));
  const beside = BESIDE.find((move) => acts.includes(move));
  return { lead, beside, others: acts.filter((move) => move !== lead && move !== beside) };
}

/** The moves the server allows on this application, as buttons. */
export function MovesBar({ application }: { application: ApplicationView }) {
  const { w } = useSpeech();
  const [spoken, setSpoken] = useState<SpokenMove | null>(null);
  const simple = useSimpleMove(application.id);
  const { lead, beside, others } = orderedMoves(application.state, application.moves);
  const act = (move: ApplicationMove) => {
    if (isSilent(move)) simple.mutate(move);
    else if (move !== 'comment') setSpoken(move);
  };
  const name = (move: ApplicationMove) => w.applications.move[move];
  if (!lead && !beside && others.length === 0) return <p className={styles.none}>{w.applications.one.noMoves}</p>;
  return (
    <div className={styles.bar}>
      {lead ? (
        <Button variant="action" loading={simple.isPending} onClick={() => act(lead)}>
          {name(lead)}
        </Button>
      ) : null}
      {beside ? (
        <Button variant="default" onClick={() => act(beside)}>
          {name(beside)}
        </Button>
      ) : null}
      <MoreActions
        label={w.applications.one.otherMoves}
        actions={others.map((move) => ({ key: move, name: name(move), act: () => act(move) }))}
      />
      {spoken ? <MoveDialog move={spoken} application={application} close={() => setSpoken(null)} /> : null}
    </div>
  );
}
