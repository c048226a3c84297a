import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  candidatePage,
  match,
  matchListQuery,
  type MatchListQuery,
  matchQuery,
  type MatchQuery,
  recommendedMissionPage,
} from '#libs/contracts/matching';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { Recommendations } from './recommendations';

const ID = { schema: idSchema };

@ApiTags('matching')
@Controller('api')
export class MatchingController {
  constructor(private readonly recommendations: Recommendations) {}

  @Get('me/recommended-missions')
  @Guarded('match:list-own')
  @Returns(200, recommendedMissionPage)
  missions(@Me() me: Person, @Query({ schema: matchListQuery }) query: MatchListQuery, @Speaks() locale: Locale) {
    return this.recommendations.missions(me, query, locale);
  }

  @Get('missions/:id/candidates')
  @Guarded('match:list-candidates')
  @Returns(200, candidatePage)
  candidates(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Query({ schema: matchListQuery }) query: MatchListQuery,
    @Speaks() locale: Locale,
  ) {
    return this.recommendations.candidates(me, id, query, locale);
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
