import type { EntityManager } from 'typeorm';
import type { LearningState, LearningView, NeighbourChangeKind } from '#libs/contracts/neighbours';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { type LearningArrow, learningEvents, learningLifecycle, learningMovesFor } from './learning.lifecycle';

export interface LearningRow {
  id: string;
  state: LearningState;
  trigger: LearningView['trigger'];
  by: string | null;
  startedAt: Date;
  computedAt: Date | null;
  people: number | null;
  pairs: number | null;
  added: number;
  nearer: number;
  farther: number;
  gone: number;
  decidedBy: string | null;
  decidedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
}

/** A kind in SQL: the compiler refuses one that is none. */
const kind = (name: NeighbourChangeKind): string => `'${name}'`;

/** What a pair `p` changes, as NeighbourChangeKind; null of one that stays as near as it was. */
export const CHANGE_KIND = `
  case when p.before = p.after then null when p.before = 0 then ${kind('ADDED')} when p.after = 0 then ${kind('GONE')}
    when p.after > p.before then ${kind('NEARER')} else ${kind('FARTHER')} end`;

const COUNTED: readonly NeighbourChangeKind[] = ['ADDED', 'NEARER', 'FARTHER', 'GONE'];

/** How many pairs of version `$1` change: added, nearer, farther, gone. */
export const COUNT_CHANGES = `
  select ${COUNTED.map((name) => `count(*) filter (where c.kind = ${kind(name)})`).join(', ')}
  from (select ${CHANGE_KIND} as kind from neighbour_learning_pair p where p.learning_id = $1) c`;

/** Versions with the names of those who acted on them. */
export const LEARNINGS = `
  select l.id, l.state, l.trigger, s.name as by, l.started_at as "startedAt", l.computed_at as "computedAt", l.people,
    l.pairs, l.added, l.nearer, l.farther, l.gone, d.name as "decidedBy", l.decided_at as "decidedAt",
    e.name as "endedBy", l.ended_at as "endedAt"
  from neighbour_learning l left join account s on s.id = l.started_by left join account d on d.id = l.decided_by
    left join account e on e.id = l.ended_by`;

export function learningViewOf({ added, nearer, farther, gone, ...row }: LearningRow): LearningView {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    computedAt: row.computedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    changes: row.computedAt && { ADDED: added, NEARER: nearer, FARTHER: farther, GONE: gone },
    moves: learningMovesFor(row.state),
  };
}

/** What else an arrow writes, besides the state. */
const SETS: Record<LearningArrow, string> = {
  propose: '',
  'find-unchanged': '',
  abandon: '',
  replace: '',
  activate: ', decided_by = $3, decided_at = now()',
  discard: ', decided_by = $3, decided_at = now()',
  retire: ', ended_by = $3, ended_at = now()',
};

/** Takes an arrow of a locked version: its state, the log row and the event. Throws `lifecycle/move-refused`. */
export async function takeArrow(
  tx: EntityManager,
  { id, state }: { id: string; state: LearningState },
  arrow: LearningArrow,
  mover: Mover,
): Promise<void> {
  const to = nextState<LearningState, LearningArrow>(learningLifecycle, state, arrow);
  const sets = SETS[arrow];
  await tx.query(
    `update neighbour_learning set state = $2${sets} where id = $1`,
    sets === '' ? [id, to] : [id, to, mover.id],
  );
  await logTransition(tx, mover, { aggregate: 'neighbour-learning', aggregateId: id, move: arrow, from: state, to });
  await record(tx, { type: learningEvents[arrow], aggregateId: id });
}
