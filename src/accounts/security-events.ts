import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';

export type SecurityEvent =
  | 'SIGNED_IN'
  | 'SIGN_IN_FAILED'
  | 'SECOND_FACTOR_FAILED'
  | 'SECOND_FACTOR_ON'
  | 'SECOND_FACTOR_OFF'
  | 'RECOVERY_CODE_USED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'TOKEN_CREATED'
  | 'TOKEN_REVOKED'
  | 'SESSION_REUSED'
  | 'LIMIT_REACHED';

/** Writes what the security log keeps. No address, no token, no password: who, what, from which network. */
export async function noteSecurity(
  db: Pick<EntityManager, 'query'>,
  accountId: string | null,
  type: SecurityEvent,
  more: { network?: string; detail?: Record<string, string> } = {},
): Promise<void> {
  await db.query(`insert into security_event (id, account_id, type, ip_trunc, detail) values ($1, $2, $3, $4, $5)`, [
    newId(),
    accountId,
    type,
    more.network ?? null,
    JSON.stringify(more.detail ?? {}),
  ]);
}
