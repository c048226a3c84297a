import { Module } from '@nestjs/common';
import { FairnessModule } from '../fairness/fairness.module';
import { AskedMatcher, DayMover, MissionMatcher, ProfileMatcher, RangeChecker } from './match.consumers';
import { MatchRunController } from './match-run.controller';
import { MatchRuns } from './match-runs';
import { MatchingController } from './matching.controller';
import { CaseloadWhatIfs } from './caseload-what-if';
import { Market } from './market';
import { Matchmaker } from './matchmaker';
import { MissionScores } from './mission-scores';
import { OthersLists } from './others-lists';
import { MissionWhatIfs } from './mission-what-if';
import { ProfileWhatIfs } from './profile-what-if';
import { Readings } from './readings';
import { ReadyFacts } from './ready-facts';
import { Recomputations } from './recomputations';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';
import { Survey } from './survey';
import { WhatIfController } from './what-if.controller';

@Module({
  imports: [FairnessModule],
  controllers: [MatchingController, MatchRunController, WhatIfController],
  providers: [
    Matchmaker,
    OthersLists,
    Readings,
    ReadyFacts,
    Recommendations,
    MissionScores,
    Recomputations,
    Market,
    ProfileWhatIfs,
    MissionWhatIfs,
    CaseloadWhatIfs,
    ProfileMatcher,
    MissionMatcher,
    AskedMatcher,
    MatchRuns,
    RangeChecker,
    DayMover,
    MatchRefresh,
    MatchNightly,
    Survey,
  ],
  exports: [Recommendations, MissionScores],
})
export class MatchingModule {}
