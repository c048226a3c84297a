import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { linkToken } from '../accounts/links';
import { invitationToken } from '../organisations/member.service';
import type { Facts } from './facts';
import type { Queued } from './facts.reader';

/**
 * Rebuilds the links that carry a token, when the letter leaves: no token is ever stored or queued. It stands after
 * the #, which browsers keep to themselves: no server log and no Referer ever holds it.
 */
@Injectable()
export class LetterLinks {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** The facts of the link a letter needs; none for most letters; null when the link was used or is over. */
  async of(tx: EntityManager, queued: Queued): Promise<Partial<Pick<Facts, 'tokenPath' | 'expiresAt'>> | null> {
    if (queued.template === 'org-invitation') return this.invitation(tx, queued.aggregateId);
    if (queued.template === 'account-verify')
      return this.account(tx, queued.aggregateId, 'VERIFY_EMAIL', '/app/verification');
    if (queued.template === 'account-reset')
      return this.account(tx, queued.aggregateId, 'RESET_PASSWORD', '/app/mot-de-passe');
    return {};
  }

  /** The link of an account that still works; there is at most one of each kind. */
  private async account(tx: EntityManager, accountId: string, kind: 'VERIFY_EMAIL' | 'RESET_PASSWORD', path: string) {
    const [row] = await tx.query<{ id: string; nonce: string; expiresAt: Date }[]>(
      `select id, nonce, expires_at as "expiresAt" from account_link
       where account_id = $1 and kind = $2 and used_at is null and expires_at > now() order by created_at desc limit 1`,
      [accountId, kind],
    );
    return row
      ? { tokenPath: `${path}#${linkToken(this.env.secret, row.id, row.nonce)}`, expiresAt: row.expiresAt }
      : null;
  }

  private async invitation(tx: EntityManager, id: string) {
    const [row] = await tx.query<{ nonce: string; expiresAt: Date }[]>(
      `select nonce, valid_until as "expiresAt" from org_invitation
       where id = $1 and accepted_at is null and revoked_at is null and valid_until > now()`,
      [id],
    );
    if (!row) return null;
    return { tokenPath: `/app/invitation#${invitationToken(this.env, id, row.nonce)}`, expiresAt: row.expiresAt };
  }
}
