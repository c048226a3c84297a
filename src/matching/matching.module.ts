import { Module } from '@nestjs/common';
import { FairnessModule } from '../fairness/fairness.module';
import { AskedMatcher, MissionMatcher, ProfileMatcher } from './match.consumers';
import { MatchingController } from './matching.controller';
import { Matchmaker } from './matchmaker';
import { MissionScores } from './mission-scores';
import { Readings } from './readings';
import { Recomputations } from './recomputations';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';

@Module({
  imports: [FairnessModule],
  controllers: [MatchingController],
  providers: [
    Matchmaker,
    Readings,
    Recommendations,
    MissionScores,
    Recomputations,
    ProfileMatcher,
    MissionMatcher,
    AskedMatcher,
    MatchRefresh,
    MatchNightly,
  ],
  exports: [Recommendations, MissionScores],
})
export class MatchingModule {}
