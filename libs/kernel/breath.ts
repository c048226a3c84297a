/** How long a computation may keep its process from its other work, in ms. */
const BREATH_MS = 5;

/**
 * Lets timers, sockets and other jobs have their turn in the midst of a long computation, every 5 ms of it. Who is in no
 * hurry goes on for `workMs` only, and `restMs` later: what others do takes many turns, each of which waits for a piece.
 */
export class Breath {
  private since = performance.now();

  constructor(
    private readonly workMs = BREATH_MS,
    private readonly restMs?: number,
  ) {}

  /** To be awaited between the pieces of a computation; goes on at once when it has not been long. */
  async taken(): Promise<void> {
    if (performance.now() - this.since < this.workMs) return;
    const { restMs } = this;
    await new Promise((resolve) => (restMs === undefined ? setImmediate(resolve) : setTimeout(resolve, restMs)));
    this.since = performance.now();
  }
}
