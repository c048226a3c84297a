import { Module } from '@nestjs/common';
import { DiscoveryModule } from '../discovery/discovery.module';
import { SearchAlerts } from './alert.clockwork';
import { SavedSearchController } from './saved-search.controller';
import { SavedSearches } from './saved-search.service';
import { Watching } from './watching';

/** Saved searches: what is new in them, and the letters that tell it. */
@Module({
  imports: [DiscoveryModule],
  controllers: [SavedSearchController],
  providers: [SavedSearches, Watching, SearchAlerts],
})
export class AlertsModule {}
