import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import { listFreshness } from '#libs/contracts/live';
import {
  candidatePage,
  candidatesQuery,
  type CandidatesQuery,
  match,
  matchListQuery,
  type MatchListQuery,
  matchQuery,
  type MatchQuery,
  ownExposure,
  recommendedMissionPage,
} from '#libs/contracts/matching';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { Recommendations } from './recommendations';
import { Recomputations } from './recomputations';

const ID = { schema: idSchema };

@ApiTags('matching')
@Controller('api')
export class MatchingController {
  constructor(
    private readonly recommendations: Recommendations,
    private readonly recomputations: Recomputations,
  ) {}

  @Get('me/recommended-missions')
  @Guarded('match:list-own')
  @Returns(200, recommendedMissionPage)
  missions(@Me() me: Person, @Query({ schema: matchListQuery }) query: MatchListQuery, @Speaks() locale: Locale) {
    return this.recommendations.missions(me, query, locale);
  }

  @Post('me/recommended-missions/recomputations')
  @Guarded('match:list-own')
  @Returns(202, listFreshness)
  recomputeMissions(@Me() me: Person) {
    return this.recomputations.missions(me);
  }

  @Get('me/exposure')
  @Guarded('match:list-own')
  @Returns(200, ownExposure)
  exposure(@Me() me: Person) {
    return this.recommendations.exposure(me);
  }

  @Get('missions/:id/candidates')
  @Guarded('match:list-candidates')
  @Returns(200, candidatePage)
  candidates(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Query({ schema: candidatesQuery }) query: CandidatesQuery,
    @Speaks() locale: Locale,
  ) {
    return this.recommendations.candidates(me, id, query, locale);
  }

  @Post('missions/:id/candidates/recomputations')
  @Guarded('mission:run')
  @Returns(202, listFreshness)
  recomputeCandidates(@Me() me: Person, @Param('id', ID) id: string) {
    return this.recomputations.candidates(me, id);
  }

  @Get('missions/:id/match')
  @Guarded('match:list-own')
  @Returns(200, match)
  match(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Query({ schema: matchQuery }) query: MatchQuery,
    @Speaks() locale: Locale,
  ) {
    return this.recommendations.match(me, id, query.profileId, locale);
  }
}
