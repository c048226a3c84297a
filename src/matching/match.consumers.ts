import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { isInStep, type ListKind } from './lists';
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
