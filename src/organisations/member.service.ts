import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import type { InvitationDraft, InvitationList, MemberList, OrganisationRoleName } from '#libs/contracts/organisation';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { normaliseEmail } from '#libs/kernel/text';
import { record } from '#libs/outbox/outbox';
import { logTransition } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allowOrHide } from '../access/allow';

const AGENCY_ROLES = new Set<OrganisationRoleName>(['ADVISER', 'VALIDATOR']);

/** The token of an invitation link, rebuilt from the row by whoever holds the server’s key; the row keeps its hash only. */
export const invitationToken = (env: Env, id: string, nonce: string): string =>
  createHmac('sha256', env.secret).update(`org-invitation ${id} ${nonce}`).digest('base64url');

const hashed = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Members of an organisation and the invitations to join it. An organisation always keeps an administrator. */
@Injectable()
export class MemberService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async list(me: Person, organisationId: string): Promise<MemberList> {
    allowOrHide(me, 'organisation:list-members', 'organisation/unknown', {}, { organisationId });
    const rows = await this.db.query<(Omit<MemberList['items'][number], 'joinedAt'> & { joinedAt: Date })[]>(
      `select m.id, m.account_id as "accountId", a.name, a.email, m.role, m.active, m.joined_at as "joinedAt", m.version
       from membership m join account a on a.id = m.account_id where m.organisation_id = $1 order by m.active desc, a.name, m.id`,
      [organisationId],
    );
    return { items: rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })) };
  }

  /** Gives a member another role. Throws `member/last-admin` rather than leave nobody in charge. */
  async changeRole(
    me: Person,
    organisationId: string,
    memberId: string,
    role: OrganisationRoleName,
  ): Promise<MemberList> {
    await transaction(this.db, async (tx) => {
      const { member, kind } = await this.take(tx, me, organisationId, memberId);
      refuseRole(role, kind);
      await this.keepAdmin(tx, organisationId, memberId, role === 'ADMIN');
      await tx.query(`update membership set role = $2, version = version + 1 where id = $1`, [memberId, role]);
      await logTransition(tx, mover(me), {
        aggregate: 'membership',
        aggregateId: memberId,
        move: 'change-role',
        from: member.role,
        to: role,
      });
      return null;
    });
    return this.list(me, organisationId);
  }

  /** Ends a membership; it stays readable. The member’s pending invitations end with it. */
  async deactivate(me: Person, organisationId: string, memberId: string): Promise<MemberList> {
    await transaction(this.db, async (tx) => {
      const { member } = await this.take(tx, me, organisationId, memberId);
      await this.keepAdmin(tx, organisationId, memberId, false);
      await tx.query(
        `update membership set active = false, deactivated_at = now(), deactivated_by = $2, version = version + 1 where id = $1`,
        [memberId, me.accountId],
      );
      await tx.query(
        `update org_invitation set revoked_at = now() where organisation_id = $1 and accepted_at is null and revoked_at is null
           and (invited_by = $2 or email = (select email from account where id = $2))`,
        [organisationId, member.accountId],
      );
      await logTransition(tx, mover(me), {
        aggregate: 'membership',
        aggregateId: memberId,
        move: 'deactivate',
        from: 'ACTIVE',
        to: 'INACTIVE',
      });
      return null;
    });
    return this.list(me, organisationId);
  }

  async invitations(me: Person, organisationId: string): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const rows = await this.db.query<
      (Omit<InvitationList['items'][number], 'sentAt' | 'validUntil'> & { sentAt: Date; validUntil: Date })[]
    >(
      `select id, email, role, sent_at as "sentAt", valid_until as "validUntil",
         case when accepted_at is not null then 'ACCEPTED' when revoked_at is not null then 'REVOKED'
              when valid_until < now() then 'EXPIRED' else 'SENT' end as state
       from org_invitation where organisation_id = $1 order by id desc limit 200`,
      [organisationId],
    );
    return {
      items: rows.map((row) => ({
        ...row,
        sentAt: row.sentAt.toISOString(),
        validUntil: row.validUntil.toISOString(),
      })),
    };
  }

  /** Invites an address for fourteen days; the letter carries the link. */
  async invite(me: Person, organisationId: string, draft: InvitationDraft): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const email = normaliseEmail(draft.email);
    await transaction(this.db, async (tx) => {
      const [organisation] = await tx.query<{ kind: string }[]>(
        `select kind from organisation where id = $1 for update`,
        [organisationId],
      );
      refuseRole(draft.role, organisation?.kind ?? '');
      const members = await tx.query<unknown[]>(
        `select 1 from membership m join account a on a.id = m.account_id where m.organisation_id = $1 and a.email = $2 and m.active`,
        [organisationId, email],
      );
      if (members.length > 0) throw new Problem('member/already');
      await tx.query(
        `update org_invitation set revoked_at = now() where organisation_id = $1 and email = $2 and accepted_at is null
           and revoked_at is null and valid_until < now()`,
        [organisationId, email],
      );
      const id = newId();
      const nonce = randomBytes(16).toString('base64url');
      const [, sent] = await tx.query<[unknown, number]>(
        `with put as (insert into org_invitation (id, organisation_id, email, role, nonce, token_hash, invited_by, valid_until)
           values ($1, $2, $3, $4, $5, $6, $7, now() + interval '14 days') on conflict do nothing returning id)
         update organisation set version = version where id = $2 and exists (select 1 from put)`,
        [id, organisationId, email, draft.role, nonce, hashed(invitationToken(this.env, id, nonce)), me.accountId],
      );
      if (sent === 0) throw new Problem('org-invitation/pending');
      await record(tx, { type: 'org-invitation.sent', aggregateId: id });
      return null;
    });
    return this.invitations(me, organisationId);
  }

  async revoke(me: Person, organisationId: string, invitationId: string): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const [, revoked] = await this.db.query<[unknown, number]>(
      `update org_invitation set revoked_at = now() where id = $1 and organisation_id = $2 and accepted_at is null and revoked_at is null`,
      [invitationId, organisationId],
    );
    if (revoked === 0) throw new Problem('org-invitation/unknown');
    return this.invitations(me, organisationId);
  }

  /** Joins with the token of a letter, when signed in with the address it was sent to. Exactly once. */
  async join(me: Person, token: string): Promise<{ organisationId: string }> {
    return transaction(this.db, async (tx) => {
      const [rows] = await tx.query<[{ id: string; organisationId: string; role: OrganisationRoleName }[], number]>(
        `update org_invitation i set accepted_at = now(), accepted_by = $2
         where token_hash = $1 and accepted_at is null and revoked_at is null and valid_until > now()
           and email = (select email from account where id = $2 and email_verified_at is not null)
         returning id, organisation_id as "organisationId", role`,
        [hashed(token), me.accountId],
      );
      const [invitation] = rows;
      if (!invitation) throw new Problem('org-invitation/unknown');
      const id = newId();
      const joined = await tx.query<unknown[]>(
        `insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, $4) on conflict do nothing returning id`,
        [id, invitation.organisationId, me.accountId, invitation.role],
      );
      if (joined.length === 0) throw new Problem('member/already');
      await logTransition(tx, mover(me), {
        aggregate: 'membership',
        aggregateId: id,
        move: 'join',
        from: null,
        to: 'ACTIVE',
      });
      await record(tx, { type: 'org-invitation.accepted', aggregateId: invitation.id });
      return { organisationId: invitation.organisationId };
    });
  }

  /** Locks the organisation, so that two administrators cannot remove each other at once, and reads the member. */
  private async take(tx: EntityManager, me: Person, organisationId: string, memberId: string) {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const [organisation] = await tx.query<{ kind: string }[]>(
      `select kind from organisation where id = $1 for update`,
      [organisationId],
    );
    const [member] = await tx.query<{ role: OrganisationRoleName; accountId: string }[]>(
      `select role, account_id as "accountId" from membership where id = $1 and organisation_id = $2 and active`,
      [memberId, organisationId],
    );
    if (!organisation || !member) throw new Problem('member/unknown');
    return { member, kind: organisation.kind };
  }

  private async keepAdmin(
    tx: EntityManager,
    organisationId: string,
    memberId: string,
    staysAdmin: boolean,
  ): Promise<void> {
    if (staysAdmin) return;
    const others = await tx.query<unknown[]>(
      `select 1 from membership where organisation_id = $1 and id <> $2 and role = 'ADMIN' and active limit 1`,
      [organisationId, memberId],
    );
    if (others.length === 0) throw new Problem('member/last-admin');
  }
}

function refuseRole(role: OrganisationRoleName, kind: string): void {
  if (AGENCY_ROLES.has(role) && kind !== 'AGENCY')
    throw new Problem('member/role-not-here', {}, [
      { path: 'role', message: { fr: 'Réservé aux agences.', en: 'Agencies only.' } },
    ]);
}

const mover = (me: Person) => ({ kind: 'PERSON' as const, id: me.accountId });
