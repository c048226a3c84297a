import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import type { MeEdit, MeView, SignUpDraft } from '#libs/contracts/account';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { normaliseEmail } from '#libs/kernel/text';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { mustPassSecondFactor } from '../access/entry';
import { isSiret } from '../organisations/siret';
import { ensureProfile } from '../profiles/ensure-profile';
import { clear, spend, take } from './limits';
import { useLink, writeLink } from './links';
import { checkPassword, hashPassword, refuseWeak } from './passwords';
import { noteSecurity } from './security-events';
import { SessionService } from './sessions';

const TERMS_VERSION = '2026-11';

/** Accounts: sign-up, verification, reset, who I am. Answers never tell whether an address is known. */
@Injectable()
export class AccountService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly sessions: SessionService,
  ) {}

  /** Creates an account, or writes to the address that one exists; the caller cannot tell which. */
  async signUp(draft: SignUpDraft, network: string): Promise<void> {
    const email = normaliseEmail(draft.email);
    refuseWeak(draft.password, { email, name: draft.name });
    if (draft.organisation?.siret && !isSiret(draft.organisation.siret))
      throw new Problem('organisation/siret-wrong', {}, [
        { path: 'organisation.siret', message: { fr: 'SIRET incorrect.', en: 'Wrong SIRET.' } },
      ]);
    if (!this.env.test) await spend(this.db, 'sign-up-network', network);
    const passwordHash = await hashPassword(draft.password, this.env.secret);
    await transaction(this.db, async (tx) => {
      const id = newId();
      const created = await tx.query<unknown[]>(
        `insert into account (id, email, name, locale, password_hash, terms_version, terms_accepted_at)
         values ($1, $2, $3, $4, $5, $6, now()) on conflict (email) do nothing returning id`,
        [id, email, draft.name, draft.locale, passwordHash, TERMS_VERSION],
      );
      const tooManyLetters = (await take(tx, 'mail-address', email)) !== null;
      if (created.length === 0) {
        const [known] = await tx.query<{ id: string }[]>(`select id from account where email = $1`, [email]);
        if (known && !tooManyLetters) await record(tx, { type: 'account.known-address', aggregateId: known.id });
        return null;
      }
      if (draft.role === 'FREELANCER') await ensureProfile(tx, id, draft.name);
      else await this.createEmployer(tx, id, draft.organisation?.name ?? draft.name, draft.organisation?.siret ?? null);
      const linkId = await writeLink(tx, this.env.secret, id, 'VERIFY_EMAIL');
      await record(tx, { type: 'account.created', aggregateId: id, payload: { linkId } });
      return null;
    });
  }

  /** Confirms an address with the token of its letter. Throws `link/unknown`. */
  async verifyEmail(token: string): Promise<void> {
    await transaction(this.db, async (tx) => {
      const accountId = await useLink(tx, token, 'VERIFY_EMAIL');
      if (!accountId) throw new Problem('link/unknown');
      await tx.query(
        `update account set email_verified_at = coalesce(email_verified_at, now()), version = version + 1 where id = $1`,
        [accountId],
      );
      await record(tx, { type: 'account.verified', aggregateId: accountId });
      return null;
    });
  }

  /** Sends a new verification letter, for an account that waits for one. */
  async resendVerification(email: string): Promise<void> {
    await this.sendLink(email, 'VERIFY_EMAIL', 'account.verification-requested', 'email_verified_at is null');
  }

  async requestReset(email: string): Promise<void> {
    await this.sendLink(email, 'RESET_PASSWORD', 'account.reset-requested', 'true');
  }

  /** Sets a new password with the token of a letter; every session of the account ends. */
  async resetPassword(token: string, password: string): Promise<void> {
    await transaction(this.db, async (tx) => {
      const accountId = await useLink(tx, token, 'RESET_PASSWORD');
      if (!accountId) throw new Problem('link/unknown');
      const [account] = await tx.query<{ email: string; name: string }[]>(
        `select email, name from account where id = $1`,
        [accountId],
      );
      refuseWeak(password, { email: account?.email ?? '', name: account?.name });
      await tx.query(
        `update account set password_hash = $2, email_verified_at = coalesce(email_verified_at, now()), version = version + 1 where id = $1`,
        [accountId, await hashPassword(password, this.env.secret)],
      );
      await this.sessions.close(tx, accountId, {}, 'PASSWORD_RESET');
      // Whoever reads the mail of the address need not wait for the failures that made them ask.
      if (account) await clear(tx, 'sign-in-account', account.email);
      await noteSecurity(tx, accountId, 'PASSWORD_RESET');
      await record(tx, { type: 'account.password-changed', aggregateId: accountId });
      return null;
    });
  }

  /** Changes the password of the signed-in person, who gives the present one; their other sessions end. */
  async changePassword(me: Person, current: string, password: string): Promise<void> {
    const [account] = await this.db.query<{ email: string; name: string; hash: string }[]>(
      `select email, name, password_hash as hash from account where id = $1`,
      [me.accountId],
    );
    await spend(this.db, 'sign-in-account', me.accountId);
    if (!account || !(await checkPassword(account.hash, current, this.env.secret)))
      throw new Problem('password/wrong', {}, [
        { path: 'current', message: { fr: 'Mot de passe actuel incorrect.', en: 'Wrong current password.' } },
      ]);
    await clear(this.db, 'sign-in-account', me.accountId);
    refuseWeak(password, account);
    const hash = await hashPassword(password, this.env.secret);
    await transaction(this.db, async (tx) => {
      await tx.query(`update account set password_hash = $2, version = version + 1 where id = $1`, [
        me.accountId,
        hash,
      ]);
      await this.sessions.close(tx, me.accountId, { but: me.sessionId ?? undefined }, 'PASSWORD_CHANGED');
      await noteSecurity(tx, me.accountId, 'PASSWORD_CHANGED');
      await record(tx, { type: 'account.password-changed', aggregateId: me.accountId });
      return null;
    });
  }

  /** Who the signed-in person is, and for whom they act. */
  async me(me: Person): Promise<MeView> {
    const [row] = await this.db.query<
      (Pick<MeView, 'id' | 'version' | 'name' | 'email' | 'phone' | 'locale' | 'emailVerified'> & {
        enrolled: boolean;
        memberships: MeView['memberships'] | null;
      })[]
    >(
      `select a.id, a.version, a.name, a.email, a.phone, a.locale, a.email_verified_at is not null as "emailVerified",
         a.totp_confirmed_at is not null as enrolled,
         (select json_agg(json_build_object('organisation', json_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
             'verified', o.verification = 'VERIFIED'), 'role', m.role) order by m.joined_at)
          from membership m join organisation o on o.id = m.organisation_id where m.account_id = a.id and m.active) as memberships
       from account a where a.id = $1`,
      [me.accountId],
    );
    if (!row) throw new Problem('account/unknown');
    const { enrolled, memberships, ...account } = row;
    const all = memberships ?? [];
    return {
      ...account,
      profileId: me.profileId,
      memberships: all,
      current: all.find((membership) => membership.organisation.id === me.current?.organisationId) ?? null,
      platformRole: me.platformRole,
      secondFactor: { enrolled, required: mustPassSecondFactor(me), passed: me.secondFactor },
    };
  }

  async edit(me: Person, version: number, edit: MeEdit): Promise<MeView> {
    const [, changed] = await this.db.query<[unknown, number]>(
      `update account set name = coalesce($3, name), phone = case when $5 then $4 else phone end, locale = coalesce($6, locale),
         version = version + 1 where id = $1 and version = $2`,
      [me.accountId, version, edit.name ?? null, edit.phone ?? null, edit.phone !== undefined, edit.locale ?? null],
    );
    if (changed === 0) throw new Problem('request/stale');
    return this.me(me);
  }

  /** Acts for another of one’s organisations, or for oneself, from the next request on. */
  async actFor(me: Person, organisationId: string | null): Promise<MeView> {
    const membership = me.memberships.find((one) => one.organisationId === organisationId) ?? null;
    if (organisationId !== null && !membership) throw new Problem('organisation/not-yours');
    await this.db.query(`update session set organisation_id = $2 where id = $1`, [me.sessionId, organisationId]);
    return this.me({ ...me, current: membership });
  }

  private async sendLink(
    address: string,
    kind: 'VERIFY_EMAIL' | 'RESET_PASSWORD',
    event: string,
    condition: string,
  ): Promise<void> {
    const email = normaliseEmail(address);
    await spend(this.db, 'mail-address', email);
    await transaction(this.db, async (tx) => {
      const [account] = await tx.query<{ id: string }[]>(
        `select id from account where email = $1 and status = 'ACTIVE' and ${condition}`,
        [email],
      );
      if (!account) return null;
      const linkId = await writeLink(tx, this.env.secret, account.id, kind);
      await record(tx, { type: event, aggregateId: account.id, payload: { linkId } });
      return null;
    });
  }

  private async createEmployer(
    tx: Pick<DataSource, 'query'>,
    accountId: string,
    name: string,
    siret: string | null,
  ): Promise<void> {
    const organisationId = newId();
    await tx.query(`insert into organisation (id, kind, name, siret) values ($1, 'EMPLOYER', $2, $3)`, [
      organisationId,
      name,
      siret,
    ]);
    await tx.query(`insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, 'ADMIN')`, [
      newId(),
      organisationId,
      accountId,
    ]);
  }
}
