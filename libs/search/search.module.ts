import { Global, Logger, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { GuardedSearch } from './guarded-search';
import { MeiliSearch } from './meilisearch.adapter';
import { PostgresSearch } from './postgres.adapter';
import { stemmedSynonyms } from './postgres.words';
import { kept, referentialSynonyms } from './synonyms';

/** Injection token of the engine beside PostgreSQL: a MeiliSearch, or null when PostgreSQL is the engine. */
export const ENGINE = Symbol('ENGINE');
export type Engine = MeiliSearch | null;

/** The engine of MEILI_URL. In production its key must not be able to manage keys. */
export const engineOf = ({ meili, queuePrefix, production }: Env): Engine =>
  meili ? new MeiliSearch({ ...meili, prefix: queuePrefix, scopedKeyOnly: production }) : null;

/** Search for both processes: the engine that was chosen, and PostgreSQL for when it cannot. */
@Global()
@Module({
  providers: [
    { provide: ENGINE, useFactory: engineOf, inject: [ENV] },
    {
      provide: GuardedSearch,
      useFactory: (engine: Engine, db: DataSource) =>
        new GuardedSearch(
          engine ?? undefined,
          new PostgresSearch(
            db,
            kept(async () => stemmedSynonyms(await referentialSynonyms(db))),
          ),
          new Logger('search'),
        ),
      inject: [ENGINE, getDataSourceToken()],
    },
  ],
  exports: [ENGINE, GuardedSearch],
})
export class SearchModule {}
