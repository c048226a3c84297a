import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Matchmaker } from './matchmaker';
import { mayWait } from './news';

/**
 * Brings the lists in which changed people or missions stand up to date, piece by piece, once those have their own: whoever
 * waits for their own list comes first. What a process that died left undone stands in match_news and match_due; the next
 * change or the scheduled refresh goes on with it.
 */
@Injectable()
export class OthersLists {
  /** Since when others’ lists have waited for a quiet moment. */
  private since: number | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
  ) {}

  /** Goes on until all lists are up to date or somebody waits for their own, whose job then goes on. */
  async follow(): Promise<void> {
    this.since ??= performance.now();
    while (!(await mayWait(this.db, performance.now() - this.since))) {
      const more = await this.db.transaction((tx) => this.matchmaker.passOn(tx));
      this.since = performance.now();
      if (more) continue;
      this.since = undefined;
      return;
    }
  }
}
