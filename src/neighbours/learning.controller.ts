import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  learningPage,
  learningQuery,
  type LearningQuery,
  learningView,
  neighbourChangePage,
  neighbourChangeQuery,
  type NeighbourChangeQuery,
} from '#libs/contracts/neighbours';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { LearningService } from './learning.service';

const ID = { schema: idSchema };

@ApiTags('operations')
@Controller('api/operations/neighbour-learnings')
export class LearningController {
  constructor(private readonly learning: LearningService) {}

  @Post()
  @Guarded('neighbours:decide')
  @Returns(202, learningView)
  start(@Me() me: Person) {
    return this.learning.start(me);
  }

  @Get()
  @Guarded('neighbours:decide')
  @Returns(200, learningPage)
  list(@Me() me: Person, @Query({ schema: learningQuery }) query: LearningQuery) {
    return this.learning.list(me, query);
  }

  @Get(':id/changes')
  @Guarded('neighbours:decide')
  @Returns(200, neighbourChangePage)
  changes(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Query({ schema: neighbourChangeQuery }) query: NeighbourChangeQuery,
  ) {
    return this.learning.changes(me, id, query);
  }

  @Post(':id/activation')
  @Guarded('neighbours:decide')
  @NeedsKey()
  @Returns(200, learningView)
  activate(@Me() me: Person, @Param('id', ID) id: string) {
    return this.learning.move(me, id, 'activate');
  }

  @Post(':id/discard')
  @Guarded('neighbours:decide')
  @NeedsKey()
  @Returns(200, learningView)
  discard(@Me() me: Person, @Param('id', ID) id: string) {
    return this.learning.move(me, id, 'discard');
  }

  @Post(':id/retirement')
  @Guarded('neighbours:decide')
  @NeedsKey()
  @Returns(200, learningView)
  retire(@Me() me: Person, @Param('id', ID) id: string) {
    return this.learning.move(me, id, 'retire');
  }
}
