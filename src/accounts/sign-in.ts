import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import type { SignInDraft } from '#libs/contracts/account';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { normaliseEmail } from '#libs/kernel/text';
import { clear, count, refuseOver } from './limits';
import { checkPassword } from './passwords';
import { SecondFactor } from './second-factor';
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
  async enter(draft: SignInDraft, origin: Origin): Promise<string> {
    const email = normaliseEmail(draft.email);
    if (!this.env.test) await refuseOver(this.db, 'sign-in-network', origin.network);
    await refuseOver(this.db, 'sign-in-account', email);
    const [account] = await this.db.query<{ id: string; hash: string; enrolled: boolean }[]>(
      `select id, password_hash as hash, totp_confirmed_at is not null as enrolled from account where email = $1 and status = 'ACTIVE'`,
      [email],
    );
    if (!(await checkPassword(account?.hash, draft.password, this.env.secret)) || !account) {
      await count(this.db, 'sign-in-network', origin.network);
      await count(this.db, 'sign-in-account', email);
      if (account) await this.note(account.id, 'SIGN_IN_FAILED', origin);
      throw new Problem('session/refused');
    }
    if (account.enrolled) await this.secondFactor.pass(account.id, draft);
    await clear(this.db, 'sign-in-account', email);
    const cookie = await this.sessions.open(this.db, account.id, {
      remember: draft.remember,
      mfa: account.enrolled,
      ipTrunc: origin.network,
      userAgent: origin.userAgent,
    });
    await this.db.query(`update account set last_seen_at = now() where id = $1`, [account.id]);
    await this.note(account.id, 'SIGNED_IN', origin);
    return cookie;
  }

  private async note(accountId: string, type: string, origin: Origin): Promise<void> {
    await this.db.query(`insert into security_event (id, account_id, type, ip_trunc) values ($1, $2, $3, $4)`, [
      newId(),
      accountId,
      type,
      origin.network,
    ]);
  }
}
