import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import type { SignInDraft } from '#libs/contracts/account';
import { Problem } from '#libs/errors/problem';
import { normaliseEmail } from '#libs/kernel/text';
import { clear, giveBack, spend } from './limits';
import { checkPassword, hashPassword, isOutdated } from './passwords';
import { SecondFactor } from './second-factor';
import { noteSecurity } from './security-events';
import { SessionService } from './sessions';

/** Where a sign-in comes from: its network, never the whole address, and what browser it says to be. */
export interface Origin {
  network: string;
  userAgent: string | null;
}

/** Signing in. The same answer, in the same time, for an unknown address and a wrong password. */
@Injectable()
export class SignIn {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly sessions: SessionService,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** Returns the Set-Cookie value of a new session. Throws `session/refused`, `session/second-factor-…`, `request/too-many`. */
  async enter(draft: SignInDraft, { network, userAgent }: Origin): Promise<string> {
    const email = normaliseEmail(draft.email);
    if (!this.env.test) await spend(this.db, 'sign-in-network', network);
    await spend(this.db, 'sign-in-account', email);
    const [account] = await this.db.query<{ id: string; hash: string; enrolled: boolean }[]>(
      `select id, password_hash as hash, totp_confirmed_at is not null as enrolled from account where email = $1 and status = 'ACTIVE'`,
      [email],
    );
    if (!(await checkPassword(account?.hash, draft.password, this.env.secret)) || !account) {
      await noteSecurity(this.db, account?.id ?? null, 'SIGN_IN_FAILED', { network });
      throw new Problem('session/refused');
    }
    await clear(this.db, 'sign-in-account', email);
    await giveBack(this.db, 'sign-in-network', network);
    if (account.enrolled) await this.secondFactor.pass(account.id, draft, network);
    if (isOutdated(account.hash))
      await this.db.query(`update account set password_hash = $2 where id = $1 and password_hash = $3`, [
        account.id,
        await hashPassword(draft.password, this.env.secret),
        account.hash,
      ]);
    const cookie = await this.sessions.open(this.db, account.id, {
      remember: draft.remember,
      mfa: account.enrolled,
      ipTrunc: network,
      userAgent,
    });
    await this.db.query(`update account set last_seen_at = now() where id = $1`, [account.id]);
    await noteSecurity(this.db, account.id, 'SIGNED_IN', { network });
    return cookie;
  }
}
