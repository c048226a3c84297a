import { Module } from '@nestjs/common';
import { MatchingModule } from '../matching/matching.module';
import { TaxonomyModule } from '../taxonomy/taxonomy.module';
import { DiscoveryController } from './discovery.controller';
import { DiscoveryService } from './discovery.service';
import { Finder } from './finder';
import { MissionIndexer, ProfileIndexer } from './index.consumer';
import { SearchLog, SearchLogPurge } from './search-log';
import { SearchQualityController, SearchQualityReader } from './search-quality';
import { SearchCheck, SearchNightly, SearchSync } from './search.clockwork';
import { Verdicts } from './verdict.service';

@Module({
  imports: [MatchingModule, TaxonomyModule],
  controllers: [DiscoveryController, SearchQualityController],
  providers: [
    DiscoveryService,
    Finder,
    Verdicts,
    ProfileIndexer,
    MissionIndexer,
    SearchSync,
    SearchCheck,
    SearchNightly,
    SearchLog,
    SearchLogPurge,
    SearchQualityReader,
  ],
  exports: [DiscoveryService],
})
export class DiscoveryModule {}
