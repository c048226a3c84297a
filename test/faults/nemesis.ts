import { Client } from 'pg';
import { schedules } from '#libs/queues/queues';
import { until } from '../../scripts/services/processes.mjs';
import { type Ground, nameOf } from './ground';

/** One fault: when it struck, what was under way then, how much a queue lost with it. */
export interface Fault {
  kind: 'worker' | 'redis' | 'postgres';
  what: string;
  at: number;
  /** Deliveries that were recorded and not done. */
  underWay: { event_id: string; consumer: string }[];
  /** Jobs that waited in Redis and vanished. */
  vanished: number;
}

/** The advisory lock of whoever writes recommendation lists (src/matching/matchmaker.ts). */
const LISTS = 0x4d415443;
/** Our own: whoever commits the delivery of a letter’s event passes here, and waits while we hold it. */
const COMMITS = 0x434f4d4d;
const STOP_AT_COMMIT = `
  create function wait_to_commit() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock_shared(${COMMITS}); return null; end $$;
  create constraint trigger wait_to_commit after update on outbox_delivery deferrable initially deferred for each row
    when (new.state = 'DONE' and new.consumer = 'mail.letters') execute function wait_to_commit()`;
/** Jobs that must wait in Redis before it is emptied. */
const PILE = 5;
/** Everything waited for under load comes within this time, also on a slow machine. */
const SOON_MS = 30_000;

/** Does the harm, each time in the middle of work that is really under way. */
export class Nemesis {
  readonly faults: Fault[] = [];
  private readonly returns: Promise<number>[] = [];

  constructor(private readonly ground: Ground) {}

  /** To be called once, before anything is under way. */
  async prepare(): Promise<void> {
    await this.ground.db.query(STOP_AT_COMMIT);
  }

  /** Kills a worker while it hands a letter to the mail server, `before` the server took it or `after`. */
  async killSending(worker: number, moment: 'before' | 'after'): Promise<Fault> {
    const { post } = this.ground;
    post.stop(moment, worker);
    await this.soon(`a letter of worker ${worker}`, () => post.waitingAt(worker) > 0);
    return this.strike('worker', `killed with a letter in its hand, ${moment} the server took it`, async () => {
      this.ground.kill(worker);
      post.goOn(false);
    });
  }

  /** Kills a worker that computes recommendation lists, its transaction open. */
  killMatching(): Promise<Fault> {
    return this.killWaiting(LISTS, 'killed while it computed recommendations');
  }

  /** Kills a worker that has written letters and the mark «done», at the commit of both. */
  killCommitting(): Promise<Fault> {
    return this.killWaiting(COMMITS, 'killed at the commit of letters it wrote');
  }

  /** Takes everything from Redis while jobs wait in it. */
  emptyRedis(): Promise<Fault> {
    return this.withPile('emptied', () => this.ground.emptyRedis());
  }

  /** Kills Redis, which keeps nothing on the disk here; its keeper starts it again, empty. */
  killRedis(): Promise<Fault> {
    return this.withPile('killed, its memory lost', () => this.ground.restart('redis', 'SIGKILL'));
  }

  /** PostgreSQL ends at once, as in a crash, and is started again on the same data. */
  crashPostgres(): Promise<Fault> {
    return this.strike('postgres', 'crashed and restarted', () => this.ground.restart('postgres', 'SIGQUIT'));
  }

  /** Holds every letter at the counter until jobs pile up in Redis, harms it, and lets the letters go. */
  private async withPile(what: string, harm: () => Promise<void>): Promise<Fault> {
    const { post } = this.ground;
    const waiting = () => this.ground.queue('mail').getWaitingCount();
    post.stop('before');
    try {
      await this.soon('jobs that wait', async () => (await waiting()) >= PILE);
      const vanished = await waiting();
      const fault = await this.strike('redis', what, harm, vanished);
      this.returns.push(this.schedulesReturn());
      return fault;
    } finally {
      post.goOn(true);
    }
  }

  /** Seconds from each loss of Redis until every schedule was in it again. */
  schedulesBack(): Promise<number[]> {
    return Promise.all(this.returns);
  }

  private async schedulesReturn(): Promise<number> {
    const lostAt = Date.now();
    const wanted = Object.keys(schedules).length;
    await until(async () => (await this.ground.schedules()).length === wanted, 2 * SOON_MS, 100);
    return (Date.now() - lostAt) / 1_000;
  }

  /** Holds a lock until a worker waits for it, and kills that worker: its transaction must never commit. */
  private async killWaiting(lock: number, what: string): Promise<Fault> {
    const client = new Client({ connectionString: this.ground.databaseUrl });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [lock]);
      let waiter = -1;
      await this.soon('a worker that waits', async () => {
        const { rows } = await client.query<{ usename: string }>(
          `select a.usename from pg_locks l join pg_stat_activity a on a.pid = l.pid
           where l.locktype = 'advisory' and l.objid = $1 and not l.granted`,
          [lock],
        );
        waiter = [0, 1].find((at) => nameOf(at) === rows[0]?.usename) ?? -1;
        return waiter >= 0;
      });
      return await this.strike('worker', what, async () => {
        this.ground.kill(waiter);
        // One that waits for a lock does not notice that its client is gone, and would commit.
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`, [
          nameOf(waiter),
        ]);
      });
    } finally {
      await client.end();
    }
  }

  private async strike(kind: Fault['kind'], what: string, harm: () => Promise<void>, vanished = 0): Promise<Fault> {
    const underWay = await this.ground.ask<Fault['underWay'][number]>(
      `select event_id, consumer from outbox_delivery where state in ('PENDING', 'DISPATCHED')`,
    );
    const fault = { kind, what, at: Date.now(), underWay, vanished };
    this.faults.push(fault);
    await harm();
    return fault;
  }

  private async soon(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    if (!(await until(condition, SOON_MS))) throw new Error(`There never came ${what}`);
  }
}
