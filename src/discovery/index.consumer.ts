import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type BatchConsumer, Consumes } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { ENGINE, type Engine } from '#libs/search/search.module';
import type { SearchKind } from '#libs/search/search.port';
import { mark, project } from './in-step';

/** Writes the present state where PostgreSQL searches, and marks it for the engine, both in the delivery’s transaction. */
@Injectable()
abstract class Indexer implements BatchConsumer {
  protected abstract readonly kind: SearchKind;

  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  async handleTogether(events: readonly StoredEvent[], tx: EntityManager): Promise<void> {
    const ids = events.map(({ aggregateId }) => aggregateId);
    await project(tx, this.kind, ids);
    if (this.engine) await mark(tx, this.kind, ids);
  }
}

@Consumes('search.profile')
@Injectable()
export class ProfileIndexer extends Indexer {
  protected readonly kind = 'profile';
}

@Consumes('search.mission')
@Injectable()
export class MissionIndexer extends Indexer {
  protected readonly kind = 'mission';
}
