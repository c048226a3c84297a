import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { SEARCH } from '#libs/search/search.port';
import { DiscoveryController } from './discovery.controller';
import { DiscoveryService } from './discovery.service';
import { MissionIndexer, ProfileIndexer } from './index.consumer';

@Module({
  controllers: [DiscoveryController],
  providers: [
    DiscoveryService,
    ProfileIndexer,
    MissionIndexer,
    { provide: SEARCH, useFactory: (db: DataSource) => new PostgresSearch(db), inject: [getDataSourceToken()] },
  ],
  exports: [SEARCH, DiscoveryService],
})
export class DiscoveryModule {}
