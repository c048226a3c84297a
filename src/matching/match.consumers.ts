import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import { record, type StoredEvent } from '#libs/outbox/outbox';
import { isInStep, type ListKind, type Range } from './lists';
import { countRange, isRunning } from './match-runs';
import { Matchmaker } from './matchmaker';

/** A profile changed: its list and the missions’ lists follow. An earlier round may have taken it up already. */
@Consumes('matching.profile')
@Injectable()
export class ProfileMatcher implements EventConsumer {
  constructor(private readonly matchmaker: Matchmaker) {}

  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    if (!(await isInStep(tx, 'profile', event.aggregateId))) await this.matchmaker.round(tx);
  }
}

/** A mission changed: its list and the freelancers’ lists follow. */
@Consumes('matching.mission')
@Injectable()
export class MissionMatcher implements EventConsumer {
  constructor(private readonly matchmaker: Matchmaker) {}

  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    if (!(await isInStep(tx, 'mission', event.aggregateId))) await this.matchmaker.round(tx);
  }
}

/** Somebody asked for their list anew: it comes before any other, whatever else there is to compute. */
@Consumes('matching.asked')
@Injectable()
export class AskedMatcher implements EventConsumer {
  constructor(private readonly matchmaker: Matchmaker) {}

  async handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    await this.matchmaker.round(tx, { first: { kind: event.payload.kind as ListKind, id: event.aggregateId } });
  }
}

/** A range of a full recompute. One that comes after its run was given up is left alone. */
@Consumes('matching.range')
@Injectable()
export class RangeChecker implements EventConsumer {
  constructor(private readonly matchmaker: Matchmaker) {}

  async handle({ aggregateId: run, payload }: StoredEvent, tx: EntityManager): Promise<void> {
    if (!(await isRunning(tx, run))) return;
    await countRange(tx, run, await this.matchmaker.check(tx, run, payload as unknown as Range));
  }
}

/** Moves every list to the day, round by round: starts in the past and skills that age. */
@Consumes('matching.day')
@Injectable()
export class DayMover implements EventConsumer {
  constructor(private readonly matchmaker: Matchmaker) {}

  async handle({ type, aggregateId }: StoredEvent, tx: EntityManager): Promise<void> {
    const { more } = await this.matchmaker.round(tx, { day: parisDate(now()) });
    if (more) await record(tx, { type, aggregateId });
  }
}
