import { Module } from '@nestjs/common';
import { MatchingModule } from '../matching/matching.module';
import { TaxonomyModule } from '../taxonomy/taxonomy.module';
import { DiscoveryController } from './discovery.controller';
import { DiscoveryService } from './discovery.service';
import { Finder } from './finder';
import { MissionIndexer, ProfileIndexer } from './index.consumer';
import { SearchCheck, SearchNightly, SearchSync } from './search.clockwork';
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
    SearchSync,
    SearchCheck,
    SearchNightly,
  ],
  exports: [DiscoveryService],
})
export class DiscoveryModule {}
