import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { newId } from '#libs/kernel/ids';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import { record, type StoredEvent } from '#libs/outbox/outbox';
import { type Addressed, addresseesOf } from './addressees';
import { templateOf } from './letters';

/** After these, a proposal of neighbouring skills waits for nobody. */
const DECIDED: readonly string[] = ['neighbours.activated', 'neighbours.discarded', 'neighbours.replaced'];

/**
 * Turns events into letters to send and notifications to read. A row’s dedupe key is made of the event, the template
 * and the person: the same fact never writes twice, whatever happens to the queue.
 */
@Consumes('mail.letters')
@Injectable()
export class LettersConsumer implements EventConsumer {
  constructor(@Inject(ENV) private readonly env: Env) {}

  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    if (DECIDED.includes(event.type)) return takeBack(tx, event.aggregateId);
    const host = new URL(this.env.publicUrl).hostname;
    for (const addressed of await addresseesOf(tx, event)) {
      const template = templateOf(addressed.template);
      const key = `${addressed.once ?? event.id} ${addressed.template} ${addressed.accountId ?? 'address'}`;
      if (template.byMail) await writeEmail(tx, event, addressed, key, host);
      if (template.inApp && addressed.accountId) await writeNotification(tx, addressed, key);
    }
  }
}

/** What waited for a decision is no news any more; a letter about it that has not left yet cancels itself. */
async function takeBack(tx: EntityManager, proposalId: string): Promise<void> {
  await tx.query(`delete from notification where aggregate_id = $1 and template = 'neighbours-proposed'`, [proposalId]);
}

async function writeEmail(tx: EntityManager, event: StoredEvent, letter: Addressed, key: string, host: string) {
  const id = newId();
  const written = await tx.query<{ id: string }[]>(
    `insert into email (id, dedupe_key, account_id, recipient, template, aggregate_id, params, message_id, available_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + interval '2 minutes')
     on conflict (dedupe_key) do nothing returning id`,
    [
      id,
      key,
      letter.accountId,
      letter.recipient,
      letter.template,
      letter.aggregateId,
      JSON.stringify(event.payload),
      `<${id}@${host}>`,
    ],
  );
  if (written.length > 0) await record(tx, { type: 'email.queued', aggregateId: id });
}

async function writeNotification(tx: EntityManager, letter: Addressed, key: string): Promise<void> {
  const path = templateOf(letter.template).path;
  const [about] = await tx.query<{ missionId: string | null; profileId: string | null }[]>(
    `select coalesce(a.mission_id, m.id) as "missionId", coalesce(a.profile_id, md.profile_id) as "profileId"
     from (select $1::uuid as id) subject
     left join application a on a.id = subject.id
     left join mission m on m.id = subject.id
     left join mandate md on md.id = subject.id`,
    [letter.aggregateId],
  );
  const url = path({
    aggregateId: letter.aggregateId,
    missionId: about?.missionId ?? '',
    profileId: about?.profileId ?? '',
  });
  await tx.query(
    `insert into notification (id, dedupe_key, account_id, template, aggregate_id, url)
     values ($1, $2, $3, $4, $5, $6) on conflict (dedupe_key) do nothing`,
    [newId(), key, letter.accountId, letter.template, letter.aggregateId, url],
  );
}
