import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { isForgotten } from './dirty';
import { hasEveryList } from './lists';
import { Matchmaker } from './matchmaker';
import { isAwaited } from './news';
import { Readings } from './readings';

/** How long others’ lists wait for a moment when nobody waits for their own. */
const PATIENCE_MS = 50;
/** How often they ask whether it has come. */
const ASK_MS = 10;
/** Looking for what no event tells of is a look at everybody: the next comes so many times later than it took. */
const LOOKS_PAUSE = 30;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Brings the lists in which changed people or missions stand up to date, piece by piece, once those have their own: whoever
 * waits for their own list comes first. What a process that died left undone stands in match_news and match_due; the next
 * change or the scheduled refresh goes on with it.
 */
@Injectable()
export class OthersLists {
  private isFollowing = false;
  /** Something changed while others’ lists were being brought up to date. */
  private again = false;
  /** When it may be looked again for what no event tells of, and whether that is still to be done. */
  private lookAt = 0;
  private owesLook = false;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
    private readonly readings: Readings,
  ) {}

  /** Goes on until all lists are up to date; leaves it to whoever is at it already. */
  async follow(): Promise<void> {
    this.again = true;
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      for (let more = false; more || this.again || this.owesLook;) {
        await this.quiet();
        while (!more && !this.again && performance.now() < this.lookAt) await pause(ASK_MS);
        this.again = false;
        more = await this.piece();
      }
    } finally {
      this.isFollowing = false;
    }
  }

  /** What a process that died left, piece by piece, so many at most; nothing when somebody is at it. Returns how many were made. */
  async goOn(most: number): Promise<number> {
    let made = 0;
    for (let more = !this.isFollowing; more && made < most; made++) {
      await this.quiet();
      more = await this.passOn();
    }
    return made;
  }

  /** True when somebody changed of whom no event tells, or lists are gone. */
  async isLeftOut(): Promise<boolean> {
    const { version } = await this.readings.current(this.db);
    return !(await hasEveryList(this.db)) || (await isForgotten(this.db, version));
  }

  /** One piece; true when there is more. A whole round when something is left of which no event tells. */
  private async piece(): Promise<boolean> {
    if (await this.looksLeftOut()) return this.db.transaction(async (tx) => (await this.matchmaker.round(tx)).more);
    return this.passOn();
  }

  private passOn(): Promise<boolean> {
    return this.db.transaction((tx) => this.matchmaker.passOn(tx));
  }

  /** As `isLeftOut`; false, for now, when that was just looked for. */
  private async looksLeftOut(): Promise<boolean> {
    const began = performance.now();
    this.owesLook = began < this.lookAt;
    if (this.owesLook) return false;
    const found = await this.isLeftOut();
    this.lookAt = performance.now() + LOOKS_PAUSE * (performance.now() - began);
    return found;
  }

  /** Waits until nobody waits for their own list, not for long. */
  private async quiet(): Promise<void> {
    const since = performance.now();
    while (performance.now() < since + PATIENCE_MS && (await isAwaited(this.db))) await pause(ASK_MS);
  }
}
