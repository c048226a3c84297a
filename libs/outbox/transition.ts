import type { EntityManager } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';

/** A lifecycle: state → moves allowed there → state they lead to. One table per aggregate. */
export type Lifecycle<State extends string, Move extends string> = Record<State, Partial<Record<Move, State>>>;

/** Who moved it. SYSTEM for clockwork and cascades, LINK for a signed link answered without signing in. */
export interface Mover {
  kind: 'PERSON' | 'SYSTEM' | 'LINK';
  id: string | null;
  organisationId?: string | null;
}

/** The clockwork and cascades. */
export const SYSTEM: Mover = { kind: 'SYSTEM', id: null };

/** The state a move leads to. Throws `lifecycle/move-refused` (with state and move) when the table has no such arrow. */
export function nextState<State extends string, Move extends string>(
  lifecycle: Lifecycle<State, Move>,
  state: State,
  move: Move,
): State {
  const next = lifecycle[state][move];
  if (!next) throw new Problem('lifecycle/move-refused', { state, move });
  return next;
}

export interface Transition {
  aggregate: string;
  aggregateId: string;
  move: string;
  from: string | null;
  to: string;
  reason?: string | null;
  detail?: Record<string, unknown>;
}

/** Writes the log row of a transition, in the transaction of the change. */
export async function logTransition(tx: EntityManager, mover: Mover, transition: Transition): Promise<void> {
  await tx.query(
    `insert into transition_log (id, aggregate, aggregate_id, move, from_state, to_state, actor_kind, actor_id, organisation_id, reason, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      transition.aggregate,
      transition.aggregateId,
      transition.move,
      transition.from,
      transition.to,
      mover.kind,
      mover.id,
      mover.organisationId ?? null,
      transition.reason ?? null,
      JSON.stringify(transition.detail ?? {}),
    ],
  );
}
