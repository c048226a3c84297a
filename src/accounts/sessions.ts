import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { PREPARED } from '#libs/persistence/preparing-client';
import { type Actor, type ActorMembership, ANONYMOUS, type Person, type PlatformRole } from '../access/actor';
import { mustPassSecondFactor } from '../access/entry';
import type { ActorResolver } from '../http/session.guard';
import { noteSecurity } from './security-events';
import {
  IDLE_SECONDS,
  judge,
  LIFE_SECONDS,
  MOST_SESSIONS,
  REMEMBERED_SECONDS,
  type SessionFacts,
  STAFF_IDLE_SECONDS,
  tooLongForStaff,
} from './session-rules';

interface ActorRow {
  accountId: string;
  emailVerified: boolean;
  platformRole: PlatformRole | null;
  demo: boolean;
  profileId: string | null;
  memberships: ActorMembership[] | null;
}

interface SessionRow extends ActorRow, SessionFacts {
  sessionId: string;
  familyId: string;
  organisationId: string | null;
  mfa: boolean;
  currentHash: string;
  /** Seconds since it was last seen, and since it was opened. */
  idle: number;
  age: number;
}

interface TokenRow extends ActorRow {
  id: string;
  organisationId: string | null;
  scopes: string[];
  mfa: boolean;
  touch: boolean;
}

/** Being seen is written once a minute at most: a request that only reads costs no write. */
const TOUCH_SECONDS = 60;

const ACTOR = `
  a.id as "accountId", a.email_verified_at is not null as "emailVerified", a.platform_role as "platformRole", a.demo,
  (select p.id from profile p where p.account_id = a.id) as "profileId",
  (select json_agg(json_build_object('organisationId', o.id, 'kind', o.kind, 'role', m.role, 'verified', o.verification = 'VERIFIED') order by m.joined_at)
   from membership m join organisation o on o.id = m.organisation_id where m.account_id = a.id and m.active) as memberships`;

/** A session with its account; `$1` is the hash of the token presented, null when none is. */
const SESSION = `${PREPARED}
  select ${ACTOR}, s.id as "sessionId", s.family_id as "familyId", s.organisation_id as "organisationId", s.mfa_at is not null as mfa,
    s.token_hash = $1::text as "isCurrent", s.token_hash as "currentHash", s.revoked_at is not null or a.status <> 'ACTIVE' as revoked, s.seen,
    s.expires_at <= now() or s.last_seen_at + make_interval(secs => s.idle_seconds) <= now() as expired,
    extract(epoch from now() - s.rotated_at)::float8 as "sinceRotation",
    extract(epoch from now() - s.last_seen_at)::float8 as idle, extract(epoch from now() - s.created_at)::float8 as age
  from session s join account a on a.id = s.account_id`;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const newToken = (): string => randomBytes(32).toString('base64url');

export interface Opening {
  remember?: boolean;
  mfa?: boolean;
  organisationId?: string | null;
  ipTrunc?: string | null;
  userAgent?: string | null;
}

/** Browser sessions (opaque cookie, rows in PostgreSQL) and access tokens: who speaks, read afresh on each request. */
@Injectable()
export class SessionService implements ActorResolver {
  private readonly cookieName: string;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.cookieName = env.production ? '__Host-sid' : 'sid';
  }

  async resolveActor(
    headers: Record<string, string | string[] | undefined>,
  ): Promise<{ actor: Actor; cookie?: string }> {
    const { authorization } = headers;
    if (typeof authorization === 'string' && authorization.startsWith('Bearer '))
      return { actor: await this.byAccessToken(authorization.slice(7)) };
    const token = cookieValue(String(headers.cookie ?? ''), this.cookieName);
    return token ? this.bySession(token) : { actor: ANONYMOUS };
  }

  /**
   * The people behind open sessions, as they are now; those that were revoked, ran out or whose account was suspended
   * are absent. Looking does not count as being seen.
   */
  async actorsOf(sessionIds: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.db.query<SessionRow[]>(`${SESSION} where s.id = any($2::uuid[])`, [null, sessionIds]);
    const alive = rows.map((row) => ({ row, actor: person(row, { ...row, scopes: null }) }));
    return new Map(
      alive
        .filter(({ row, actor }) => !row.revoked && !hasExpired(row, actor))
        .map(({ row, actor }) => [row.sessionId, actor]),
    );
  }

  /** Opens a session and returns the Set-Cookie value. The oldest ones beyond twenty are closed. */
  async open(tx: Pick<EntityManager, 'query'>, accountId: string, opening: Opening = {}): Promise<string> {
    const token = newToken();
    const [staff] = await tx.query<{ staff: boolean }[]>(
      `select a.platform_role is not null or exists (select 1 from membership m join organisation o on o.id = m.organisation_id
         where m.account_id = a.id and m.active and o.kind = 'AGENCY') as staff from account a where a.id = $1`,
      [accountId],
    );
    const remember = (opening.remember ?? false) && staff?.staff !== true;
    const life = remember ? REMEMBERED_SECONDS : LIFE_SECONDS;
    const idle = staff?.staff ? STAFF_IDLE_SECONDS : remember ? REMEMBERED_SECONDS : IDLE_SECONDS;
    await tx.query(
      `insert into session (id, account_id, family_id, token_hash, idle_seconds, expires_at, remember, mfa_at, organisation_id, ip_trunc, user_agent)
       values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), $7, case when $8 then now() end,
         coalesce($9, (select m.organisation_id from membership m where m.account_id = $2 and m.active order by m.joined_at limit 1)), $10, left($11, 300))`,
      [
        newId(),
        accountId,
        newId(),
        hashOf(token),
        idle,
        life,
        remember,
        opening.mfa ?? false,
        opening.organisationId ?? null,
        opening.ipTrunc ?? null,
        opening.userAgent ?? null,
      ],
    );
    await tx.query(
      `update session set revoked_at = now(), revoked_reason = 'TOO_MANY' where id in (
         select id from session where account_id = $1 and revoked_at is null order by created_at desc offset ${MOST_SESSIONS})`,
      [accountId],
    );
    return this.cookie(token, remember ? life : undefined);
  }

  /** Ends sessions of an account: one, all, or all but one. Returns how many. */
  async close(
    tx: Pick<EntityManager, 'query'>,
    accountId: string,
    which: { only?: string; but?: string },
    reason: string,
  ): Promise<number> {
    const [, closed] = await tx.query<[unknown, number]>(
      `update session set revoked_at = now(), revoked_reason = $4 where account_id = $1 and revoked_at is null
         and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)`,
      [accountId, which.only ?? null, which.but ?? null, reason],
    );
    return closed;
  }

  /** The Set-Cookie value that makes the browser forget. */
  forget(): string {
    return `${this.cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${this.env.production ? '; Secure' : ''}`;
  }

  private cookie(token: string, maxAge?: number): string {
    const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
    return `${this.cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax${age}${this.env.production ? '; Secure' : ''}`;
  }

  /** A new token for a session whose rights grow; the one before it dies at once. Returns the Set-Cookie value. */
  async renew(tx: Pick<EntityManager, 'query'>, sessionId: string): Promise<string> {
    const token = newToken();
    const [rows] = await tx.query<[{ remember: boolean; left: number }[], number]>(
      `update session set token_hash = $2, prev_hash = null, rotated_at = now(), last_seen_at = now(), seen = false
       where id = $1 returning remember, extract(epoch from expires_at - now())::int as left`,
      [sessionId, hashOf(token)],
    );
    return this.cookie(token, rows[0]?.remember ? rows[0].left : undefined);
  }

  private async bySession(token: string): Promise<{ actor: Actor; cookie?: string }> {
    const hash = hashOf(token);
    const [row] = await this.db.query<SessionRow[]>(`${SESSION} where s.token_hash = $1 or s.prev_hash = $1 limit 1`, [
      hash,
    ]);
    if (!row) return { actor: ANONYMOUS };
    const actor = person(row, { ...row, scopes: null });
    const verdict = judge({ ...row, expired: hasExpired(row, actor) });
    if (verdict === 'dead') return { actor: ANONYMOUS };
    if (verdict === 'reused') {
      await this.revokeFamily(row);
      return { actor: ANONYMOUS };
    }
    if (verdict === 'rotate') return { actor, cookie: await this.rotate(row, hash) };
    // The grace of the previous token and the next rotation are counted from when the new one first came back.
    if (verdict === 'mark-seen')
      await this.db.query(
        `update session set seen = true, rotated_at = now(), last_seen_at = now() where id = $1 and token_hash = $2 and not seen`,
        [row.sessionId, hash],
      );
    else if (row.idle >= TOUCH_SECONDS)
      await this.db.query(`update session set last_seen_at = now() where id = $1`, [row.sessionId]);
    return { actor };
  }

  /** Compare-and-set: of two requests that rotate at once, one wins and the other keeps the previous token. */
  private async rotate({ sessionId, currentHash }: SessionRow, presented: string): Promise<string | undefined> {
    const token = newToken();
    const [rows] = await this.db.query<[{ remember: boolean; left: number }[], number]>(
      `update session set token_hash = $3, prev_hash = $4, rotated_at = now(), last_seen_at = now(), seen = false
       where id = $1 and token_hash = $2 returning remember, extract(epoch from expires_at - now())::int as left`,
      [sessionId, currentHash, hashOf(token), presented],
    );
    const [row] = rows;
    return row ? this.cookie(token, row.remember ? row.left : undefined) : undefined;
  }

  private async revokeFamily(row: SessionRow): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [, revoked] = await tx.query<[unknown, number]>(
        `update session set revoked_at = now(), revoked_reason = 'REUSED' where family_id = $1 and revoked_at is null`,
        [row.familyId],
      );
      if (revoked === 0) return;
      await noteSecurity(tx, row.accountId, 'SESSION_REUSED');
      await record(tx, { type: 'session.reuse-detected', aggregateId: row.accountId });
    });
  }

  /** A token passed the second factor when it was made after its owner enrolled; it stops when they disenrol. */
  private async byAccessToken(token: string): Promise<Actor> {
    const [row] = await this.db.query<TokenRow[]>(
      `select ${ACTOR}, t.id, t.organisation_id as "organisationId", t.scopes, coalesce(a.totp_confirmed_at <= t.created_at, false) as mfa,
         t.last_used_at is null or t.last_used_at < now() - make_interval(secs => $2) as touch
       from access_token t join account a on a.id = t.account_id
       where t.token_hash = $1 and t.revoked_at is null and t.expires_at > now() and a.status = 'ACTIVE'`,
      [hashOf(token), TOUCH_SECONDS],
    );
    if (!row) return ANONYMOUS;
    if (row.touch) await this.db.query(`update access_token set last_used_at = now() where id = $1`, [row.id]);
    return person(row, { ...row, sessionId: null });
  }
}

const hasExpired = (row: SessionRow, actor: Person): boolean =>
  row.expired || (mustPassSecondFactor(actor) && tooLongForStaff(row.idle, row.age));

/**
 * The person of this account as rights see them now, acting for this organisation: for work done in their name when they
 * are away. Undefined when the account is not active. Without a session they hold no right that asks for one.
 */
export async function readPerson(
  db: Pick<EntityManager, 'query'>,
  accountId: string,
  organisationId: string | null,
): Promise<Person | undefined> {
  const [row] = await db.query<ActorRow[]>(`select ${ACTOR} from account a where a.id = $1 and a.status = 'ACTIVE'`, [
    accountId,
  ]);
  return row && person(row, { sessionId: null, organisationId, mfa: false, scopes: null });
}

function person(
  row: ActorRow,
  session: { sessionId: string | null; organisationId: string | null; mfa: boolean; scopes: readonly string[] | null },
): Person {
  const memberships = row.memberships ?? [];
  return {
    kind: 'PERSON',
    accountId: row.accountId,
    emailVerified: row.emailVerified,
    profileId: row.profileId,
    memberships,
    current: memberships.find((membership) => membership.organisationId === session.organisationId) ?? null,
    platformRole: row.platformRole,
    secondFactor: session.mfa || row.demo,
    sessionId: session.sessionId,
    scopes: session.scopes,
  };
}

function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
}
