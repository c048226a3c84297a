import { Module } from '@nestjs/common';
import { DiscoveryModule } from '../discovery/discovery.module';
import { ProfileModule } from '../profiles/profile.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { SiteController } from './site.controller';
import { SiteService } from './site.service';
import { UnsubscribeController } from './unsubscribe.controller';

@Module({
  imports: [DiscoveryModule, NotificationsModule, ProfileModule],
  controllers: [SiteController, UnsubscribeController],
  providers: [SiteService],
})
export class SiteModule {}
