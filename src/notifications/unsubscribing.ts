import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { type NotificationTopic, notificationTopic } from '#libs/contracts/notification';
import type { Locale } from '#libs/errors/problem';

const sealOf = (secret: string, accountId: string, topic: string): string =>
  createHmac('sha256', secret).update(`unsubscribe ${accountId} ${topic}`).digest('base64url');

/** Where one person stops the letters of one topic, without signing in. It never expires and does nothing else. */
export const unsubscribePath = (secret: string, accountId: string, topic: NotificationTopic): string =>
  `/desabonnement/${accountId}.${topic}.${sealOf(secret, accountId, topic)}`;

/** Whom and what a token stands for; undefined when it was not made here. */
export function readUnsubscribeToken(
  secret: string,
  token: string,
): { accountId: string; topic: NotificationTopic } | undefined {
  const [accountId = '', name = '', seal = ''] = token.split('.');
  const topic = notificationTopic.safeParse(name);
  const [expected, given] = [Buffer.from(sealOf(secret, accountId, name)), Buffer.from(seal)];
  if (!topic.success || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return { accountId, topic: topic.data };
}

/** What an unsubscription is about, in the language of its account. */
export interface Leaving {
  topic: NotificationTopic;
  locale: Locale;
}

/** Stops letters from the link they carry. */
@Injectable()
export class Unsubscribing {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What the link would stop; undefined when it is no link of ours. */
  async look(token: string): Promise<Leaving | undefined> {
    const known = readUnsubscribeToken(this.env.secret, token);
    if (!known) return undefined;
    const [account] = await this.db.query<{ locale: Locale }[]>(`select locale from account where id = $1`, [
      known.accountId,
    ]);
    return account && { topic: known.topic, locale: account.locale };
  }

  /** Stops them; doing it twice changes nothing. */
  async stop(token: string): Promise<Leaving | undefined> {
    const known = readUnsubscribeToken(this.env.secret, token);
    const leaving = await this.look(token);
    if (!known || !leaving) return undefined;
    await this.db.query(
      `insert into notification_preference (account_id, topic, email) values ($1, $2, false)
       on conflict (account_id, topic) do update set email = false, updated_at = now()`,
      [known.accountId, known.topic],
    );
    return leaving;
  }
}
