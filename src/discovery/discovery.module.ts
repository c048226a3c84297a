import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { SEARCH } from '#libs/search/search.port';
import { MatchingModule } from '../matching/matching.module';
import { TaxonomyModule } from '../taxonomy/taxonomy.module';
import { DiscoveryController } from './discovery.controller';
import { DiscoveryService } from './discovery.service';
import { Finder } from './finder';
import { MissionIndexer, ProfileIndexer } from './index.consumer';
import { Verdicts } from './verdict.service';

@Module({
  imports: [MatchingModule, TaxonomyModule],
  controllers: [DiscoveryController],
  providers: [
    DiscoveryService,
    Finder,
    Verdicts,
    ProfileIndexer,
    MissionIndexer,
    { provide: SEARCH, useFactory: (db: DataSource) => new PostgresSearch(db), inject: [getDataSourceToken()] },
  ],
  exports: [SEARCH, DiscoveryService],
})
export class DiscoveryModule {}
