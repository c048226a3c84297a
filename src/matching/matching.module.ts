import { Module } from '@nestjs/common';
import { MissionMatcher, ProfileMatcher } from './match.consumers';
import { MatchingController } from './matching.controller';
import { Matchmaker } from './matchmaker';
import { Readings } from './readings';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';

@Module({
  controllers: [MatchingController],
  providers: [Matchmaker, Readings, Recommendations, ProfileMatcher, MissionMatcher, MatchRefresh, MatchNightly],
  exports: [Recommendations],
})
export class MatchingModule {}
