import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import type { Locale } from '#libs/errors/problem';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { type Queued, readFacts, sideOf } from './facts.reader';
import { renderLetter } from './letter';
import { isTemplate, templateOf, writeLetter } from './letters';
import { LetterLinks } from './letter-links';
import { type Mail, MailTransport, type Outcome } from './transport';
import { unsubscribePath } from './unsubscribing';

/** Attempts over about two days; then the letter is given up and says so. */
export const MAX_MAIL_ATTEMPTS = 12;

/** Seconds before the next attempt: 10 s, then longer each time, 8 h at most. */
export const backoffSeconds = (attempts: number): number => Math.min(10 * 3 ** Math.max(attempts - 1, 0), 28_800);

interface EmailRow extends Omit<Queued, 'template'> {
  id: string;
  template: string;
  recipient: string | null;
  messageId: string;
  attempts: number;
}

interface Reader {
  name: string;
  address: string;
  locale: Locale;
}

/**
 * Sends one letter: at least once, with the same Message-ID each time. The row stays locked from the reading to the
 * mark, so two workers never send it together; a kill between the server’s acceptance and our mark sends it again
 * under the same Message-ID (reliability.md 3.6).
 */
@Consumes('mail.send')
@Injectable()
export class MailConsumer implements EventConsumer {
  constructor(
    private readonly transport: MailTransport,
    private readonly links: LetterLinks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    const [row] = await tx.query<EmailRow[]>(
      `select id, template, aggregate_id as "aggregateId", account_id as "accountId", recipient, params,
              message_id as "messageId", attempts
       from email where id = $1 and state = 'QUEUED' for update skip locked`,
      [event.aggregateId],
    );
    if (!row) return;
    const prepared = await this.prepare(tx, row);
    if ('cancelled' in prepared) return cancel(tx, row.id, prepared.cancelled);
    await mark(tx, row, await this.transport.send(prepared));
  }

  /** Reads everything again at the moment of leaving: who may still receive it, and what is true now. */
  private async prepare(tx: EntityManager, row: EmailRow): Promise<Mail | { cancelled: string }> {
    const { template } = row;
    if (!isTemplate(template)) return { cancelled: 'the template no longer exists' };
    const queued = { ...row, template };
    const reader = await this.reader(tx, queued, row.recipient);
    if (typeof reader === 'string') return { cancelled: reader };
    const facts = await readFacts(tx, queued);
    if (!facts) return { cancelled: 'what it speaks of no longer exists' };
    const link = await this.links.of(tx, queued);
    if (link === null) return { cancelled: 'its link was used or is over' };
    const letter = writeLetter(template, { ...facts, ...link }, reader.locale);
    const { topic } = templateOf(template);
    const leave = topic && row.accountId ? unsubscribePath(this.env.secret, row.accountId, topic) : null;
    const rendered = renderLetter(letter, {
      publicUrl: this.env.publicUrl,
      locale: reader.locale,
      name: reader.name,
      preferencesPath: topic ? '/app/compte' : null,
      unsubscribePath: leave,
    });
    return {
      ...rendered,
      to: { name: reader.name, address: reader.address },
      messageId: row.messageId,
      unsubscribe: leave && this.env.publicUrl + leave,
    };
  }

  /** The person as they may be written to now, or why not. */
  private async reader(tx: EntityManager, queued: Queued, recipient: string | null): Promise<Reader | string> {
    if (!queued.accountId) return { name: '', address: recipient ?? '', locale: 'fr' };
    const topic = templateOf(queued.template).topic;
    const [account] = await tx.query<(Reader & { status: string; verified: boolean; wants: boolean })[]>(
      `select a.name, a.email as address, a.locale, a.status, a.email_verified_at is not null as verified,
              coalesce((select np.email from notification_preference np
                        where np.account_id = a.id and np.topic = $2), true) as wants
       from account a where a.id = $1`,
      [queued.accountId, topic],
    );
    if (!account || account.status !== 'ACTIVE') return 'the account is closed or suspended';
    if (!account.verified && !queued.template.startsWith('account-')) return 'the address was never confirmed';
    if (topic && !account.wants) return 'the person does not want this topic';
    if (!(await this.stillConcerned(tx, queued))) return 'the person is no longer concerned';
    const { name, address, locale } = account;
    return { name, address, locale };
  }

  /** Letters about applications go only to those who may still read them, those about decisions to those who take them. */
  private async stillConcerned(tx: EntityManager, queued: Queued): Promise<boolean> {
    if (templateOf(queued.template).topic === 'DECISIONS') {
      const decides = await tx.query<object[]>(`select from account where id = $1 and platform_role = 'ADMIN'`, [
        queued.accountId,
      ]);
      return decides.length > 0;
    }
    const side = sideOf(queued.template);
    if (side === 'FREELANCER') return true;
    const [row] = await tx.query<{ ok: boolean }[]>(
      side === 'EMPLOYER'
        ? `select exists (select 1 from application a join mission m on m.id = a.mission_id
             join membership mb on mb.organisation_id = m.organisation_id and mb.active
             where a.id = $1 and mb.account_id = $2) as ok`
        : `select exists (select 1 from application a
             join mandate md on md.profile_id = a.profile_id and md.agency_id = a.sender_organisation_id and md.state = 'ACTIVE'
             join membership mb on mb.organisation_id = md.agency_id and mb.active
             where a.id = $1 and mb.account_id = $2) as ok`,
      [queued.aggregateId, queued.accountId],
    );
    return row?.ok === true;
  }
}

async function cancel(tx: EntityManager, id: string, why: string): Promise<void> {
  await tx.query(`update email set state = 'CANCELLED', last_error = $2 where id = $1`, [id, why]);
}

async function mark(tx: EntityManager, row: EmailRow, outcome: Outcome): Promise<void> {
  const attempts = row.attempts + 1;
  if (outcome.kind === 'sent')
    await tx.query(`update email set state = 'SENT', sent_at = now(), attempts = $2, last_error = null where id = $1`, [
      row.id,
      attempts,
    ]);
  else if (outcome.kind === 'refused' || attempts >= MAX_MAIL_ATTEMPTS)
    await tx.query(`update email set state = 'FAILED', attempts = $2, last_error = $3 where id = $1`, [
      row.id,
      attempts,
      outcome.why,
    ]);
  else
    await tx.query(
      `update email set attempts = $2, last_error = $3,
              available_at = now() + make_interval(secs => $4 * (0.8 + 0.4 * random())) where id = $1`,
      [row.id, attempts, outcome.why, backoffSeconds(attempts)],
    );
}
