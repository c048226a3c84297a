import { now } from '#libs/kernel/clock';
import { Breaker, type BreakerState } from './breaker';
import { failureOf, type EngineFailure, type FailureKind } from './engine-failure';
import type { Searcher, SearchQuery, SearchResult } from './search.port';

/** What a search answered and whether the engine that should have was resting. */
export interface GuardedResult extends SearchResult {
  degraded: boolean;
}

/** For health, metrics and logs. */
export interface EngineStatus {
  /** False when PostgreSQL is the engine by choice. */
  engine: boolean;
  state: BreakerState;
  /** The last alarm, until a search succeeds: something somebody must look at. */
  alarm: FailureKind | null;
  /** Searches that PostgreSQL answered instead, by what went wrong. */
  fallbacks: ReadonlyMap<FailureKind | 'resting' | 'empty', number>;
  alarms: ReadonlyMap<FailureKind, number>;
}

/** Where trouble is told. */
export interface Watch {
  warn(message: string): void;
  error(message: string): void;
}

const RULES = { failures: 5, withinMs: 10_000, openMs: 5_000 } as const;
/** The same alarm is logged once in this time. */
const QUIET_MS = 60_000;

/**
 * Search that is never down: PostgreSQL answers, with the same filters and rights, whenever the engine cannot, and the
 * answer says so. An empty answer is not believed before PostgreSQL has been asked: an index that was wiped answers
 * quickly and wrongly.
 */
export class GuardedSearch {
  private readonly breaker = new Breaker(RULES);
  private readonly fallbacks = new Map<FailureKind | 'resting' | 'empty', number>();
  private readonly alarms = new Map<FailureKind, number>();
  private readonly toldAt = new Map<FailureKind, number>();
  private alarm: FailureKind | null = null;

  constructor(
    private readonly engine: Searcher | undefined,
    private readonly postgres: Searcher,
    private readonly watch: Watch,
  ) {}

  async search(query: SearchQuery): Promise<GuardedResult> {
    if (!this.engine) return { ...(await this.postgres.search(query)), degraded: false };
    if (!this.breaker.allows(now().getTime())) return this.instead('resting', query);
    let found: SearchResult;
    try {
      found = await this.engine.search(query);
    } catch (error) {
      const failure = failureOf(error);
      this.failed(failure);
      return this.instead(failure.kind, query);
    }
    this.succeeded();
    if (found.total > 0) return { ...found, degraded: false };
    const checked = await this.postgres.search(query);
    if (checked.total === 0 || checked.widened) return { ...found, degraded: false };
    this.count('empty');
    return { ...checked, degraded: true };
  }

  status(): EngineStatus {
    const { fallbacks, alarms, alarm } = this;
    return { engine: this.engine !== undefined, state: this.breaker.state, alarm, fallbacks, alarms };
  }

  private async instead(why: FailureKind | 'resting', query: SearchQuery): Promise<GuardedResult> {
    this.count(why);
    return { ...(await this.postgres.search(query)), degraded: true };
  }

  private count(why: FailureKind | 'resting' | 'empty'): void {
    this.fallbacks.set(why, (this.fallbacks.get(why) ?? 0) + 1);
  }

  private succeeded(): void {
    if (this.breaker.state !== 'closed') this.watch.warn('the search engine answers again');
    this.breaker.succeeded();
    this.alarm = null;
  }

  private failed(failure: EngineFailure): void {
    const at = now().getTime();
    const before = this.breaker.state;
    this.breaker.failed(at);
    if (failure.alarming) {
      this.alarm = failure.kind;
      this.alarms.set(failure.kind, (this.alarms.get(failure.kind) ?? 0) + 1);
      if (at - (this.toldAt.get(failure.kind) ?? -QUIET_MS) >= QUIET_MS) {
        this.toldAt.set(failure.kind, at);
        this.watch.error(`the search engine: ${failure.kind}: ${failure.message}`);
      }
    }
    if (before === 'closed' && this.breaker.state === 'open')
      this.watch.warn(`the search engine rests, PostgreSQL answers (${failure.kind}: ${failure.message})`);
  }
}
