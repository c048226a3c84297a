import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { LiveFacts } from '#libs/contracts/live';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import { staffWithoutSecondFactor } from '../access/entry';
import { SessionService } from '../accounts/sessions';
import { listProgress } from '../matching/lists';
import { type Follower, readFacts } from './live-facts';

/**
 * Streams one person may hold in this process: without HTTP/2 a browser opens six connections to a host, and two must
 * stay free for what the pages ask. The app holds one for each window that is seen.
 */
const MOST_OF_ONE = 4;
const MOST = 2_000;
/** Without any wake-up the facts are read this often, in ms: what Redis loses comes this much later. */
const POLL_MS = 1_000;
/** However often it is woken, the database is asked no more often than this, in ms. */
const SPACING_MS = 100;
const HEARTBEAT_MS = 15_000;
/** The share of lists that are current is counted at most this often, in ms. */
const PROGRESS_MS = 2_000;
/** How long a browser waits before it connects again, in ms; spread, so that a restart is no stampede. */
const retryMs = (): number => 1_000 + Math.floor(Math.random() * 2_000);

interface Stream {
  me: Person;
  sessionId: string;
  missionIds: readonly string[];
  out: PassThrough;
  /** Name of the last state sent. */
  sent: string;
  wroteAt: number;
}

/** The same facts have the same name in every process: whoever comes back with it need not be told again. */
const nameOf = (data: string): string => createHash('sha256').update(data).digest('base64url').slice(0, 16);

/**
 * The open streams of this process. All that everybody follows is read with one query, when something happened and in
 * any case every second, and sent to those for whom it changed. A stream lives as long as its session stands unchanged:
 * sign-out, expiry, suspension or acting for another organisation end it, and the browser asks again as who it is then.
 */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly log = new Logger('live');
  private readonly streams = new Set<Stream>();
  private timer: NodeJS.Timeout | undefined;
  private reading = false;
  private again = false;
  private readAt = 0;
  private failing = false;
  private stopping = false;
  private share: { at: number; percent: Promise<number | null> } | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly sessions: SessionService,
  ) {}

  /** How many streams are open here. */
  get size(): number {
    return this.streams.size;
  }

  /** The facts as they are now. Throws `mission/unknown` for a mission the person may not know. */
  async facts(me: Person, missionIds: readonly string[]): Promise<LiveFacts> {
    await this.allowMissions(me, missionIds);
    const [facts] = await readFacts(this.db, [{ me, missionIds }], this.progress);
    return facts as LiveFacts;
  }

  /**
   * Opens a stream; `known` is the name of the state the browser last saw. Throws `mission/unknown`, `events/too-many`,
   * `events/full`, and `service/unavailable` while the process stops.
   */
  async open(me: Person, missionIds: readonly string[], known: string | undefined): Promise<PassThrough> {
    if (this.stopping) throw new Problem('service/unavailable');
    if (me.sessionId === null) throw new Problem('access/sign-in-required');
    await this.allowMissions(me, missionIds);
    if (this.streams.size >= MOST) throw new Problem('events/full');
    const own = [...this.streams].filter((stream) => stream.me.accountId === me.accountId).length;
    if (own >= MOST_OF_ONE) throw new Problem('events/too-many', { most: MOST_OF_ONE, seconds: 30 });
    const out = new PassThrough();
    const stream = { me, sessionId: me.sessionId, missionIds, out, sent: known ?? '', wroteAt: 0 };
    this.streams.add(stream);
    out.on('close', () => this.streams.delete(stream));
    this.write(stream, `retry: ${retryMs()}\n\n`);
    this.wake();
    return out;
  }

  /** Something happened that may change what somebody follows. Costs nothing while nobody is connected. */
  wake(): void {
    if (this.streams.size === 0) return;
    if (this.reading) this.again = true;
    else this.schedule(Math.max(0, this.readAt + SPACING_MS - Date.now()));
  }

  /** Ends every stream, so that nobody’s open page delays the end of the process. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    for (const { out } of this.streams) out.end(`retry: ${retryMs()}\n\n`);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (!this.stopping) this.timer = setTimeout(() => void this.tick(), ms).unref();
  }

  private async tick(): Promise<void> {
    this.reading = true;
    this.again = false;
    this.readAt = Date.now();
    try {
      await this.tellAll();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn(`facts could not be read: ${(error as Error).message}`);
      this.failing = true;
    }
    this.reading = false;
    if (this.streams.size > 0) this.schedule(this.again ? SPACING_MS : POLL_MS);
  }

  private async tellAll(): Promise<void> {
    for (const stream of this.streams) if (Date.now() - stream.wroteAt >= HEARTBEAT_MS) this.write(stream, ':\n\n');
    const open = [...this.streams];
    const people = await this.sessions.actorsOf(open.map(({ sessionId }) => sessionId));
    const followed = open.filter((stream) => {
      const same = JSON.stringify(people.get(stream.sessionId)) === JSON.stringify(stream.me);
      if (!same) stream.out.end();
      return same;
    });
    const facts = await readFacts(this.db, followed satisfies Follower[], this.progress);
    for (const [at, stream] of followed.entries()) {
      const data = JSON.stringify(facts[at]);
      const name = nameOf(data);
      if (name === stream.sent) continue;
      stream.sent = name;
      this.write(stream, `id: ${name}\ndata: ${data}\n\n`);
    }
  }

  /** A browser that does not read is let go: it comes back when it can. */
  private write(stream: Stream, text: string): void {
    if (stream.out.writableEnded) return;
    stream.wroteAt = Date.now();
    if (!stream.out.write(text)) stream.out.destroy();
  }

  private readonly progress = (): Promise<number | null> => {
    if (!this.share || Date.now() - this.share.at > PROGRESS_MS)
      this.share = { at: Date.now(), percent: listProgress(this.db) };
    return this.share.percent;
  };

  private async allowMissions(me: Person, missionIds: readonly string[]): Promise<void> {
    if (missionIds.length === 0) return;
    if (staffWithoutSecondFactor(me)) throw new Problem('access/second-factor-required');
    const rows = await this.db.query<{ organisationId: string; state: string; visibility: string }[]>(
      `select organisation_id as "organisationId", state, visibility from mission where id = any($1::uuid[])`,
      [missionIds],
    );
    if (rows.length < new Set(missionIds).size) throw new Problem('mission/unknown');
    for (const row of rows) if (!can(me, 'match:list-candidates', row)) throw new Problem('mission/unknown');
  }
}
