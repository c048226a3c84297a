import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Secret, TOTP } from 'otpauth';
import { toString as qrOf } from 'qrcode';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { Problem } from '#libs/errors/problem';
import { now } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { clear, spend } from './limits';
import { noteSecurity } from './security-events';
import { SessionService } from './sessions';

const PERIOD = 30;
const CODES = 10;

const hashOf = (code: string): string =>
  createHash('sha256')
    .update(code.replaceAll(/[^a-z0-9]/gi, '').toLowerCase())
    .digest('hex');

/** TOTP as a second factor (RFC 6238, one step of drift, each step used once) and recovery codes. */
@Injectable()
export class SecondFactor {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly sessions: SessionService,
  ) {}

  /** Starts enrolment: a new secret, to be confirmed with a first code. */
  async begin(me: Person): Promise<{ secret: string; uri: string; qr: string }> {
    const secret = new Secret({ size: 20 });
    const [account] = await this.db.query<{ email: string }[]>(
      `select email from account where id = $1 and totp_confirmed_at is null`,
      [me.accountId],
    );
    if (!account) throw new Problem('totp/already');
    await this.db.query(
      `update account set totp_secret = $2, totp_last_step = null where id = $1 and totp_confirmed_at is null`,
      [me.accountId, this.seal(secret.base32)],
    );
    const uri = totp(secret.base32, account.email).toString();
    return { secret: secret.base32, uri, qr: await qrOf(uri, { type: 'svg', margin: 1 }) };
  }

  /**
   * Confirms enrolment; this session has passed it and goes on under a new token, the others end: every open session of
   * an enrolled account has passed. Returns the recovery codes, shown this once, and the Set-Cookie value.
   */
  async confirm(me: Person, code: string): Promise<{ codes: string[]; cookie: string | undefined }> {
    const codes = Array.from({ length: CODES }, () =>
      randomBytes(5)
        .toString('hex')
        .replace(/(.{5})/, '$1-'),
    );
    if (!(await this.spendCode(me.accountId, code, 'totp_confirmed_at is null'))) throw await this.why(me.accountId);
    // Not `transaction`: what it returns is kept for the Idempotency-Key, and codes are kept nowhere.
    const cookie = await this.db.transaction(async (tx) => {
      await tx.query(
        `update account set totp_confirmed_at = now(), recovery_hashes = $2, version = version + 1 where id = $1`,
        [me.accountId, codes.map(hashOf)],
      );
      await tx.query(`update session set mfa_at = now() where id = $1`, [me.sessionId]);
      await this.sessions.close(tx, me.accountId, { but: me.sessionId ?? undefined }, 'SECOND_FACTOR_ON');
      await noteSecurity(tx, me.accountId, 'SECOND_FACTOR_ON');
      await record(tx, { type: 'account.second-factor-on', aggregateId: me.accountId });
      return me.sessionId ? this.sessions.renew(tx, me.sessionId) : undefined;
    });
    return { codes, cookie };
  }

  /** Turns it off, with a code; no session has passed it any more, so that staff must enrol again before they work. */
  async stop(me: Person, code: string): Promise<void> {
    await spend(this.db, 'second-factor', me.accountId);
    if (!(await this.spendCode(me.accountId, code, 'totp_confirmed_at is not null')))
      throw new Problem('session/second-factor-wrong');
    await clear(this.db, 'second-factor', me.accountId);
    await transaction(this.db, async (tx) => {
      await tx.query(
        `update account set totp_secret = null, totp_confirmed_at = null, recovery_hashes = '{}', version = version + 1 where id = $1`,
        [me.accountId],
      );
      await tx.query(`update session set mfa_at = null where account_id = $1`, [me.accountId]);
      await noteSecurity(tx, me.accountId, 'SECOND_FACTOR_OFF');
      await record(tx, { type: 'account.second-factor-off', aggregateId: me.accountId });
      return null;
    });
  }

  /** Checks a code or a recovery code at sign-in. Throws when it is missing or wrong; five wrong ones make one wait. */
  async pass(accountId: string, given: { totp?: string; recoveryCode?: string }, network: string): Promise<void> {
    if (!given.totp && !given.recoveryCode) throw new Problem('session/second-factor-needed');
    await spend(this.db, 'second-factor', accountId);
    const good = given.totp
      ? await this.spendCode(accountId, given.totp, 'totp_confirmed_at is not null')
      : await this.spendRecovery(accountId, given.recoveryCode ?? '');
    if (!good) {
      await noteSecurity(this.db, accountId, 'SECOND_FACTOR_FAILED', { network });
      throw new Problem('session/second-factor-wrong');
    }
    await clear(this.db, 'second-factor', accountId);
    if (!given.totp) await noteSecurity(this.db, accountId, 'RECOVERY_CODE_USED', { network });
  }

  /** True when the code is good and its step was not used before: the step is written in the same statement. */
  private async spendCode(accountId: string, code: string, condition: string): Promise<boolean> {
    const [row] = await this.db.query<{ sealed: string | null }[]>(
      `select totp_secret as sealed from account where id = $1 and ${condition}`,
      [accountId],
    );
    if (!row?.sealed) return false;
    const at = now().getTime();
    const delta = totp(this.open(row.sealed), '').validate({ token: code, window: 1, timestamp: at });
    if (delta === null) return false;
    const step = Math.floor(at / 1_000 / PERIOD) + delta;
    const [, spent] = await this.db.query<[unknown, number]>(
      `update account set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2)`,
      [accountId, step],
    );
    return spent === 1;
  }

  private async spendRecovery(accountId: string, code: string): Promise<boolean> {
    const [, spent] = await this.db.query<[unknown, number]>(
      `update account set recovery_hashes = array_remove(recovery_hashes, $2) where id = $1 and $2 = any(recovery_hashes)`,
      [accountId, hashOf(code)],
    );
    return spent === 1;
  }

  private async why(accountId: string): Promise<Problem> {
    const [row] = await this.db.query<{ started: boolean; on: boolean }[]>(
      `select totp_secret is not null as started, totp_confirmed_at is not null as "on" from account where id = $1`,
      [accountId],
    );
    if (row?.on) return new Problem('totp/already');
    return new Problem(row?.started ? 'session/second-factor-wrong' : 'totp/not-started');
  }

  private key(): Buffer {
    return Buffer.from(hkdfSync('sha256', this.env.secret, 'aronde', 'totp', 32));
  }

  private seal(secret: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(), iv);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  private open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.key(), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}

const totp = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: 'Aronde', label, secret: Secret.fromBase32(secret), period: PERIOD, digits: 6 });
