import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DeadLetter, DeadLetterQuery, DeliveryName, DiscardDraft } from '#libs/contracts/operations';
import { Problem } from '#libs/errors/problem';
import { outboxStats, type OutboxStats } from '#libs/outbox/deliveries';
import { logTransition } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { Cursors } from '../http/cursor';

/** Dead letters and the state of the flow, for platform administrators. Every action leaves a log row. */
@Injectable()
export class OperationsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  outbox(me: Person): Promise<OutboxStats> {
    allow(me, 'platform:administer');
    return outboxStats(this.db);
  }

  /** Oldest first. */
  async deadLetters(me: Person, query: DeadLetterQuery): Promise<{ items: DeadLetter[]; nextCursor: string | null }> {
    allow(me, 'platform:administer');
    const after = this.cursors.read('dead-letters', query.cursor);
    const rows = await this.db.query<(Omit<DeadLetter, 'happenedAt'> & { happenedAt: Date })[]>(
      `select d.event_id as "eventId", d.consumer, o.type, o.aggregate_id as "aggregateId", d.attempts,
              d.last_error as error, o.created_at as "happenedAt"
       from outbox_delivery d join outbox o on o.id = d.event_id
       where d.state = 'DEAD' and (($1::uuid is null) or (d.event_id, d.consumer) > ($1::uuid, $2::text))
       order by d.event_id, d.consumer limit $3`,
      [after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }));
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? this.cursors.sign('dead-letters', [last.eventId, last.consumer]) : null };
  }

  /** Gives one dead delivery eight new attempts. Throws `dead-letter/unknown`. */
  retry(me: Person, delivery: DeliveryName): Promise<{ retried: number }> {
    return this.close(me, delivery, 'retry', `state = 'PENDING', attempts = 0, available_at = now()`, null);
  }

  async retryAll(me: Person): Promise<{ retried: number }> {
    allow(me, 'platform:administer');
    return transaction(this.db, async (tx) => {
      const [, retried] = await tx.query<[unknown, number]>(
        `update outbox_delivery set state = 'PENDING', attempts = 0, available_at = now() where state = 'DEAD'`,
      );
      return { retried };
    });
  }

  /** Gives one dead delivery up, with the reason. Throws `dead-letter/unknown`. */
  async discard(me: Person, { reason, ...delivery }: DiscardDraft): Promise<void> {
    await this.close(me, delivery, 'discard', `state = 'DISCARDED', discard_reason = $3`, reason);
  }

  private async close(
    me: Person,
    delivery: DeliveryName,
    move: 'retry' | 'discard',
    change: string,
    reason: string | null,
  ) {
    allow(me, 'platform:administer');
    return transaction(this.db, async (tx) => {
      const [, retried] = await tx.query<[unknown, number]>(
        `update outbox_delivery set ${change} where event_id = $1 and consumer = $2 and state = 'DEAD'`,
        reason === null ? [delivery.eventId, delivery.consumer] : [delivery.eventId, delivery.consumer, reason],
      );
      if (retried === 0) throw new Problem('dead-letter/unknown');
      await logTransition(
        tx,
        { kind: 'PERSON', id: me.accountId },
        {
          aggregate: 'delivery',
          aggregateId: delivery.eventId,
          move,
          from: 'DEAD',
          to: move === 'retry' ? 'PENDING' : 'DISCARDED',
          reason,
          detail: { consumer: delivery.consumer },
        },
      );
      return { retried };
    });
  }
}
