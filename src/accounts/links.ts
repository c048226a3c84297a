import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';

export type LinkKind = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

const MINUTES: Record<LinkKind, number> = { VERIFY_EMAIL: 60 * 24, RESET_PASSWORD: 30 };

/** The token of a link, rebuilt from its row by whoever holds the server’s key; the row keeps only its hash. */
export const linkToken = (secret: string, id: string, nonce: string): string =>
  createHmac('sha256', secret).update(`account-link ${id} ${nonce}`).digest('base64url');

export const linkHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Writes a new link for the mailer to send; earlier ones of the same kind stop working. Returns its id. */
export async function writeLink(tx: EntityManager, secret: string, accountId: string, kind: LinkKind): Promise<string> {
  await tx.query(`update account_link set used_at = now() where account_id = $1 and kind = $2 and used_at is null`, [
    accountId,
    kind,
  ]);
  const id = newId();
  const nonce = randomBytes(16).toString('base64url');
  await tx.query(
    `insert into account_link (id, account_id, kind, nonce, token_hash, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(mins => $6))`,
    [id, accountId, kind, nonce, linkHash(linkToken(secret, id, nonce)), MINUTES[kind]],
  );
  return id;
}

/** Uses a link once; of two at the same time, one wins. Returns whose it is, undefined when it is no longer good. */
export async function useLink(tx: EntityManager, token: string, kind: LinkKind): Promise<string | undefined> {
  const [rows] = await tx.query<[{ accountId: string }[], number]>(
    `update account_link set used_at = now() where token_hash = $1 and kind = $2 and used_at is null and expires_at > now()
     returning account_id as "accountId"`,
    [linkHash(token), kind],
  );
  return rows[0]?.accountId;
}
