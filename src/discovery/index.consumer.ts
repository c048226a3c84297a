import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { SEARCH, type SearchKind, type SearchPort } from '#libs/search/search.port';
import { readDocuments } from './documents';

/** Reads the present state and writes it to the engine, or removes what nobody may search any more. */
async function refresh(search: SearchPort, tx: EntityManager, kind: SearchKind, id: string): Promise<void> {
  const documents = await readDocuments(tx, kind, [id]);
  if (documents.length > 0) await search.upsert(documents);
  else await search.remove(kind, [id]);
}

@Consumes('search.profile')
@Injectable()
export class ProfileIndexer implements EventConsumer {
  constructor(@Inject(SEARCH) private readonly search: SearchPort) {}

  handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    return refresh(this.search, tx, 'profile', event.aggregateId);
  }
}

@Consumes('search.mission')
@Injectable()
export class MissionIndexer implements EventConsumer {
  constructor(@Inject(SEARCH) private readonly search: SearchPort) {}

  handle(event: StoredEvent, tx: EntityManager): Promise<void> {
    return refresh(this.search, tx, 'mission', event.aggregateId);
  }
}
