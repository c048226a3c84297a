import type { EntityManager } from 'typeorm';
import type { OwnExposure } from '#libs/contracts/matching';
import { exposureRules, serve, type Served, type Standing } from '#libs/matching/exposure';
import type { Ranked } from '#libs/matching/top';

type Db = Pick<EntityManager, 'query'>;

/** True in SQL when the profile `p`, with what is known of its showing `x` (left joined), is a newcomer. */
const recent = (at: string): string => `${at} > now() - interval '${exposureRules.newcomerDays} days'`;
export const IS_NEWCOMER = `(${recent('p.published_at')} or x.first_shown_at is null or ${recent('x.first_shown_at')})`;

/** What the order of lists takes into account of these people, by number. */
async function standingsOf(db: Db, nums: readonly number[]): Promise<Map<number, Standing>> {
  const rows = await db.query<(Standing & { num: number })[]>(
    `select p.num, coalesce(x.price, 0) as price, ${IS_NEWCOMER} as newcomer
     from profile p left join freelancer_exposure x on x.profile_id = p.id where p.num = any($1::int[])`,
    [nums],
  );
  return new Map(rows.map(({ num, price, newcomer }) => [num, { price, newcomer }]));
}

/** People ranked for a mission, given in the order of scores, as they are shown: with the first places shared out. */
export async function servedFairly(db: Db, ranked: readonly Ranked[]): Promise<Served[]> {
  const standings = await standingsOf(
    db,
    ranked.map(({ num }) => num),
  );
  return serve(ranked, (num) => standings.get(num));
}

/** How one person is shown at present, for themselves. */
export async function exposureOf(db: Db, profileId: string): Promise<OwnExposure> {
  const [row] = await db.query<OwnExposure[]>(
    `select coalesce(x.first_places, 0) as "firstPlaces", coalesce(x.price, 0) as price, ${IS_NEWCOMER} as newcomer
     from profile p left join freelancer_exposure x on x.profile_id = p.id where p.id = $1`,
    [profileId],
  );
  return row ?? { firstPlaces: 0, price: 0, newcomer: true };
}
