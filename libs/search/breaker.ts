/** When to stop asking a dependency that fails, and when to try it again. */
export interface BreakerRules {
  /** Failures within `withinMs` that open it. */
  failures: number;
  withinMs: number;
  /** How long it stays open before one request tries again. */
  openMs: number;
}

export type BreakerState = 'closed' | 'open' | 'trying';

/** Opens after failures in a row of time, lets one request through after a while, closes when it succeeds. Time comes in. */
export class Breaker {
  state: BreakerState = 'closed';
  private failedAt: number[] = [];
  private openedAt = 0;

  constructor(private readonly rules: BreakerRules) {}

  /** Whether a request may be made now. In an open breaker whose time has come, true once: that request is the trial. */
  allows(at: number): boolean {
    if (this.state === 'closed') return true;
    if (at - this.openedAt < this.rules.openMs) return false;
    this.state = 'trying';
    // A trial that never ends must not hold the door: the next one is due after as long again.
    this.openedAt = at;
    return true;
  }

  succeeded(): void {
    this.state = 'closed';
    this.failedAt = [];
  }

  failed(at: number): void {
    this.failedAt = [...this.failedAt.filter((earlier) => at - earlier < this.rules.withinMs), at];
    if (this.state === 'closed' && this.failedAt.length < this.rules.failures) return;
    this.state = 'open';
    this.openedAt = at;
  }
}
