/** How long a computation may keep its process from its other work, in ms. */
const BREATH_MS = 20;

/** Lets timers, sockets and other jobs have their turn in the midst of a long computation, every 20 ms of it. */
export class Breath {
  private since = performance.now();

  /** To be awaited between the pieces of a computation; goes on at once when it has not been long. */
  async taken(): Promise<void> {
    if (performance.now() - this.since < BREATH_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.since = performance.now();
  }
}
