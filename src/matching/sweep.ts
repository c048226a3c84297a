import type { OneList } from '#libs/matching/packed/all-lists';
import type { Corpus } from './corpus';

/**
 * Every list computed together, which compares each pair once and not once a side: some in each round, as long as nobody
 * changes between rounds. Once somebody did, what is left is computed list by list: under a stream of changes a sweep
 * would begin again and again and never reach the end.
 */
export class Sweep {
  private lists: AsyncGenerator<OneList> | undefined;
  private of: Corpus | undefined;
  private version = 0;
  private wasInterrupted = false;

  /** True when lists are to be taken from here: most of `owners` have no current list, or some were taken already. */
  isDue(corpus: Corpus, stale: number, owners: number): boolean {
    const stands = this.of === corpus && this.version === corpus.version;
    if (this.lists && stands) return true;
    if (this.lists) this.wasInterrupted = true;
    this.leave();
    if (this.wasInterrupted || stale * 2 <= owners) return false;
    this.lists = corpus.allLists();
    this.of = corpus;
    this.version = corpus.version;
    return this.lists !== undefined;
  }

  /** The next list; undefined when all were taken. */
  async next(): Promise<OneList | undefined> {
    const next = await this.lists?.next();
    if (next && !next.done) return next.value;
    this.stop();
    return undefined;
  }

  /** Forgets what is left, and that it was interrupted. */
  stop(): void {
    this.leave();
    this.wasInterrupted = false;
  }

  /** Forgets the lists that are left; whoever finds them in other threads stops. */
  private leave(): void {
    void this.lists?.return(undefined);
    this.lists = undefined;
    this.of = undefined;
  }
}
