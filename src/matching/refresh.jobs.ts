import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { giveUpStuck, startRun } from './match-runs';
import { Matchmaker, type Round } from './matchmaker';
import { OthersLists } from './others-lists';

/** Rounds in one run; what is left waits for the next run. */
const MOST_ROUNDS = 200;

/** Rounds until everything is in step, each in its own transaction so that events get their turn in between. */
async function rounds(db: DataSource, matchmaker: Matchmaker): Promise<Record<string, number>> {
  const total = { rounds: 0, changes: 0, lists: 0 };
  for (let left = MOST_ROUNDS; left > 0; left--) {
    const round: Round = await db.transaction((tx) => matchmaker.round(tx));
    total.rounds++;
    total.changes += round.changes;
    total.lists += round.lists;
    if (!round.more) break;
  }
  return total;
}

/**
 * Finishes what rounds of events left: a large import, a new referential, a new engine, lists that were emptied. When nothing
 * was left, no whole round is made: under a stream of changes it would take up all of them while everybody waits for it.
 * Gives up a full recompute that is stuck.
 */
@RunsOnSchedule('matching.refresh')
@Injectable()
export class MatchRefresh implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
    private readonly others: OthersLists,
  ) {}

  async run(): Promise<Record<string, number>> {
    await giveUpStuck(this.db);
    const isComplete =
      !(await this.others.isLeftOut()) && (await this.db.transaction((tx) => this.matchmaker.isInStep(tx)));
    return isComplete ? { pieces: await this.others.goOn(MOST_ROUNDS) } : rounds(this.db, this.matchmaker);
  }
}

/**
 * Compares every list with one computed whole, then moves all to the new day: what differed would no longer be seen
 * afterwards.
 */
@RunsOnSchedule('matching.nightly')
@Injectable()
export class MatchNightly implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const { ranges } = await this.db.transaction((tx) => startRun(tx, 'NIGHT'));
    return { ranges: ranges.total };
  }
}
