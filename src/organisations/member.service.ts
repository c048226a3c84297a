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
import { logTransition, type Mover } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allowOrHide } from '../access/allow';
import { spend } from '../accounts/limits';
import { handOver } from '../agencies/mandate.handover';

const AGENCY_ROLES = new Set<OrganisationRoleName>(['ADVISER', 'VALIDATOR']);
/** Roles that may lead mandates: an administrator does until somebody is named. */
const LEADS = new Set<OrganisationRoleName>(['ADVISER', 'ADMIN']);

interface Member {
  id: string;
  role: OrganisationRoleName;
  accountId: string;
  version: number;
}

/** A member, at the version that was read. */
export interface Which {
  memberId: string;
  version: number;
}

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
    return this.listed(this.db, organisationId);
  }

  /** Gives a member another role. Throws `member/last-admin` rather than leave nobody in charge. */
  changeRole(me: Person, organisationId: string, which: Which, role: OrganisationRoleName): Promise<MemberList> {
    return transaction(this.db, async (tx) => {
      const { member, kind } = await this.take(tx, me, organisationId, which);
      refuseRole(role, kind);
      const heir = await this.heirOf(tx, me, organisationId, member);
      if (!heir && role !== 'ADMIN') throw new Problem('member/last-admin');
      await tx.query(`update membership set role = $2, version = version + 1 where id = $1`, [member.id, role]);
      if (heir && !LEADS.has(role))
        await handOver(tx, moverOf(me), { agencyId: organisationId, from: member.accountId, to: heir });
      await logTransition(tx, moverOf(me), {
        aggregate: 'membership',
        aggregateId: member.id,
        move: 'change-role',
        from: member.role,
        to: role,
      });
      await record(tx, { type: 'membership.role-changed', aggregateId: member.id });
      return this.listed(tx, organisationId);
    });
  }

  /** Ends a membership; it stays readable. Pending invitations from and to the member end with it. */
  deactivate(me: Person, organisationId: string, which: Which): Promise<MemberList> {
    return transaction(this.db, async (tx) => {
      const { member } = await this.take(tx, me, organisationId, which);
      const heir = await this.heirOf(tx, me, organisationId, member);
      if (!heir) throw new Problem('member/last-admin');
      await tx.query(
        `update membership set active = false, deactivated_at = now(), deactivated_by = $2, version = version + 1 where id = $1`,
        [member.id, me.accountId],
      );
      await tx.query(
        `update org_invitation set revoked_at = now() where organisation_id = $1 and accepted_at is null and revoked_at is null
           and (invited_by = $2 or email = (select email from account where id = $2))`,
        [organisationId, member.accountId],
      );
      await handOver(tx, moverOf(me), { agencyId: organisationId, from: member.accountId, to: heir });
      await logTransition(tx, moverOf(me), {
        aggregate: 'membership',
        aggregateId: member.id,
        move: 'deactivate',
        from: 'ACTIVE',
        to: 'INACTIVE',
      });
      await record(tx, { type: 'membership.ended', aggregateId: member.id });
      return this.listed(tx, organisationId);
    });
  }

  async invitations(me: Person, organisationId: string): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    return this.invited(this.db, organisationId);
  }

  /**
   * Invites an address for fourteen days; the letter carries the link. Throws `member/already`, `org-invitation/pending`,
   * and `request/too-many` past three letters an hour to one address.
   */
  invite(me: Person, organisationId: string, draft: InvitationDraft): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const email = normaliseEmail(draft.email);
    return transaction(this.db, async (tx) => {
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
           and revoked_at is null and valid_until <= now()`,
        [organisationId, email],
      );
      const id = newId();
      const nonce = randomBytes(16).toString('base64url');
      const sent = await tx.query<unknown[]>(
        `insert into org_invitation (id, organisation_id, email, role, nonce, token_hash, invited_by, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, now() + interval '14 days') on conflict do nothing returning id`,
        [id, organisationId, email, draft.role, nonce, hashed(invitationToken(this.env, id, nonce)), me.accountId],
      );
      if (sent.length === 0) throw new Problem('org-invitation/pending');
      await spend(tx, 'mail-address', email);
      await this.log(tx, me, id, 'invite', null, 'SENT');
      await record(tx, { type: 'org-invitation.sent', aggregateId: id });
      return this.invited(tx, organisationId);
    });
  }

  /** Takes an invitation back: its link stops working. */
  revoke(me: Person, organisationId: string, invitationId: string): Promise<InvitationList> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    return transaction(this.db, async (tx) => {
      const [, revoked] = await tx.query<[unknown, number]>(
        `update org_invitation set revoked_at = now() where id = $1 and organisation_id = $2 and accepted_at is null and revoked_at is null`,
        [invitationId, organisationId],
      );
      if (revoked === 0) throw new Problem('org-invitation/unknown');
      await this.log(tx, me, invitationId, 'revoke', 'SENT', 'REVOKED');
      await record(tx, { type: 'org-invitation.revoked', aggregateId: invitationId });
      return this.invited(tx, organisationId);
    });
  }

  /** Joins with the token of a letter, when signed in with the address it was sent to. Exactly once. */
  join(me: Person, token: string): Promise<{ organisationId: string }> {
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
      await logTransition(tx, moverOf(me), {
        aggregate: 'membership',
        aggregateId: id,
        move: 'join',
        from: null,
        to: 'ACTIVE',
        detail: { invitationId: invitation.id },
      });
      await record(tx, { type: 'org-invitation.accepted', aggregateId: invitation.id });
      return { organisationId: invitation.organisationId };
    });
  }

  private async listed(db: Pick<EntityManager, 'query'>, organisationId: string): Promise<MemberList> {
    const rows = await db.query<(Omit<MemberList['items'][number], 'joinedAt'> & { joinedAt: Date })[]>(
      `select m.id, m.account_id as "accountId", a.name, a.email, m.role, m.active, m.joined_at as "joinedAt", m.version
       from membership m join account a on a.id = m.account_id where m.organisation_id = $1 order by m.active desc, a.name, m.id`,
      [organisationId],
    );
    return { items: rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })) };
  }

  private async invited(db: Pick<EntityManager, 'query'>, organisationId: string): Promise<InvitationList> {
    const rows = await db.query<
      (Omit<InvitationList['items'][number], 'sentAt' | 'validUntil'> & { sentAt: Date; validUntil: Date })[]
    >(
      `select id, email, role, sent_at as "sentAt", valid_until as "validUntil",
         case when accepted_at is not null then 'ACCEPTED' when revoked_at is not null then 'REVOKED'
              when valid_until <= now() then 'EXPIRED' else 'SENT' end as state
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

  private log(
    tx: EntityManager,
    me: Person,
    aggregateId: string,
    move: string,
    from: string | null,
    to: string,
  ): Promise<void> {
    return logTransition(tx, moverOf(me), { aggregate: 'org-invitation', aggregateId, move, from, to });
  }

  /** Locks the organisation, so that two administrators cannot remove each other at once, and reads the member. */
  private async take(
    tx: EntityManager,
    me: Person,
    organisationId: string,
    which: Which,
  ): Promise<{ member: Member; kind: string }> {
    allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId });
    const [organisation] = await tx.query<{ kind: string }[]>(
      `select kind from organisation where id = $1 for update`,
      [organisationId],
    );
    const [member] = await tx.query<Member[]>(
      `select id, role, account_id as "accountId", version from membership where id = $1 and organisation_id = $2 and active`,
      [which.memberId, organisationId],
    );
    if (!organisation || !member) throw new Problem('member/unknown');
    if (member.version !== which.version) throw new Problem('request/stale');
    return { member, kind: organisation.kind };
  }

  /** The administrator who stays in charge without this member: whoever acts, else the longest-standing one. */
  private async heirOf(
    tx: EntityManager,
    me: Person,
    organisationId: string,
    member: Member,
  ): Promise<string | undefined> {
    const [heir] = await tx.query<{ accountId: string }[]>(
      `select account_id as "accountId" from membership
       where organisation_id = $1 and id <> $2 and role = 'ADMIN' and active order by account_id = $3 desc, joined_at, id limit 1`,
      [organisationId, member.id, me.accountId],
    );
    return heir?.accountId;
  }
}

function refuseRole(role: OrganisationRoleName, kind: string): void {
  if (AGENCY_ROLES.has(role) && kind !== 'AGENCY')
    throw new Problem('member/role-not-here', {}, [
      { path: 'role', message: { fr: 'Réservé aux agences.', en: 'Agencies only.' } },
    ]);
}

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});
