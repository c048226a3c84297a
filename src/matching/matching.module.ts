import { Module } from '@nestjs/common';
import { AskedMatcher, MissionMatcher, ProfileMatcher } from './match.consumers';
import { MatchingController } from './matching.controller';
import { Market } from './market';
import { Matchmaker } from './matchmaker';
import { MissionScores } from './mission-scores';
import { MissionWhatIfs } from './mission-what-if';
import { Readings } from './readings';
import { Recomputations } from './recomputations';
import { Recommendations } from './recommendations';
import { MatchNightly, MatchRefresh } from './refresh.jobs';
import { WhatIf } from './what-if';
import { WhatIfController } from './what-if.controller';

@Module({
  controllers: [MatchingController, WhatIfController],
  providers: [
    Matchmaker,
    Readings,
    Recommendations,
    MissionScores,
    Recomputations,
    Market,
    WhatIf,
    MissionWhatIfs,
    ProfileMatcher,
    MissionMatcher,
    AskedMatcher,
    MatchRefresh,
    MatchNightly,
  ],
  exports: [Recommendations, MissionScores],
})
export class MatchingModule {}
