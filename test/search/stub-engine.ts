import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineWire } from './engine-wire';
import { BadFilter, type Stored } from './filter-language';
import { type IndexQuery, type Ranked, Refused, StubIndex } from './stub-index';

/** What a request is answered instead: a status, nothing at all, a cut connection, half a body, something else. */
export type Fault = { status: number } | { delayMs: number } | { body: string } | 'hang' | 'cut' | 'half';

export interface StubRequest {
  /** The key it came with. */
  key: string | undefined;
  method: string;
  path: string;
  body: unknown;
}

interface Task {
  uid: number;
  indexUid: string | null;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed';
  type: string;
  enqueuedAt: string;
  startedAt?: string;
  finishedAt?: string;
  error?: object;
}

interface Key {
  uid: string;
  key: string;
  name: string | null;
  actions: string[];
  indexes: string[];
}

const ACTIONS: readonly [RegExp, string][] = [
  [/^POST \/multi-search$/, 'search'],
  [/^GET \/keys/, 'keys.get'],
  [/^POST \/keys$/, 'keys.create'],
  [/^DELETE \/keys/, 'keys.delete'],
  [/^GET \/tasks/, 'tasks.get'],
  [/^POST \/swap-indexes$/, 'indexes.swap'],
  [/^POST \/indexes$/, 'indexes.create'],
  [/^GET \/indexes(\/[^/]+)?$/, 'indexes.get'],
  [/^DELETE \/indexes\/[^/]+$/, 'indexes.delete'],
  [/^GET \/indexes\/[^/]+\/settings$/, 'settings.get'],
  [/^PATCH \/indexes\/[^/]+\/settings$/, 'settings.update'],
  [/^GET \/indexes\/[^/]+\/stats$/, 'stats.get'],
  [/^POST \/indexes\/[^/]+\/documents$/, 'documents.add'],
  [/^POST \/indexes\/[^/]+\/documents\/delete-batch$/, 'documents.delete'],
  [/^POST \/indexes\/[^/]+\/documents\/fetch$/, 'documents.get'],
];

const LINK = 'https://docs.meilisearch.com/errors';
const problem = (code: string, message: string, type = 'invalid_request') => ({ message, code, type, link: LINK });

class Answer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super();
  }
}

const missing = (uid: string) => new Answer(404, problem('index_not_found', `Index \`${uid}\` not found.`));

/**
 * A double of the engine for tests: an HTTP server that speaks the part of its protocol we use, with filters, facets,
 * words, tasks and keys really evaluated in memory, and faults on command. Every exchange is held against the engine’s
 * own OpenAPI document. It ranks and forgives typos roughly as the engine does: relevance is proven on a live one.
 */
export class StubEngine {
  readonly wire = new EngineWire();
  readonly indexes = new Map<string, StubIndex>();
  readonly requests: StubRequest[] = [];
  /** Decides what goes wrong with a request; nothing does by default. */
  fault: (request: StubRequest) => Fault | undefined | Promise<Fault | undefined> = () => undefined;
  /** The code with which the task of a request fails: accepted with 202, then failed. None does by default. */
  failTask: (request: StubRequest) => string | undefined = () => undefined;
  /** Tasks are accepted and never begin, until it is false again. */
  stuck = false;
  masterKey: string | undefined;
  private readonly keys: Key[] = [];
  private readonly tasks: Task[] = [];
  private readonly work = new Map<number, () => void>();
  /** With what the task of the request being answered will fail. */
  private failure: string | undefined;
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens; again on the same port after `stop`, with everything it held, as a restarted engine would. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.receive(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  index(uid: string): StubIndex {
    const index = this.indexes.get(uid);
    if (!index) throw missing(uid);
    return index;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const text = Buffer.concat(chunks).toString();
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const key = request.headers.authorization?.replace(/^Bearer /, '');
    const asked = { key, method: request.method ?? 'GET', path: pathname, body };
    this.requests.push(asked);
    const fault = await this.fault(asked);
    if (fault === 'hang') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (fault === 'half')
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[{"hi');
    if (fault && 'body' in fault)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(fault.body);
    if (fault && 'delayMs' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    let answer: Answer;
    try {
      if (fault && 'status' in fault) throw new Answer(fault.status, faultBody(fault.status));
      this.authorise(asked);
      answer = this.answer(asked, searchParams);
    } catch (error) {
      if (error instanceof Answer) answer = error;
      else if (error instanceof BadFilter) answer = new Answer(400, problem('invalid_search_filter', error.message));
      else if (error instanceof Refused) answer = new Answer(400, problem(error.code, error.message));
      else throw error;
    }
    this.wire.exchange(asked.method, pathname, body, answer.status, answer.body);
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private authorise({ method, path, body, key: given }: StubRequest): void {
    if (!this.masterKey || path === '/health') return;
    if (!given)
      throw new Answer(401, problem('missing_authorization_header', 'The Authorization header is missing.', 'auth'));
    if (given === this.masterKey) return;
    const action = ACTIONS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? 'unknown';
    const key = this.keys.find((one) => one.key === given);
    const may = key?.actions.some((held) => held === '*' || held === action || held === `${action.split('.')[0]}.*`);
    const targets = /^\/indexes\/([^/]+)/.exec(path)?.slice(1) ?? indexesIn(body);
    const within = targets.every((uid) =>
      key?.indexes.some(
        (pattern) => pattern === uid || (pattern.endsWith('*') && uid.startsWith(pattern.slice(0, -1))),
      ),
    );
    if (!may || !within) throw new Answer(403, problem('invalid_api_key', 'The provided API key is invalid.', 'auth'));
  }

  private answer(asked: StubRequest, params: URLSearchParams): Answer {
    const { method, path, body } = asked;
    this.failure = this.failTask(asked);
    const [, uid = '', rest = ''] = /^\/indexes\/([^/]+)(.*)$/.exec(path) ?? [];
    switch (
      uid
        ? `${method} /indexes/:uid${rest}`
        : `${method} ${path.replace(/\/\d+$/, '/:id').replace(/^\/keys\/.+/, '/keys/:key')}`
    ) {
      case 'GET /health':
        return new Answer(200, { status: 'available' });
      case 'GET /keys':
        return new Answer(200, { results: this.keys.map(keyView), offset: 0, limit: 20, total: this.keys.length });
      case 'GET /keys/:key':
        return new Answer(200, keyView(this.key(path)));
      case 'DELETE /keys/:key':
        this.keys.splice(this.keys.indexOf(this.key(path)), 1);
        return new Answer(204, undefined);
      case 'POST /keys':
        return new Answer(201, this.addKey(body as Omit<Key, 'key'>));
      case 'GET /tasks/:id':
        return new Answer(200, this.tasks[Number(path.split('/').at(-1))]);
      case 'POST /multi-search':
        return new Answer(200, this.multiSearch(body as MultiSearch));
      case 'POST /swap-indexes':
        return this.enqueue(null, 'indexSwap', () =>
          this.swap(body as { indexes: [string, string]; rename?: boolean }[]),
        );
      case 'GET /indexes':
        return new Answer(200, {
          results: [...this.indexes].map(([name, index]) => indexView(name, index)),
          offset: 0,
          limit: Number(params.get('limit') ?? 20),
          total: this.indexes.size,
        });
      case 'POST /indexes':
        return this.create(body as { uid: string; primaryKey?: string });
      case 'GET /indexes/:uid':
        return new Answer(200, indexView(uid, this.index(uid)));
      case 'DELETE /indexes/:uid':
        this.index(uid);
        return this.enqueue(uid, 'indexDeletion', () => this.indexes.delete(uid));
      case 'GET /indexes/:uid/settings':
        return new Answer(200, this.index(uid).settings);
      case 'PATCH /indexes/:uid/settings':
        return this.enqueue(uid, 'settingsUpdate', () => Object.assign(this.made(uid).settings, body));
      case 'GET /indexes/:uid/stats':
        return new Answer(200, stats(this.index(uid)));
      case 'POST /indexes/:uid/documents':
        return this.enqueue(uid, 'documentAdditionOrUpdate', () => {
          const index = this.made(uid);
          for (const document of body as Stored[]) index.documents.set(String(document.id), document);
        });
      case 'POST /indexes/:uid/documents/delete-batch':
        return this.enqueue(uid, 'documentDeletion', () => {
          for (const id of body as string[]) this.made(uid).documents.delete(id);
        });
      case 'POST /indexes/:uid/documents/fetch':
        return new Answer(200, this.fetch(uid, body as FetchQuery));
      default:
        throw new Answer(404, problem('not_found', `${method} ${path} is not spoken here`));
    }
  }

  /** As the engine does, writing to an index that is not there creates it, without settings. */
  private made(uid: string): StubIndex {
    const index = this.indexes.get(uid) ?? new StubIndex(null);
    this.indexes.set(uid, index);
    return index;
  }

  private create({ uid, primaryKey }: { uid: string; primaryKey?: string }): Answer {
    return this.enqueue(uid, 'indexCreation', () => {
      if (this.indexes.has(uid)) throw new Refused('index_already_exists', `Index \`${uid}\` already exists.`);
      this.indexes.set(uid, new StubIndex(primaryKey ?? null));
    });
  }

  private swap(swaps: { indexes: [string, string]; rename?: boolean }[]): void {
    for (const {
      indexes: [a, b],
      rename,
    } of swaps) {
      const [left, right] = [this.indexes.get(a), this.indexes.get(b)];
      if (!left || (rename ? right : !right)) throw new Refused('index_not_found', `Indexes ${a}, ${b}`);
      this.indexes.set(b, left);
      if (right) this.indexes.set(a, right);
      else this.indexes.delete(a);
    }
  }

  private fetch(uid: string, { filter, sort = [], fields, offset = 0, limit = 20 }: FetchQuery) {
    const index = this.index(uid);
    const none = { words: 0, typos: 0, attribute: 0, matched: new Set<string>() };
    const orders = index.sorts(sort);
    const found = [...index.documents.values()].filter(index.filter(filter));
    const sorted = found.sort((a, b) =>
      orders.reduce((order, next) => order || next({ document: a, match: none }, { document: b, match: none }), 0),
    );
    const pick = (document: Stored) =>
      Object.fromEntries(Object.entries(document).filter(([name]) => !fields || fields.includes(name)));
    return { results: sorted.slice(offset, offset + limit).map(pick), offset, limit, total: found.length };
  }

  private multiSearch({ queries, federation }: MultiSearch): unknown {
    if (!federation)
      return {
        results: queries.map(({ indexUid, ...query }) => ({ indexUid, ...this.index(indexUid).search(query) })),
      };
    const best = new Map<string, Ranked & { weight: number; index: StubIndex; query: IndexQuery }>();
    for (const { indexUid, federationOptions, ...query } of queries) {
      const index = this.index(indexUid);
      const asked = wordCount(query.q);
      for (const ranked of index.rank(query)) {
        const weight = (federationOptions?.weight ?? 1) * (asked === 0 ? 1 : ranked.match.words / asked);
        const key = `${indexUid} ${String(ranked.document.id)}`;
        if (weight > (best.get(key)?.weight ?? -1)) best.set(key, { ...ranked, weight, index, query });
      }
    }
    // The order somebody chose is the first ranking rule of our settings, and so compared before the weights.
    const merged = [...best.values()].sort(
      (a, b) =>
        a.index.sorts(a.query.sort ?? []).reduce((order, next) => order || next(a, b), 0) ||
        b.weight - a.weight ||
        (String(a.document.id) < String(b.document.id) ? -1 : 1),
    );
    const { offset = 0, limit = 20, facetsByIndex } = federation;
    return {
      hits: merged.slice(offset, offset + limit).map((one) => one.index.hit(one, one.query)),
      processingTimeMs: 1,
      limit,
      offset,
      estimatedTotalHits: merged.length,
      ...(facetsByIndex
        ? {
            facetsByIndex: Object.fromEntries(
              Object.entries(facetsByIndex).map(([uid, facets]) => {
                const documents = merged
                  .filter(({ index }) => index === this.index(uid))
                  .map(({ document }) => document);
                return [uid, { distribution: this.index(uid).counts(documents, facets), stats: {} }];
              }),
            ),
          }
        : {}),
    };
  }

  private enqueue(indexUid: string | null, type: string, work: () => void): Answer {
    const uid = this.tasks.length;
    const task: Task = { uid, indexUid, status: 'enqueued', type, enqueuedAt: new Date().toISOString() };
    const { failure } = this;
    this.tasks.push(task);
    this.work.set(uid, () => {
      if (failure) throw new Refused(failure, 'The task failed on command.');
      work();
    });
    setTimeout(() => this.process(), 1).unref();
    return new Answer(202, { taskUid: uid, indexUid, status: 'enqueued', type, enqueuedAt: task.enqueuedAt });
  }

  /** Runs the tasks that wait, in order; a failed one leaves no effect. */
  private process(): void {
    if (this.stuck) return;
    for (const [uid, work] of this.work) {
      const task = this.tasks[uid]!;
      this.work.delete(uid);
      task.startedAt = new Date().toISOString();
      try {
        work();
        task.status = 'succeeded';
      } catch (error) {
        task.status = 'failed';
        task.error = problem(error instanceof Refused ? error.code : 'internal', (error as Error).message, 'internal');
      }
      task.finishedAt = new Date().toISOString();
    }
  }

  private key(path: string): Key {
    const name = path.split('/').at(-1);
    const key = this.keys.find((one) => one.uid === name || one.key === name);
    if (!key) throw new Answer(404, problem('api_key_not_found', `API key \`${name}\` not found.`));
    return key;
  }

  private addKey({ uid, name, actions, indexes }: Omit<Key, 'key'>) {
    if (this.keys.some((key) => key.uid === uid))
      throw new Answer(
        409,
        problem('api_key_already_exists', `\`uid\` field value \`${uid}\` is already an existing API key.`),
      );
    const made = { uid: uid ?? randomUUID(), name, actions, indexes };
    const key = {
      ...made,
      key: createHmac('sha256', this.masterKey ?? '')
        .update(made.uid)
        .digest('hex'),
    };
    this.keys.push(key);
    return keyView(key);
  }
}

interface FetchQuery {
  filter?: unknown;
  sort?: string[];
  fields?: string[];
  offset?: number;
  limit?: number;
}

interface MultiSearch {
  queries: (IndexQuery & { indexUid: string; federationOptions?: { weight?: number } })[];
  federation?: { offset?: number; limit?: number; facetsByIndex?: Record<string, string[]> };
}

const wordCount = (q: string | null | undefined): number => (q ?? '').split(/\s+/).filter(Boolean).length;

const keyView = (key: Key) => ({
  ...key,
  expiresAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
});

const indexView = (uid: string, { primaryKey, createdAt }: StubIndex) => ({
  uid,
  primaryKey,
  createdAt,
  updatedAt: createdAt,
});

const stats = ({ documents }: StubIndex) => ({
  numberOfDocuments: documents.size,
  indexSize: 0,
  usedIndexSize: 0,
  rawDocumentDbSize: 0,
  avgDocumentSize: 0,
  isIndexing: false,
  fieldDistribution: {},
});

function indexesIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap((one: { indexes?: string[] }) => one.indexes ?? []);
  const { queries, uid } = (body ?? {}) as { queries?: { indexUid: string }[]; uid?: string; actions?: unknown };
  if (queries) return queries.map(({ indexUid }) => indexUid);
  return uid && !('actions' in (body as object)) ? [uid] : [];
}

const faultBody = (status: number) =>
  status === 401 || status === 403
    ? problem('invalid_api_key', 'The provided API key is invalid.', 'auth')
    : status === 429
      ? problem('too_many_search_requests', 'Too many search requests running at the same time.', 'system')
      : problem('internal', 'An internal error has occurred.', 'internal');
