import { setTimeout } from 'node:timers/promises';
import { Meilisearch, type Settings, type Task } from 'meilisearch';
import { EngineFailure, failureOf } from './engine-failure';
import { fingerprint } from './fingerprint';
import { type Held, rateBand, type SearchDocument, type SearchKind } from './search.port';
import { keyedText } from './words';

/** Where the engine is and how it is spoken to. */
export interface EngineAccess {
  url: string;
  apiKey?: string | undefined;
  /** Indexes are `<prefix>_profile` and `<prefix>_mission`: one engine may serve several installations. */
  prefix: string;
  /** True refuses a key that may manage keys (the master key is one). */
  scopedKeyOnly?: boolean;
  /** The longest that is waited for the end of a task, in ms; two minutes when not said. */
  patienceMs?: number;
}

const WRITE_TIMEOUT_MS = 20_000;
const TASK_TIMEOUT_MS = 120_000;
const TASK_ASKED_EVERY_MS = 50;
const HELD_PAGE = 1_000;
const LONGEST_BODY = 20_000;

/** A document as the engine holds it. */
function stored(document: SearchDocument) {
  const { kind: _kind, placeName, lat, lon, title, keywords, body, ...values } = document;
  return {
    ...values,
    fingerprint: fingerprint(document),
    title: keyedText(title),
    keywords: keywords.map(keyedText),
    rateBand: document.rate === null ? null : rateBand(document.rate),
    place: keyedText(placeName ?? ''),
    body: keyedText(body.slice(0, LONGEST_BODY)),
    ...(lat === null || lon === null ? {} : { _geo: { lat, lng: lon } }),
  };
}

/** The indexes of the engine, by name. Every write is a task: `settled` waits until it succeeded. */
export class MeiliIndexes {
  private readonly client: Meilisearch;

  constructor(private readonly access: EngineAccess) {
    this.client = new Meilisearch({ host: access.url, apiKey: access.apiKey ?? '', timeout: WRITE_TIMEOUT_MS });
  }

  /** The index that answers searches of a kind. */
  live(kind: SearchKind): string {
    return `${this.access.prefix}_${kind}`;
  }

  /** A name for an index built beside the live one. */
  beside(kind: SearchKind): string {
    return `${this.live(kind)}__${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  }

  /** Indexes of ours that stand beside a live one. */
  async besides(): Promise<string[]> {
    const { results } = await this.run(() => this.client.getRawIndexes({ limit: 1_000 }));
    return results
      .map(({ uid }) => uid)
      .filter((uid) => uid.startsWith(`${this.access.prefix}_`) && uid.includes('__'));
  }

  async exists(uid: string): Promise<boolean> {
    try {
      await this.run(() => this.client.getRawIndex(uid));
      return true;
    } catch (error) {
      if (failureOf(error).kind === 'missing') return false;
      throw error;
    }
  }

  /** An empty index with its primary key and settings. The key is named: the engine would guess, and refuse whole batches. */
  async create(uid: string, settings: Settings): Promise<void> {
    await this.settled([await this.run(() => this.client.createIndex(uid, { primaryKey: 'id' }))]);
    await this.settled([await this.run(() => this.client.index(uid).updateSettings(settings))]);
  }

  /** Whether an index may be filtered as settings as code say: one that a stray write created may not. */
  async configured(uid: string, settings: Settings): Promise<boolean> {
    const { filterableAttributes } = await this.run(() => this.client.index(uid).getSettings());
    const held = new Set((filterableAttributes ?? []).filter((attribute) => typeof attribute === 'string'));
    return (settings.filterableAttributes ?? []).every((attribute) => held.has(attribute as string));
  }

  /** Sends a batch; what it returns is to be given to `settled`. */
  async send(uid: string, documents: readonly SearchDocument[]): Promise<{ taskUid: number }> {
    return this.run(() => this.client.index(uid).addDocuments(documents.map(stored), { primaryKey: 'id' }));
  }

  async erase(uid: string, ids: readonly string[]): Promise<{ taskUid: number }> {
    return this.run(() => this.client.index(uid).deleteDocuments([...ids]));
  }

  /**
   * Waits for tasks and throws `task-failed` unless every one succeeded: 202 promises nothing. Throws `slow` when one has not
   * ended after `patienceMs`.
   */
  async settled(tasks: readonly { taskUid: number }[], patienceMs = TASK_TIMEOUT_MS): Promise<void> {
    const until = performance.now() + Math.min(patienceMs, this.access.patienceMs ?? patienceMs);
    for (const { taskUid } of tasks) {
      const task = await this.ended(taskUid, until);
      if (task.status !== 'succeeded')
        throw new EngineFailure('task-failed', `task ${taskUid} ${task.status}: ${task.error?.code ?? 'no code'}`);
    }
  }

  /** Not the client’s own waiting: when a request of it fails, its timer keeps the process alive for the whole time. */
  private async ended(taskUid: number, until: number): Promise<Task> {
    for (;;) {
      const task = await this.run(() => this.client.tasks.getTask(taskUid));
      if (task.status !== 'enqueued' && task.status !== 'processing') return task;
      if (performance.now() > until) throw new EngineFailure('slow', 'a task did not end in time');
      await setTimeout(TASK_ASKED_EVERY_MS);
    }
  }

  async *held(uid: string): AsyncGenerator<Held[]> {
    for (let offset = 0; ; offset += HELD_PAGE) {
      const { results } = await this.run(() =>
        this.client.index<Held & Record<string, unknown>>(uid).getDocuments({
          // Named although everything passes it: with a filter the client asks by POST, whose sort the engine documents.
          filter: 'id EXISTS',
          fields: ['id', 'version', 'fingerprint'],
          sort: ['id:asc'],
          offset,
          limit: HELD_PAGE,
        }),
      );
      if (!Array.isArray(results)) throw new EngineFailure('broken', 'documents without a list');
      if (results.length > 0) yield results.map(({ id, version, fingerprint }) => ({ id, version, fingerprint }));
      if (results.length < HELD_PAGE) return;
    }
  }

  async count(uid: string): Promise<number> {
    return (await this.run(() => this.client.index(uid).getStats())).numberOfDocuments;
  }

  /** Puts an index in the place of the live one, atomically; the former live one then has its name. */
  async swap(kind: SearchKind, uid: string): Promise<void> {
    const live = this.live(kind);
    const rename = !(await this.exists(live));
    await this.settled([await this.run(() => this.client.swapIndexes([{ indexes: [uid, live], rename }]))]);
  }

  /** Deletes an index; nothing happens when it is not there. */
  async drop(uid: string): Promise<void> {
    if (await this.exists(uid)) await this.settled([await this.run(() => this.client.deleteIndex(uid))]);
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error);
    }
  }
}
