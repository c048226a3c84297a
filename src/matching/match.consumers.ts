import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { type BatchConsumer, Consumes, type EventConsumer } from '#libs/outbox/consumer';
import { record, type StoredEvent } from '#libs/outbox/outbox';
import { type ListKind, outOfStep, type Range } from './lists';
import { countRange, isRunning } from './match-runs';
import { Matchmaker } from './matchmaker';
import { OthersLists } from './others-lists';
import { Survey } from './survey';

/** Owners changed: their own lists come first, those of others follow. A round may have taken them up already. */
@Injectable()
abstract class OwnersMatcher implements BatchConsumer {
  protected abstract readonly kind: ListKind;

  constructor(
    private readonly matchmaker: Matchmaker,
    private readonly others: OthersLists,
  ) {}

  async handleTogether(events: readonly StoredEvent[], tx: EntityManager): Promise<void> {
    const ids = events.map(({ aggregateId }) => aggregateId);
    const late = await outOfStep(tx, this.kind, ids);
    if (late.length > 0) await this.matchmaker.ownLists(tx, this.kind, late);
  }

  afterwards(): Promise<void> {
    return this.others.follow();
  }
}

/** Profiles changed: the missions’ lists follow. */
@Consumes('matching.profile')
@Injectable()
export class ProfileMatcher extends OwnersMatcher {
  protected readonly kind = 'profile';
}

/** Missions changed: the freelancers’ lists follow. */
@Consumes('matching.mission')
@Injectable()
export class MissionMatcher extends OwnersMatcher {
  protected readonly kind = 'mission';
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
  constructor(private readonly survey: Survey) {}

  async handle({ aggregateId: run, payload }: StoredEvent, tx: EntityManager): Promise<void> {
    const found = (await isRunning(tx, run)) && (await this.survey.check(tx, run, payload as unknown as Range));
    if (!found || (await countRange(tx, run, found))) this.survey.forget();
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
