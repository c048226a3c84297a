import type { EntityManager } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { engineVersion, isOlderEngine } from '#libs/matching/weights';
import type { Edition } from './lists';

/**
 * The edition in force, for a referential read like this; a newer engine, a new referential or another day (YYYY-MM-DD) starts
 * a new one. Throws when a newer engine wrote lists already.
 */
export async function editionInForce(
  tx: Pick<EntityManager, 'query'>,
  readingVersion: string,
  day?: string,
): Promise<Edition> {
  const ours = engineVersion(readingVersion);
  const [row] = await tx.query<{ engine_version: string; as_of: string }[]>(
    `select engine_version, as_of::text from match_state`,
  );
  if (row && isOlderEngine(ours, row.engine_version))
    throw new Error(`This worker’s engine ${ours} is older than the lists’ ${row.engine_version}: replace the worker`);
  const asOf = day ?? row?.as_of ?? parisDate(now());
  if (row?.engine_version !== ours || row.as_of !== asOf)
    await tx.query(
      `insert into match_state (engine_version, as_of) values ($1, $2)
       on conflict (only_row) do update set engine_version = excluded.engine_version, as_of = excluded.as_of, changed_at = now()`,
      [ours, asOf],
    );
  return { engineVersion: ours, asOf };
}
