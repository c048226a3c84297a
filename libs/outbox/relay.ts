import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { jobDefaults, queueConnection } from '#libs/queues/connection';
import { coalesces, coalescing, queueOf, type QueueName, restOf, thatRest } from '#libs/queues/queues';

const BATCH = 200;
const LEASE_SECONDS = 20;
/** What comes while a job of a consumer that coalesces is under way shares the next, for this long at most. */
const SHARED_SECONDS = 1;
/** Deliveries in flight above which the relay waits: the outbox is the durable buffer, not Redis. */
const HIGH_WATER = 10_000;

/**
 * While so many deliveries of consumers that do not rest are to be done, those that rest leave this much later: after an
 * import of a whole town, lists come first and documents of search follow.
 */
const CROWD = 500;
const CROWDED_MS = 2_000;
const CROWDED = `
  select from outbox_delivery
  where (state = 'DISPATCHED' or state = 'PENDING' and available_at <= now()) and consumer <> all($1::text[])
  offset ${CROWD} limit 1`;

interface Claimed {
  event_id: string;
  consumer: string;
  /** Before this one. */
  attempts: number;
}

/** Claims, leases and counts in one statement: a relay that is rung for each change asks a hundred times a second. */
const CLAIM = `
  with busy as (
    select consumer from outbox_delivery
    where state = 'DISPATCHED' and consumer = any('{${coalescing.join()}}')
      and lease_until > now() + interval '${LEASE_SECONDS - SHARED_SECONDS} seconds'),
  due as (
    select event_id, consumer, attempts, available_at from outbox_delivery
    where state = 'PENDING' and available_at <= now() and consumer <> all($1::text[])
      and (attempts > 0 or consumer not in (select consumer from busy))
      and (select count(*) from outbox_delivery where state = 'DISPATCHED') < ${HIGH_WATER}
    order by available_at limit ${BATCH} for update skip locked),
  claimed as (
    update outbox_delivery d set state = 'DISPATCHED', attempts = d.attempts + 1,
      lease_until = now() + interval '${LEASE_SECONDS} seconds'
    from due where d.event_id = due.event_id and d.consumer = due.consumer
    returning due.*)
  select event_id, consumer, attempts from claimed order by available_at`;

/** A queue that was never reached waits for its Redis, however long: what was claimed for it does not. */
const READY_MS = 2_000;

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the queues were not reached within ${ms} ms`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** As if they had not been claimed. */
const GIVE_BACK = `
  update outbox_delivery d set state = 'PENDING', attempts = c.attempts, lease_until = null
  from unnest($1::uuid[], $2::text[], $3::int[]) as c(event_id, consumer, attempts)
  where d.event_id = c.event_id and d.consumer = c.consumer and d.state = 'DISPATCHED' and d.attempts = c.attempts + 1`;

/** What a job carries: the deliveries it performs, all of one consumer. */
export interface DeliveryJob {
  consumer: string;
  eventIds: string[];
}

/**
 * Deliveries shared out to jobs: those of a consumer that coalesces go together, the others one by one; so does what came
 * back once, lest one that cannot be done holds the others up.
 */
function jobsOf(claimed: readonly Claimed[]): Claimed[][] {
  const together = new Map<string, Claimed[]>();
  const alone: Claimed[][] = [];
  for (const row of claimed)
    if (row.attempts === 0 && coalesces(row.consumer))
      together.set(row.consumer, [...(together.get(row.consumer) ?? []), row]);
    else alone.push([row]);
  return [...together.values(), ...alone];
}

/**
 * Moves deliveries from the outbox to the queues. Any number may run: rows are claimed with SKIP LOCKED and leased;
 * a lease that runs out before the effect commits makes the delivery pending again.
 */
@Injectable()
export class Relay implements OnModuleDestroy {
  private readonly queues = new Map<QueueName, Queue>();
  /** When consumers that rest between jobs had their last one leave, by `performance.now()`. */
  private readonly left = new Map<string, number>();
  /** Until when very many may wait: a whole batch left not long ago. */
  private crowdedUntil = 0;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The producer side of a queue, opened on first use. Errors of the connection are shown by the operation that meets them. */
  queue(name: QueueName): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: queueConnection(this.env, 'producer'),
      prefix: this.env.queuePrefix,
      defaultJobOptions: jobDefaults,
      streams: { events: { maxLen: 1_000 } },
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  /**
   * Dispatches up to one batch; returns how many left. What the queues could not be given is given back to the outbox; should
   * the process die before it can, the lease runs out.
   */
  async dispatch(): Promise<number> {
    const claimed = await this.db.query<Claimed[]>(CLAIM, [await this.resting()]);
    if (claimed.length === 0) return 0;
    const unknown = claimed.filter((row) => queueOf(row.consumer) === undefined);
    for (const { event_id, consumer } of unknown)
      await this.db.query(
        `update outbox_delivery set state = 'DEAD', last_error = 'no such consumer' where event_id = $1 and consumer = $2`,
        [event_id, consumer],
      );
    const byQueue = new Map<QueueName, Claimed[][]>();
    for (const rows of jobsOf(claimed)) {
      const name = queueOf(rows[0]!.consumer);
      if (name) byQueue.set(name, [...(byQueue.get(name) ?? []), rows]);
    }
    const added = await Promise.allSettled([...byQueue].map(([name, jobs]) => this.add(name, jobs)));
    if (claimed.length === BATCH) this.crowdedUntil = performance.now() + CROWDED_MS;
    for (const { consumer } of claimed) if (restOf(consumer) > 0) this.left.set(consumer, performance.now());
    const failure = added.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
    return claimed.length;
  }

  private async add(name: QueueName, jobs: readonly Claimed[][]): Promise<void> {
    const queue = this.queue(name);
    try {
      await within(READY_MS, queue.waitUntilReady());
      await queue.addBulk(
        jobs.map((rows) => {
          const { event_id, consumer, attempts } = rows[0]!;
          const data: DeliveryJob = { consumer, eventIds: rows.map((row) => row.event_id) };
          return { name: consumer, data, opts: { jobId: `ob-${event_id}-${consumer}-${attempts + 1}` } };
        }),
      );
    } catch (error) {
      const rows = jobs.flat();
      await this.db.query(GIVE_BACK, [
        rows.map((row) => row.event_id),
        rows.map((row) => row.consumer),
        rows.map((row) => row.attempts),
      ]);
      throw error;
    }
  }

  private async resting(): Promise<string[]> {
    const mayBe = performance.now() < this.crowdedUntil;
    const isCrowded = mayBe && (await this.db.query<object[]>(CROWDED, [thatRest])).length > 0;
    const rest = (name: string): number => (isCrowded ? CROWDED_MS : restOf(name));
    return [...this.left].filter(([name, at]) => performance.now() < at + rest(name)).map(([name]) => name);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
  }
}
