import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MissionMove, MissionView } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { MoreActions } from '../../ui/more-actions';
import { ButtonLink } from '../../ui/button-link';
import { MissionMoveDialog, type WordedMove } from './mission-move-dialog';
import styles from '../applications/moves/moves-bar.module.css';
import { useMissionMove, type PostedMove } from './missions-api';

/** What a mission is waiting for, most often. */
const LEADING: readonly MissionMove[] = ['submit', 'approve', 'resume', 'reopen'];
const WORDED: readonly MissionMove[] = ['fill', 'close', 'delete', 'reject', 'request-changes', 'suspend'];

const isWorded = (move: MissionMove): move is WordedMove => WORDED.includes(move);

/** The moves the server allows on this mission: one in front, editing beside it, the rest in a menu. */
export function MissionMoves({ mission }: { mission: MissionView }) {
  const { w } = useSpeech();
  const [worded, setWorded] = useState<WordedMove | null>(null);
  const simple = useMissionMove(mission.id);
  const lead = LEADING.find((move) => mission.moves.includes(move));
  const others = mission.moves.filter((move) => move !== lead && move !== 'edit' && move !== 'expire');
  const act = (move: MissionMove) => {
    if (isWorded(move)) setWorded(move);
    else if (move !== 'edit' && move !== 'expire') simple.mutate(move as PostedMove);
  };
  return (
    <div className={styles.bar}>
      {lead ? (
        <Button variant="action" loading={simple.isPending} onClick={() => act(lead)}>
          {w.missions.move[lead]}
        </Button>
      ) : null}
      {mission.moves.includes('edit') ? (
        <ButtonLink variant="default" to="/missions/$id/modifier" params={{ id: mission.id }}>
          {w.missions.move.edit}
        </ButtonLink>
      ) : null}
      <MoreActions
        label={w.missions.one.otherMoves}
        actions={others.map((move) => ({ key: move, name: w.missions.move[move], act: () => act(move) }))}
      />
      {worded ? <MissionMoveDialog move={worded} mission={mission} close={() => setWorded(null)} /> : null}
    </div>
  );
}
