import { parisDate } from '#libs/kernel/clock';
import { demoAccounts } from '../../scripts/demo-accounts';
import { SessionService } from '../../src/accounts/sessions';
import { writeTown } from '../../src/demo/write';
import type { Browser, Stage } from '../stage/stage';

type Kind = 'freelancer' | 'employer' | 'adviser' | 'agencyAdmin' | 'platformAdmin';
const KINDS: readonly Kind[] = ['freelancer', 'employer', 'adviser', 'agencyAdmin', 'platformAdmin'];

export type DemoPeople = Record<Kind, { accountId: string; browser: Browser }>;

/** The demo town, settled: needs a worker. Its accounts of each kind, signed in. */
export async function aDemoTown(stage: Stage, size: { profiles: number; missions: number }): Promise<DemoPeople> {
  await writeTown(stage.db, { ...size, seed: 1 }, parisDate(new Date()), demoAccounts, stage.env.secret);
  await stage.settle(120_000);
  const people = await Promise.all(
    KINDS.map(async (kind, at) => {
      const [row] = await stage.db.query<{ id: string }[]>(`select id from account where email = $1`, [
        demoAccounts[at]?.email,
      ]);
      const accountId = row?.id ?? '';
      const cookie = await stage.get(SessionService).open(stage.db, accountId, { mfa: true });
      return [kind, { accountId, browser: stage.browser(cookie.split(';')[0]) }] as const;
    }),
  );
  return Object.fromEntries(people) as DemoPeople;
}
