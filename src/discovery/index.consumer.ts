import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { ENGINE, type Engine } from '#libs/search/search.module';
import { mark, project } from './in-step';

/** Writes the present state where PostgreSQL searches, and marks it for the engine, both in the delivery’s transaction. */
@Consumes('search.profile')
@Injectable()
export class ProfileIndexer implements EventConsumer {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    return this.handleTogether([event], tx);
  }

  async handleTogether(events: readonly StoredEvent[], tx: EntityManager): Promise<void> {
    const ids = events.map(({ aggregateId }) => aggregateId);
    await project(tx, 'profile', ids);
    if (this.engine) await mark(tx, 'profile', ids);
  }
}

@Consumes('search.mission')
@Injectable()
export class MissionIndexer implements EventConsumer {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    return this.handleTogether([event], tx);
  }

  async handleTogether(events: readonly StoredEvent[], tx: EntityManager): Promise<void> {
    const ids = events.map(({ aggregateId }) => aggregateId);
    await project(tx, 'mission', ids);
    if (this.engine) await mark(tx, 'mission', ids);
  }
}
