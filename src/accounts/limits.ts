import type { DataSource } from 'typeorm';
import { Problem } from '#libs/errors/problem';

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
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** Throws `request/too-many` when the ceiling is reached, without counting this one. */
export async function refuseOver(db: Pick<DataSource, 'query'>, name: LimitName, subject: string): Promise<void> {
  const [row] = await db.query<{ seconds: number }[]>(
    `select greatest(1, extract(epoch from resets_at - now()))::int as seconds from rate_counter
     where key = $1 and resets_at > now() and count >= $2`,
    [`${name} ${subject}`, LIMITS[name].most],
  );
  if (row) throw new Problem('request/too-many', { seconds: row.seconds });
}

/** Counts one more; the window starts with the first. */
export async function count(db: Pick<DataSource, 'query'>, name: LimitName, subject: string): Promise<void> {
  await db.query(
    `insert into rate_counter (key, count, resets_at) values ($1, 1, now() + make_interval(secs => $2))
     on conflict (key) do update set
       count = case when rate_counter.resets_at <= now() then 1 else rate_counter.count + 1 end,
       resets_at = case when rate_counter.resets_at <= now() then excluded.resets_at else rate_counter.resets_at end`,
    [`${name} ${subject}`, LIMITS[name].seconds],
  );
}

/** A success clears the count. */
export async function clear(db: Pick<DataSource, 'query'>, name: LimitName, subject: string): Promise<void> {
  await db.query(`delete from rate_counter where key = $1`, [`${name} ${subject}`]);
}
