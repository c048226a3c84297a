import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { noteSecurity } from './security-events';

type Db = Pick<EntityManager, 'query'>;

interface Limit {
  most: number;
  seconds: number;
}

/** How often what may be tried. Counted in PostgreSQL, so that it holds with Redis down and across processes. */
export const LIMITS = {
  'sign-in-account': { most: 5, seconds: 900 },
  'sign-in-network': { most: 20, seconds: 900 },
  'second-factor': { most: 5, seconds: 300 },
  'sign-up-network': { most: 5, seconds: 3_600 },
  'mail-address': { most: 3, seconds: 3_600 },
  contest: { most: 20, seconds: 3_600 },
  'mandate-proposal': { most: 60, seconds: 3_600 },
  'list-recomputation': { most: 6, seconds: 600 },
  'what-if': { most: 60, seconds: 600 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** The row holds no address: only whoever knows one can find its count. */
const keyOf = (name: LimitName, subject: string): string =>
  `${name} ${createHash('sha256').update(subject).digest('base64url')}`;

/**
 * Counts one try, before it is made: of any number at once, only as many as the limit get through. Returns how many
 * seconds to wait when the limit is passed, null otherwise. The window starts with the first try.
 */
export async function take(db: Db, name: LimitName, subject: string): Promise<number | null> {
  const { most, seconds } = LIMITS[name];
  const [row] = await db.query<{ count: number; wait: number }[]>(
    `insert into rate_counter as held (key, count, resets_at) values ($1, 1, now() + make_interval(secs => $2))
     on conflict (key) do update set
       count = case when held.resets_at <= now() then 1 else held.count + 1 end,
       resets_at = case when held.resets_at <= now() then excluded.resets_at else held.resets_at end
     returning count, greatest(1, ceil(extract(epoch from resets_at - now())))::int as wait`,
    [keyOf(name, subject), seconds],
  );
  if (!row || row.count <= most) return null;
  if (row.count === most + 1) await noteSecurity(db, null, 'LIMIT_REACHED', { detail: { limit: name } });
  return row.wait;
}

/** Like `take`, and throws `request/too-many` with the seconds to wait. */
export async function spend(db: Db, name: LimitName, subject: string): Promise<void> {
  const seconds = await take(db, name, subject);
  if (seconds !== null) throw new Problem('request/too-many', { seconds });
}

/** Gives one try back: it turned out well. */
export async function giveBack(db: Db, name: LimitName, subject: string): Promise<void> {
  await db.query(`update rate_counter set count = greatest(0, count - 1) where key = $1`, [keyOf(name, subject)]);
}

/** Forgets the tries: the person has shown who they are. */
export async function clear(db: Db, name: LimitName, subject: string): Promise<void> {
  await db.query(`delete from rate_counter where key = $1`, [keyOf(name, subject)]);
}
