import { isDeepStrictEqual } from 'node:util';
import type { MissionView } from '#libs/contracts/mission';
import type { ProfileView } from '#libs/contracts/profile';
import { newId } from '#libs/kernel/ids';
import { Answer, type Answered } from '../stage/contracts';

/** What an acknowledged operation must have left behind: an event, on what. */
export interface Promised {
  event: string;
  id: string;
}

/** The last word the API gave of something: what must be read again at the end. */
export interface LastWord {
  version: number;
  shows: Record<string, unknown>;
}

/** Refusals that racing people meet: another moved first, the mission closed, the place is taken. */
const RACES = new Set([
  'lifecycle/move-refused',
  'application/mission-closed',
  'application/already-open',
  'application/already-declined',
  'request/stale',
  'request/conflict',
]);

/** Everything the API answered, as the people who asked remember it. */
export class Journal {
  readonly promised: Promised[] = [];
  operations = 0;
  readonly lastWords = new Map<string, LastWord>();
  /** When somebody was told to come back later. */
  readonly unavailable: number[] = [];
  readonly lost: string[] = [];
  /** Answers nobody should ever get. */
  readonly wrong: string[] = [];
  private readonly waiting: { count: number; go: () => void }[] = [];

  /** Notes an operation as acknowledged, with the events it must have left. */
  note(id: string, ...events: string[]): void {
    this.operations += 1;
    this.promised.push(...events.map((event) => ({ event, id })));
    for (const { go } of this.waiting.filter(({ count }) => count <= this.operations)) go();
  }

  /** The last word on something; an older version never replaces a newer one. */
  say(id: string, version: number, shows: Record<string, unknown>): void {
    const known = this.lastWords.get(id);
    if (!known || known.version <= version) this.lastWords.set(id, { version, shows });
  }

  /** Resolves once so many more operations are acknowledged. */
  more(operations: number): Promise<void> {
    const count = this.operations + operations;
    return new Promise((go) => this.waiting.push({ count, go }));
  }

  refusal({ problem: { status, code } }: Answer, what: string): undefined {
    if (!RACES.has(code)) this.wrong.push(`${status} ${code} to ${what}`);
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100));
/** After this long without an answer a person gives up, which fails the journey. */
const PATIENCE_MS = 60_000;

/** Somebody’s browser on the real API. It comes back after a 503 or a lost connection, with the same key. */
export class Caller {
  constructor(
    private readonly address: string,
    private readonly cookie: string,
    private readonly journal: Journal,
  ) {}

  /** Reads until it is answered. */
  async read<Url extends string>(path: Url) {
    return (await this.insist('GET', path)).body;
  }

  /** Posts under one key until it is answered; undefined when it is refused. */
  async post<Url extends string>(path: Url, body?: unknown): Promise<Answered<'POST', Url> | undefined> {
    const key = newId();
    for (;;) {
      const answer = await this.insist('POST', path, { body, key });
      if (answer.status < 300) return answer.body;
      if (answer.problem.code !== 'request/in-progress') return this.journal.refusal(answer, `POST ${path}`);
      await pause();
    }
  }

  /**
   * Changes what is read there, by its version. When no answer came, it reads again: what it wrote may be there.
   * Returns the state that shows the change; undefined when it is refused.
   */
  change(path: '/api/me/profile', edit: object): Promise<ProfileView | undefined>;
  change(path: `/api/missions/${string}`, edit: object): Promise<MissionView | undefined>;
  async change(path: '/api/me/profile' | `/api/missions/${string}`, edit: object) {
    const shows = (view: object): boolean => isDeepStrictEqual({ ...view, ...edit }, view);
    for (;;) {
      const now = await this.read(path);
      if (shows(now)) return now;
      const answer = await this.send('PATCH', path, { body: edit, version: now.version });
      if (answer && answer.status < 300) return answer.body;
      if (answer && answer.status !== 503 && answer.status !== 412 && answer.problem.code !== 'request/in-progress')
        return this.journal.refusal(answer, `PATCH ${path}`);
      if (!answer || answer.status === 503) await pause();
    }
  }

  private async insist<Method extends string, Url extends string>(
    method: Method,
    path: Url,
    options: { body?: unknown; key?: string } = {},
  ) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.send(method, path, options);
      if (answer && answer.status !== 503) return answer;
      if (Date.now() > deadline) throw new Error(`No answer to ${method} ${path} within ${PATIENCE_MS} ms`);
      await pause();
    }
  }

  /** One request; undefined when the connection was lost. */
  private async send<Method extends string, Url extends string>(
    method: Method,
    path: Url,
    { body, key, version }: { body?: unknown; key?: string; version?: number },
  ): Promise<Answer<Answered<Method, Url>> | undefined> {
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(this.address + path, {
        method,
        headers: {
          cookie: this.cookie,
          'x-requested-by': 'aronde',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      });
      text = await answer.text();
    } catch (error) {
      this.journal.lost.push(`${method} ${path}: ${(error as Error).message}`);
      return undefined;
    }
    const { status, headers } = answer;
    if (status === 503) this.journal.unavailable.push(Date.now());
    else if (status >= 500) this.journal.wrong.push(`${status} to ${method} ${path}: ${text.slice(0, 300)}`);
    return new Answer(method, path, status, Object.fromEntries(headers), text);
  }
}
