import { Module } from '@nestjs/common';
import { DiscoveryModule } from '../discovery/discovery.module';
import { ProfileModule } from '../profiles/profile.module';
import { SiteController } from './site.controller';
import { SiteService } from './site.service';

@Module({ imports: [DiscoveryModule, ProfileModule], controllers: [SiteController], providers: [SiteService] })
export class SiteModule {}
