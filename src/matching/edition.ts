import type { EntityManager } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { engineVersion, isOlderEngine } from '#libs/matching/weights';
import { PREPARED } from '#libs/persistence/preparing-client';
import { STORED_VERSION } from '../taxonomy/vectors';
import type { Edition } from './lists';

/** The edition that lists were last written in, and the version of the referential as it was last computed. */
export interface Standing {
  edition: Edition | undefined;
  vectors: string | undefined;
}

/** Both in one question: it is asked for each change. */
export async function readStanding(db: Pick<EntityManager, 'query'>): Promise<Standing> {
  const [row] = await db.query<{ vectors: string | null; engine: string | null; day: string | null }[]>(
    `${PREPARED} select ${STORED_VERSION} as vectors, s.engine_version as engine, s.as_of::text as day
     from (values (true)) as one (row) left join match_state s on true`,
  );
  const { vectors, engine, day } = row ?? {};
  return {
    edition: engine && day ? { engineVersion: engine, asOf: day } : undefined,
    vectors: vectors ?? undefined,
  };
}

/**
 * The edition in force, for a referential read like this, after the one before; a newer engine, a new referential or another
 * day (YYYY-MM-DD) starts a new one. Throws when a newer engine wrote lists already.
 */
export async function editionInForce(
  tx: Pick<EntityManager, 'query'>,
  before: Edition | undefined,
  readingVersion: string,
  day?: string,
): Promise<Edition> {
  const ours = engineVersion(readingVersion);
  if (before && isOlderEngine(ours, before.engineVersion))
    throw new Error(
      `This worker’s engine ${ours} is older than the lists’ ${before.engineVersion}: replace the worker`,
    );
  const asOf = day ?? before?.asOf ?? parisDate(now());
  if (before?.engineVersion !== ours || before.asOf !== asOf)
    await tx.query(
      `insert into match_state (engine_version, as_of) values ($1, $2)
       on conflict (only_row) do update set engine_version = excluded.engine_version, as_of = excluded.as_of, changed_at = now()`,
      [ours, asOf],
    );
  return { engineVersion: ours, asOf };
}
