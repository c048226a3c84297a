import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  contestAnswer,
  type ContestAnswer,
  contestDraft,
  type ContestDraft,
  contestPage,
  contestQuery,
  type ContestQuery,
  contestRevocation,
  type ContestRevocation,
  contestsToAnswerQuery,
  type ContestsToAnswerQuery,
  contestView,
} from '#libs/contracts/contest';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { ContestService } from './contest.service';

const ID = { schema: idSchema };

@ApiTags('contests')
@Controller('api')
export class ContestController {
  constructor(private readonly contests: ContestService) {}

  @Post('missions/:id/contests')
  @Guarded('contest:open')
  @NeedsKey()
  @Returns(201, contestView)
  open(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: contestDraft }) draft: ContestDraft,
    @Speaks() locale: Locale,
  ) {
    return this.contests.open(me, id, draft, locale);
  }

  @Get('contests')
  @Guarded('contest:list-own')
  @Returns(200, contestPage)
  mine(@Me() me: Person, @Query({ schema: contestQuery }) query: ContestQuery, @Speaks() locale: Locale) {
    return this.contests.mine(me, query, locale);
  }

  @Get('contests/to-answer')
  @Guarded('contest:list-to-answer')
  @Returns(200, contestPage)
  toAnswer(
    @Me() me: Person,
    @Query({ schema: contestsToAnswerQuery }) query: ContestsToAnswerQuery,
    @Speaks() locale: Locale,
  ) {
    return this.contests.toAnswer(me, query, locale);
  }

  @Get('contests/:id')
  @Guarded('contest:read')
  @Returns(200, contestView)
  one(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.contests.one(me, id, locale);
  }

  @Post('contests/:id/answer')
  @Guarded('contest:answer')
  @NeedsKey()
  @Returns(200, contestView)
  answer(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: contestAnswer }) answer: ContestAnswer,
    @Speaks() locale: Locale,
  ) {
    return this.contests.answer(me, id, answer, locale);
  }

  @Post('contests/:id/withdrawal')
  @Guarded('contest:withdraw')
  @NeedsKey()
  @Returns(200, contestView)
  withdraw(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.contests.withdraw(me, id, locale);
  }

  @Post('contests/:id/revocation')
  @Guarded('contest:revoke')
  @NeedsKey()
  @Returns(200, contestView)
  revoke(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: contestRevocation }) revocation: ContestRevocation,
    @Speaks() locale: Locale,
  ) {
    return this.contests.revoke(me, id, revocation.reason, locale);
  }
}
