import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { transitionView } from '#libs/contracts/common';
import type { Cursors } from './cursor';

export interface History {
  items: z.infer<typeof transitionView>[];
  nextCursor: string | null;
}

/** The transitions of one aggregate, last first. The caller has checked the right to read them. */
export async function readHistory(
  db: Pick<EntityManager, 'query'>,
  cursors: Cursors,
  aggregateId: string,
  query: { cursor?: string; limit: number },
): Promise<History> {
  const scope = { list: 'history', aggregateId };
  const after = cursors.read(scope, query.cursor);
  const rows = await db.query<
    {
      id: string;
      move: string;
      from: string | null;
      to: string;
      by: 'PERSON' | 'SYSTEM' | 'LINK';
      reason: string | null;
      at: Date;
    }[]
  >(
    `select id, move, from_state as "from", to_state as "to", actor_kind as "by", reason, at from transition_log
     where aggregate_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [aggregateId, after?.[0] ?? null, query.limit + 1],
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ id: _id, at, ...row }) => ({ ...row, at: at.toISOString() })),
    nextCursor: last ? cursors.sign(scope, [last.id]) : null,
  };
}
