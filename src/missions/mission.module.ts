import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TaxonomyModule } from '../taxonomy/taxonomy.module';
import { DraftPurge, MissionArchive, MissionExpiry } from './mission.clockwork';
import { MissionController } from './mission.controller';
import { Mission } from './mission.entity';
import { MissionReading } from './mission.reading';
import { MissionService } from './mission.service';

@Module({
  imports: [TypeOrmModule.forFeature([Mission]), TaxonomyModule],
  controllers: [MissionController],
  providers: [MissionService, MissionReading, MissionExpiry, MissionArchive, DraftPurge],
  exports: [MissionService, MissionReading],
})
export class MissionModule {}
