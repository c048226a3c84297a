import type { EntityManager } from 'typeorm';
import { logTransition, type Mover } from '#libs/outbox/transition';

/**
 * Hands the open mandates an adviser leads to a colleague, when the adviser leaves the agency or the role: nobody
 * outside is told about a freelancer, and no freelancer is left without somebody. Returns how many.
 */
export async function handOver(
  tx: EntityManager,
  mover: Mover,
  { agencyId, from, to }: { agencyId: string; from: string; to: string },
): Promise<number> {
  const [mandates] = await tx.query<[{ id: string; state: string }[], number]>(
    `update mandate set lead_adviser_id = $3, version = version + 1
     where agency_id = $1 and lead_adviser_id = $2 and state in ('PROPOSED', 'ACTIVE') returning id, state`,
    [agencyId, from, to],
  );
  for (const { id, state } of mandates)
    await logTransition(tx, mover, {
      aggregate: 'mandate',
      aggregateId: id,
      move: 'reassign',
      from: state,
      to: state,
      detail: { accountId: to },
    });
  return mandates.length;
}
