import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { matchRunPage, matchRunQuery, type MatchRunQuery, matchRunView } from '#libs/contracts/operations';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { MatchRuns } from './match-runs';

@ApiTags('operations')
@Controller('api/operations/match-runs')
export class MatchRunController {
  constructor(private readonly runs: MatchRuns) {}

  @Post()
  @Guarded('platform:administer')
  @Returns(202, matchRunView)
  start(@Me() me: Person) {
    return this.runs.start(me);
  }

  @Get()
  @Guarded('platform:administer')
  @Returns(200, matchRunPage)
  list(@Me() me: Person, @Query({ schema: matchRunQuery }) query: MatchRunQuery) {
    return this.runs.list(me, query);
  }
}
