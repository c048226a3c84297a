import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { SessionList, TokenDraft, TokenList } from '#libs/contracts/account';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import type { Person } from '../access/actor';
import { staffWithoutSecondFactor } from '../access/entry';
import { noteSecurity } from './security-events';

type TokenRow = Omit<TokenList['items'][number], 'createdAt' | 'expiresAt' | 'lastUsedAt'> & {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

const SELECT = `select id, name, prefix, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt" from access_token`;

const view = (row: TokenRow): TokenList['items'][number] => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

/** Access tokens for programs, and the list of one’s open sessions. */
@Injectable()
export class AccessTokens {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async list(me: Person): Promise<TokenList> {
    const rows = await this.db.query<TokenRow[]>(
      `${SELECT} where account_id = $1 and revoked_at is null and expires_at > now() order by id desc`,
      [me.accountId],
    );
    return { items: rows.map(view) };
  }

  /**
   * A new token for the organisation the person acts for. The token is answered once and never shown again. Staff pass
   * their second factor first: a token made after enrolment counts as having passed it.
   */
  async create(me: Person, draft: TokenDraft): Promise<TokenList['items'][number] & { token: string }> {
    if (staffWithoutSecondFactor(me)) throw new Problem('access/second-factor-required');
    const prefix = randomBytes(4).toString('hex');
    const token = `aro_${prefix}_${randomBytes(32).toString('base64url')}`;
    const id = newId();
    await this.db.query(
      `insert into access_token (id, account_id, organisation_id, name, prefix, token_hash, scopes, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))`,
      [
        id,
        me.accountId,
        me.current?.organisationId ?? null,
        draft.name,
        prefix,
        createHash('sha256').update(token).digest('hex'),
        [...new Set(draft.scopes)],
        draft.days,
      ],
    );
    await noteSecurity(this.db, me.accountId, 'TOKEN_CREATED', { detail: { prefix } });
    const [row] = await this.db.query<TokenRow[]>(`${SELECT} where id = $1`, [id]);
    return { ...view(row as TokenRow), token };
  }

  async revoke(me: Person, id: string): Promise<void> {
    const [rows] = await this.db.query<[{ prefix: string }[], number]>(
      `update access_token set revoked_at = now() where id = $1 and account_id = $2 and revoked_at is null returning prefix`,
      [id, me.accountId],
    );
    const [revoked] = rows;
    if (!revoked) throw new Problem('token/unknown');
    await noteSecurity(this.db, me.accountId, 'TOKEN_REVOKED', { detail: { prefix: revoked.prefix } });
  }

  /** Open sessions, last seen first. */
  async sessions(me: Person): Promise<SessionList> {
    const rows = await this.db.query<
      { id: string; createdAt: Date; lastSeenAt: Date; userAgent: string | null; place: string | null }[]
    >(
      `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", user_agent as "userAgent", ip_trunc as place from session
       where account_id = $1 and revoked_at is null and expires_at > now()
         and last_seen_at + make_interval(secs => idle_seconds) > now() order by last_seen_at desc`,
      [me.accountId],
    );
    return {
      items: rows.map((row) => ({
        ...row,
        current: row.id === me.sessionId,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
      })),
    };
  }
}
