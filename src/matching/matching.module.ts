import { Module } from '@nestjs/common';
import { AskedMatcher, DayMover, MissionMatcher, ProfileMatcher, RangeChecker } from './match.consumers';
import { MatchRunController } from './match-run.controller';
import { MatchRuns } from './match-runs';
import { MatchingController } from './matching.controller';
import { Matchmaker } from './matchmaker';
import { MissionScores } from './mission-scores';
import { Readings } from './readings';
import { Recomputations } from './recomputations';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';

@Module({
  controllers: [MatchingController, MatchRunController],
  providers: [
    Matchmaker,
    Readings,
    Recommendations,
    MissionScores,
    Recomputations,
    ProfileMatcher,
    MissionMatcher,
    AskedMatcher,
    MatchRuns,
    RangeChecker,
    DayMover,
    MatchRefresh,
    MatchNightly,
  ],
  exports: [Recommendations, MissionScores],
})
export class MatchingModule {}
