import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Consumes, type EventConsumer } from '#libs/outbox/consumer';
import type { StoredEvent } from '#libs/outbox/outbox';
import { computeVectors } from './vectors';

/** After an import, or when learned neighbours come and go: what is computed from the referential follows it. Lists are computed anew once it is stored. */
@Consumes('taxonomy.vectors')
@Injectable()
export class VectorsAfterImport implements EventConsumer {
  private readonly log = new Logger('taxonomy');

  async handle(_event: StoredEvent, tx: EntityManager): Promise<void> {
    const { version, computed, ms } = await computeVectors(tx);
    if (computed) this.log.log(`vectors ${version} computed in ${ms} ms`);
  }
}
