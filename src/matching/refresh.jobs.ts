import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { Matchmaker, type Round } from './matchmaker';

/** Rounds in one run; what is left waits for the next run. */
const MOST_ROUNDS = 200;

/** Rounds until everything is in step, each in its own transaction so that events get their turn in between. */
async function rounds(db: DataSource, matchmaker: Matchmaker, day?: string): Promise<Record<string, number>> {
  const total = { rounds: 0, profiles: 0, missions: 0, lists: 0 };
  for (let left = MOST_ROUNDS; left > 0; left--) {
    const round: Round = await db.transaction((tx) => matchmaker.round(tx, { day }));
    total.rounds++;
    total.profiles += round.profiles;
    total.missions += round.missions;
    total.lists += round.lists;
    if (!round.more) break;
  }
  return total;
}

/** Finishes what rounds of events left: a large import, a new referential, a new engine, lists that were emptied. */
@RunsOnSchedule('matching.refresh')
@Injectable()
export class MatchRefresh implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
  ) {}

  run(): Promise<Record<string, number>> {
    return rounds(this.db, this.matchmaker);
  }
}

/** Moves every list to the new day: starts in the past and skills that age. */
@RunsOnSchedule('matching.nightly')
@Injectable()
export class MatchNightly implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
  ) {}

  run(): Promise<Record<string, number>> {
    return rounds(this.db, this.matchmaker, parisDate(now()));
  }
}
