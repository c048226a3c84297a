import { Module } from '@nestjs/common';
import { DiscoveryController } from './discovery.controller';
import { DiscoveryService } from './discovery.service';
import { MissionIndexer, ProfileIndexer } from './index.consumer';
import { SearchCheck, SearchNightly, SearchSync } from './search.clockwork';

@Module({
  controllers: [DiscoveryController],
  providers: [DiscoveryService, ProfileIndexer, MissionIndexer, SearchSync, SearchCheck, SearchNightly],
  exports: [DiscoveryService],
})
export class DiscoveryModule {}
