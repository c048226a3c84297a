import { Module } from '@nestjs/common';
import { MissionMatcher, ProfileMatcher } from './match.consumers';
import { MatchingController } from './matching.controller';
import { Matchmaker } from './matchmaker';
import { MissionScores } from './mission-scores';
import { Readings } from './readings';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';

@Module({
  controllers: [MatchingController],
  providers: [
    Matchmaker,
    Readings,
    Recommendations,
    MissionScores,
    ProfileMatcher,
    MissionMatcher,
    MatchRefresh,
    MatchNightly,
  ],
  exports: [Recommendations, MissionScores],
})
export class MatchingModule {}
