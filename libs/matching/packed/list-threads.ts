import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

const begin = (): Worker => new Worker(join(__dirname, `list-thread${extname(__filename)}`));

/** Not all listeners: those by which Node itself follows the thread would go with them. */
const silent = (thread: Worker): Worker =>
  thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');

/**
 * Threads that find lists. One that has found all it was asked for is kept for the next time, when its code is warm: that
 * halves what a market of 75 million pairs takes. They do not keep the process alive.
 */
export class ListThreads {
  readonly #idle: Worker[] = [];

  /** `begin` makes a thread. */
  constructor(readonly begin: () => Worker) {}

  /** A thread that nobody else is using. */
  take(): Worker {
    const kept = this.#idle.pop();
    if (kept) return silent(kept);
    const thread = this.begin();
    thread.unref();
    return thread;
  }

  /** Keeps a thread that has nothing left to do. One that ends meanwhile is forgotten. */
  keep(thread: Worker): void {
    const forget = (): void => {
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    };
    silent(thread).on('error', forget).on('exit', forget);
    this.#idle.push(thread);
  }
}

/** Those of this process. */
export const ownThreads = new ListThreads(begin);
